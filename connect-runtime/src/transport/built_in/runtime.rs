//! The tokio runtime that the transport sends on.

use std::cell::Cell;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

use http::Uri;
use tokio::runtime::{Handle, Id};

use crate::error::{TransportError, TransportErrorKind};
use crate::time::deadline::has_timer;
use crate::time::driver::Driver;

/// Returns the current runtime.
///
/// # Errors
///
/// Returns an error if there is none, or it lacks a driver that connections use.
pub(in crate::transport) fn current_runtime(uri: &Uri) -> Result<Handle, TransportError> {
    let missing = match Handle::try_current() {
        Err(_) => "there is no tokio runtime on this thread",
        Ok(_) if !has_io() => "the tokio runtime was built without `enable_io`",
        Ok(_) if !has_timer() => "the tokio runtime was built without `enable_time`",
        Ok(runtime) => return Ok(runtime),
    };
    Err(TransportError::new(TransportErrorKind::NoRuntime, uri, Some(missing.into())))
}

fn has_io() -> bool {
    thread_local!(static FOUND: Cell<Option<Id>> = const { Cell::new(None) });
    // A socket that cannot be opened says nothing about the driver.
    static IO: Driver = Driver::new(|| drop(register_socket()), &FOUND);
    IO.is_available()
}

/// Registers a socket with the I/O driver.
fn register_socket() -> io::Result<tokio::net::UdpSocket> {
    let any: [SocketAddr; 2] = [(Ipv4Addr::LOCALHOST, 0).into(), (Ipv6Addr::LOCALHOST, 0).into()];
    let socket = UdpSocket::bind(any.as_slice())?;
    socket.set_nonblocking(true)?;
    tokio::net::UdpSocket::from_std(socket)
}
