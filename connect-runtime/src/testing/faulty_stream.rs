//! A connection that can replace what the HTTP server writes.
//!
//! `hyper` only writes well-formed responses. To send others, the stand-in drops what the server writes and
//! performs its own steps on the connection.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Buf, Bytes};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Sleep;

use super::lock;

/// A step on a connection.
#[derive(Debug)]
pub(super) enum WireStep {
    Send(Bytes),
    Pause(Duration),
    Reset,
    Close,
}

/// The steps that replace the next response of the server.
#[derive(Debug, Default)]
pub(super) struct Wire {
    steps: VecDeque<WireStep>,
    /// Whether to drop what the server writes, until the next request arrives.
    is_replaced: bool,
}

impl Wire {
    pub(super) fn replace_answer(&mut self, steps: VecDeque<WireStep>) {
        (self.steps, self.is_replaced) = (steps, true);
    }
}

pub(super) struct FaultyStream {
    stream: TcpStream,
    wire: Arc<Mutex<Wire>>,
    pause: Option<Pin<Box<Sleep>>>,
}

impl FaultyStream {
    pub(super) fn new(stream: TcpStream, wire: Arc<Mutex<Wire>>) -> Self {
        Self { stream, wire, pause: None }
    }

    /// Performs the pending steps. Returns whether they replace what the server writes.
    fn poll_steps(&mut self, context: &mut Context<'_>) -> Poll<io::Result<bool>> {
        let mut wire = lock(&self.wire);
        while let Some(step) = wire.steps.front_mut() {
            match step {
                WireStep::Send(bytes) => {
                    while !bytes.is_empty() {
                        let stream = Pin::new(&mut self.stream);
                        let written = ready!(stream.poll_write(context, bytes))?;
                        bytes.advance(written);
                    }
                }
                WireStep::Pause(duration) => {
                    let sleep = || Box::pin(tokio::time::sleep(*duration));
                    ready!(self.pause.get_or_insert_with(sleep).as_mut().poll(context));
                    self.pause = None;
                }
                WireStep::Reset => {
                    self.stream.set_zero_linger()?;
                    return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
                }
                WireStep::Close => return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into())),
            }
            wire.steps.pop_front();
        }
        Poll::Ready(Ok(wire.is_replaced))
    }
}

impl AsyncRead for FaultyStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        if buffer.filled().len() > before {
            lock(&self.wire).is_replaced = false;
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for FaultyStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if ready!(self.poll_steps(context))? {
            return Poll::Ready(Ok(bytes.len()));
        }
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
