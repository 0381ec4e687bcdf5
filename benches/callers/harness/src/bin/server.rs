//! Answers every request alike, at the least cost, so that what is measured is the caller.
//!
//! It prints its URL, and ends with its standard input.

use std::io::Read;
use std::sync::Arc;

use harness::{BARE_BODY, HELD, Result, WRAPPED, wrapped_body};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Barrier;

struct Answers {
    bare: Vec<u8>,
    wrapped: Vec<u8>,
    /// Lets held answers go when all that are expected wait.
    all_there: Barrier,
}

fn main() -> Result<()> {
    let held = std::env::args().nth(1).map_or(Ok(1), |held| held.parse())?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
    println!("http://{}", listener.local_addr()?);
    let answers = Arc::new(Answers {
        bare: answer(BARE_BODY),
        wrapped: answer(&wrapped_body()),
        all_there: Barrier::new(held),
    });
    runtime.spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let answers = Arc::clone(&answers);
            // A connection that breaks concerns the caller.
            tokio::spawn(async move { drop(serve(stream, &answers).await) });
        }
    });
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}

fn answer(body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         x-amzn-requestid: 0a1b2c3d-0000-4000-8000-000000000001\r\n\
         date: Wed, 25 Nov 2026 10:00:00 GMT\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

async fn serve(mut stream: TcpStream, answers: &Answers) -> Result<()> {
    stream.set_nodelay(true)?;
    let mut head = Vec::with_capacity(4096);
    loop {
        head.clear();
        while !head.ends_with(b"\r\n\r\n") {
            if stream.read_buf(&mut head).await? == 0 {
                return Ok(());
            }
        }
        let path = head.split(|&byte| byte == b' ').nth(1).unwrap_or_default();
        if path.starts_with(HELD.as_bytes()) {
            answers.all_there.wait().await;
        }
        let is_wrapped = path.starts_with(WRAPPED.as_bytes());
        let answer = if is_wrapped { &answers.wrapped } else { &answers.bare };
        stream.write_all(answer).await?;
    }
}
