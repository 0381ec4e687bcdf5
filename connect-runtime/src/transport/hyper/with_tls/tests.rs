use std::time::Duration;

use hyper_util::client::proxy::matcher::Matcher;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

use super::*;
use crate::transport::http_client::http2::{Server, acceptor, trust};

/// Opens one tunnel. Returns the protocol that was chosen for the connection to this proxy, if TLS protects it.
async fn proxy(listener: TcpListener, is_https: bool) -> Option<Vec<u8>> {
    let (stream, _) = listener.accept().await.unwrap();
    if !is_https {
        tunnel(stream).await;
        return None;
    }
    let stream = acceptor(&["h2", "http/1.1"]).accept(stream).await.unwrap();
    let protocol = stream.get_ref().1.alpn_protocol().map(<[u8]>::to_vec);
    tunnel(stream).await;
    protocol
}

async fn tunnel(mut client: impl AsyncRead + AsyncWrite + Unpin) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        assert_ne!(client.read_buf(&mut head).await.unwrap(), 0);
    }
    let head = String::from_utf8(head).unwrap();
    let target = head.strip_prefix("CONNECT ").and_then(|rest| rest.split(' ').next());
    let mut server = TcpStream::connect(target.unwrap()).await.unwrap();
    client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
    // The client ends the connection in its own way.
    drop(copy_bidirectional(&mut client, &mut server).await);
}

#[tokio::test]
async fn a_tunnel_leads_to_http2_through_a_proxy_without_it() {
    for (scheme, is_https) in [("http", false), ("https", true)] {
        let server = Server::start(&["h2", "http/1.1"]).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let proxy_url = format!("{scheme}://localhost:{}", listener.local_addr().unwrap().port());
        let proxy = tokio::spawn(proxy(listener, is_https));

        let target: Uri = server.url.parse().unwrap();
        let settings = Settings { connect_timeout: Duration::from_secs(10), trust: trust() };
        let to_host = ToHost::new(&settings, Purpose::of(&target)).unwrap();
        let route = Matcher::builder().https(proxy_url).build().intercept(&target).unwrap();
        let connection = to_host.connect_through(&route, target).await.unwrap();

        assert!(connection.connected().is_negotiated_h2(), "{scheme}");
        drop(connection);
        assert_ne!(proxy.await.unwrap().as_deref(), Some(&b"h2"[..]), "{scheme}");
    }
}
