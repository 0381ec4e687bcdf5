//! `cargo connect serve`.

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use self::support::Folder;

/// A server that a test started.
struct Server {
    child: Child,
    out: BufReader<ChildStdout>,
    address: String,
}

impl Server {
    fn start(folder: &Folder, arguments: &[&str]) -> Self {
        let mut command = folder.command(&["serve", "--port", "0"]);
        let mut child = command.args(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let lines: Vec<String> = (0..6).map(|_| line(&mut out)).collect();
        let names: Vec<&str> = lines.iter().map(|line| line.split('=').next().unwrap()).collect();
        assert_eq!(
            names,
            [
                "export AWS_ENDPOINT_URL",
                "export AWS_REGION",
                "export AWS_ACCESS_KEY_ID",
                "export AWS_SECRET_ACCESS_KEY",
                "export AWS_SESSION_TOKEN",
                "export CONNECT_INSTANCE_ID"
            ]
        );
        let address = lines[0].split_once("http://").unwrap().1.trim().to_owned();
        Self { child, out, address }
    }

    /// Sends a request without a signature, which is refused, and returns the answer.
    fn request(&self) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        write!(stream, "GET /instance HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Sends a signal and returns whether the command ended well.
    fn stop(mut self, signal: &str) -> bool {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        self.child.wait().unwrap().success()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended, unless the test failed.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn line(out: &mut BufReader<ChildStdout>) -> String {
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    line
}

#[test]
fn each_call_is_a_line() {
    let folder = Folder::new("serve_log");
    let mut server = Server::start(&folder, &["--no-state", "--samples", "sparse"]);
    assert!(server.request().starts_with("HTTP/1.1 403"));
    let line = line(&mut server.out);
    assert!(line.contains(" ListInstances 403 "), "{line}");
}

#[cfg(unix)]
#[test]
fn both_signals_end_it_and_save_the_state_that_the_next_one_starts_with() {
    for signal in ["-INT", "-TERM"] {
        let folder = Folder::new("serve_save");
        let server = Server::start(&folder, &["--save", "state.json"]);
        assert!(server.stop(signal));
        let state = std::fs::read_to_string(folder.path().join("state.json")).unwrap();
        assert!(state.starts_with('{') && state.ends_with("}\n"), "{state}");
        // A user that only the file has.
        let mut state: Value = serde_json::from_str(&state).unwrap();
        let user = json!({
            "family": "User",
            "in": [state["records"][0]["id"]],
            "id": "u-1",
            "members": { "Username": "jane" },
        });
        state["records"].as_array_mut().unwrap().push(user);
        folder.write("state.json", &state.to_string());
        let server = Server::start(&folder, &["--seed", "state.json", "--save", "again.json"]);
        assert!(server.stop(signal));
        let again = std::fs::read_to_string(folder.path().join("again.json")).unwrap();
        assert!(again.contains("\"Username\": \"jane\""), "{again}");
    }
}

#[test]
fn the_messages_say_what_is_wrong() {
    let folder = Folder::new("serve_messages");
    folder.write("broken.json", "{");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    for (arguments, wanted) in [
        (["--port", port.as_str()], format!("error: cannot listen on 127.0.0.1:{port}: ")),
        (
            ["--save", "none/state.json"],
            "error: cannot write none/state.json: there is no folder none".to_owned(),
        ),
        (["--seed", "none.json"], "error: cannot read none.json: ".to_owned()),
        (
            ["--seed", "broken.json"],
            "error: broken.json: the state is not as expected: ".to_owned(),
        ),
    ] {
        let said = folder.run(&[&["serve"], &arguments[..]].concat());
        assert!(!said.is_success && said.err.starts_with(&wanted), "{said:?}");
    }
}
