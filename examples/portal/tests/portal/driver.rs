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

/// A running `chromedriver`. Dropping it ends the process, by its id.
struct Driver {
    child: Child,
    url: String,
    /// Where the driver and Chromium write. The target folder may have a path that is too long for a socket.
    folder: PathBuf,
    /// The driver ends when it cannot write.
    _output: Lines<BufReader<ChildStdout>>,
}

impl Driver {
    /// Starts the driver on a free port. Returns `None` if it is not installed.
    async fn start() -> Option<Self> {
        let folder = env::temp_dir().join(format!("connect-portal-{}", process::id()));
        fs::create_dir_all(&folder).unwrap();
        let child = Command::new("chromedriver")
            .arg("--port=0")
            .env("TMPDIR", &folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn();
        let mut child = match child {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            child => child.unwrap(),
        };
        let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = timeout(START, async {
            while let Some(line) = output.next_line().await.unwrap() {
                if let Some((_, port)) = line.split_once("started successfully on port ") {
                    return port.trim_end_matches('.').to_owned();
                }
            }
            panic!("chromedriver ended before it listened");
        });
        let url = format!("http://127.0.0.1:{}", port.await.expect("chromedriver starts in time"));
        Some(Self { child, url, folder, _output: output })
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

    async fn stop(mut self) {
        self.child.kill().await.unwrap();
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Chromium may still be writing there, which is no reason to fail.
        drop(fs::remove_dir_all(&self.folder));
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
    driver.stop().await;
    outcome.unwrap().expect("the test ends in time");
    closed.expect("the browser closes in time").unwrap();
}
