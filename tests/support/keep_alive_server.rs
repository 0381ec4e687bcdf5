//! An HTTP server that keeps connections open for the next request.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A server that answers every request with `{}`, and closes its connections only when it is told to.
///
/// It runs on threads of its own, without an async runtime. A test can therefore stop, block or drop its runtimes
/// without an effect on the server. The threads end with the process.
#[derive(Clone, Debug)]
pub struct KeepAliveServer {
    address: SocketAddr,
    bodies: Arc<Mutex<Vec<String>>>,
    connections: Arc<Mutex<Vec<Connection>>>,
}

#[derive(Debug)]
struct Connection {
    stream: TcpStream,
    serving: JoinHandle<io::Result<()>>,
}

impl KeepAliveServer {
    /// Starts a server.
    ///
    /// # Panics
    ///
    /// Panics if no loopback port can be opened.
    pub fn start() -> Self {
        Self::slow(Duration::ZERO)
    }

    /// Starts a server that answers after `delay`.
    ///
    /// # Panics
    ///
    /// Panics if no loopback port can be opened.
    pub fn slow(delay: Duration) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            bodies: Arc::default(),
            connections: Arc::default(),
        };
        let Self { bodies, connections, .. } = server.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (bodies, clone) = (Arc::clone(&bodies), stream.try_clone().unwrap());
                let serving = thread::spawn(move || serve(clone, delay, &bodies));
                let mut connections = connections.lock().unwrap();
                connections.retain(|connection| !connection.serving.is_finished());
                connections.push(Connection { stream, serving });
            }
        });
        server
    }

    /// Returns the base URL, such as `http://127.0.0.1:49152`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the bodies of all requests that arrived as a whole, in alphabetical order.
    ///
    /// # Panics
    ///
    /// Panics if a thread of the server panicked.
    pub fn bodies(&self) -> Vec<String> {
        let mut bodies = self.bodies.lock().unwrap().clone();
        bodies.sort();
        bodies
    }

    /// Closes the open connections, as a server does with idle ones.
    ///
    /// # Panics
    ///
    /// Panics if a thread of the server panicked.
    pub fn close_connections(&self) {
        for Connection { stream, serving } in self.connections.lock().unwrap().drain(..) {
            // The client may have closed the connection.
            drop(stream.shutdown(Shutdown::Both));
            // The client's next request must not find a reader.
            drop(serving.join().unwrap());
        }
    }
}

/// Serves a connection until it is closed.
fn serve(mut stream: TcpStream, delay: Duration, bodies: &Mutex<Vec<String>>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut received = Vec::new();
    loop {
        let head_end = loop {
            if let Some(at) = received.windows(4).position(|window| window == b"\r\n\r\n") {
                break at + 4;
            }
            read_some(&mut stream, &mut received)?;
        };
        let length = content_length(&String::from_utf8_lossy(&received[..head_end]));
        while received.len() < head_end + length {
            read_some(&mut stream, &mut received)?;
        }
        let body = String::from_utf8_lossy(&received[head_end..head_end + length]).into_owned();
        received.drain(..head_end + length);
        bodies.lock().unwrap().push(body);
        thread::sleep(delay);
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")?;
    }
}

/// Reads what is there. Fails at the end of the stream.
fn read_some(stream: &mut TcpStream, received: &mut Vec<u8>) -> io::Result<()> {
    let mut chunk = [0; 4096];
    match stream.read(&mut chunk)? {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        length => {
            received.extend_from_slice(&chunk[..length]);
            Ok(())
        }
    }
}

fn content_length(head: &str) -> usize {
    head.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .map_or(0, |(_, value)| value.trim().parse().unwrap())
}
