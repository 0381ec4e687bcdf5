//! Runs headless Chromium by `chromedriver`.

use std::future::Future;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::{self, Stdio};
use std::time::Duration;
use std::{env, fs};

use fantoccini::error::NewSessionError;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::sync::Mutex;
use tokio::time::timeout;

/// With this variable, a missing driver is a failure. Without it, the tests are skipped.
const REQUIRED: &str = "PORTAL_BROWSER";

const START: Duration = Duration::from_secs(30);
const TEST: Duration = Duration::from_mins(1);
const END: Duration = Duration::from_secs(10);

/// Where the driver and Chromium write. The target folder may have a path that is too long for a socket.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let folder = Self(env::temp_dir().join(format!("connect-portal-{}", process::id())));
        fs::create_dir_all(&folder.0).unwrap();
        folder
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Chromium may still be writing there, which is no reason to fail.
        drop(fs::remove_dir_all(&self.0));
    }
}

/// The process group of a `chromedriver`, in which Chromium runs too. Dropping it ends all its processes.
struct Group {
    driver: Child,
    id: u32,
}

impl Group {
    /// Starts a program as the first of a group. Returns `None` if the program is not installed.
    fn start(command: &mut Command) -> Option<Self> {
        let driver = match command.process_group(0).kill_on_drop(true).spawn() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            driver => driver.unwrap(),
        };
        let id = driver.id().expect("nobody waited for the driver");
        Some(Self { driver, id })
    }

    async fn stop(mut self) {
        self.kill();
        self.driver.wait().await.unwrap();
    }

    /// Killing the driver alone would leave Chromium running.
    fn kill(&self) {
        // The id belongs to another process if the driver has been waited for.
        if self.driver.id().is_some() {
            let group = format!("-{}", self.id);
            drop(process::Command::new("kill").args(["-KILL", "--", &group]).status());
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A running `chromedriver`. The processes end before their folder is removed, as the fields have this order.
struct Driver {
    group: Group,
    url: String,
    /// The driver ends when it cannot write.
    _output: Lines<BufReader<ChildStdout>>,
    _folder: Folder,
}

impl Driver {
    /// Starts the driver on a free port. Returns `None` if it is not installed.
    async fn start() -> Option<Self> {
        let folder = Folder::new();
        let mut command = Command::new("chromedriver");
        command.arg("--port=0").env("TMPDIR", &folder.0);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut group = Group::start(&mut command)?;
        let mut output = BufReader::new(group.driver.stdout.take().unwrap()).lines();
        let port = timeout(START, async {
            while let Some(line) = output.next_line().await.unwrap() {
                if let Some((_, port)) = line.split_once("started successfully on port ") {
                    return port.trim_end_matches('.').to_owned();
                }
            }
            panic!("chromedriver ended before it listened");
        });
        let url = format!("http://127.0.0.1:{}", port.await.expect("chromedriver starts in time"));
        Some(Self { group, url, _output: output, _folder: folder })
    }

    async fn open_browser(&self) -> Result<Client, NewSessionError> {
        let options = json!({ "args": [
            "--headless=new",
            // Containers and root cannot have Chromium's sandbox. It opens pages of this machine alone.
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run",
            "--hide-scrollbars",
            "--window-size=640,640",
        ]});
        let capabilities: Map<String, Value> =
            [("goog:chromeOptions".to_owned(), options)].into_iter().collect();
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities).connect(&self.url).await
    }
}

/// Runs a test in a browser, or says on standard error that it is skipped.
///
/// The browser and the driver end in time, whatever the test does. Only one browser runs at a time.
pub(crate) async fn in_browser<F, Fut>(test: F)
where
    F: FnOnce(Client) -> Fut,
    Fut: Future<Output = ()> + Send + 'static,
{
    static ONE: Mutex<()> = Mutex::const_new(());
    let _one = ONE.lock().await;
    let Some(driver) = Driver::start().await else {
        assert!(env::var_os(REQUIRED).is_none(), "{REQUIRED} is set, but there is no chromedriver");
        // `eprintln!` would write to the output that the test harness hides.
        let told = writeln!(io::stderr(), "skipped: there is no chromedriver to test the portal");
        return told.unwrap();
    };
    let browser = timeout(START, driver.open_browser()).await.expect("Chromium starts in time");
    let browser = browser.unwrap();
    let outcome = tokio::spawn(timeout(TEST, test(browser.clone()))).await;
    // The driver ends the browser's processes when the session is closed.
    let closed = timeout(END, browser.close()).await;
    driver.group.stop().await;
    outcome.unwrap().expect("the test ends in time");
    closed.expect("the browser closes in time").unwrap();
}

#[tokio::test]
async fn a_dropped_group_leaves_no_process_behind() {
    let mut command = Command::new("sh");
    command.args(["-c", "sleep 60 & echo started; wait"]).stdout(Stdio::piped());
    let mut group = Group::start(&mut command).unwrap();
    let mut output = BufReader::new(group.driver.stdout.take().unwrap()).lines();
    assert_eq!(output.next_line().await.unwrap().as_deref(), Some("started"));
    drop(group);
    // The output ends when no process can write to it.
    let end = timeout(END, output.next_line()).await.expect("the processes end in time");
    assert_eq!(end.unwrap(), None);
}
