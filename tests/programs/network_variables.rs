//! Tests the variables that name proxies and certificates, with a TLS server on a loopback port.
//!
//! The certificates in `support/tls` were made with `openssl` and are valid until 2126: `localhost.pem` is for
//! `localhost` and 127.0.0.1, and is signed by `authority.pem`, whose key was thrown away.

use std::error::Error as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use connect_runtime::testing::{LocalConnect, Script};
use connect_runtime::{
    Call, Client, ConnectClient, Error, TransportErrorKind, connect_endpoint, http,
};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::example_program::{program, program_calling, text};

trait Api: ConnectClient {
    #[connect_endpoint(POST "/post")]
    fn post(&self) -> Call<'_, ()>;
}
impl Api for Client {}

pub(crate) fn fixture(name: &str) -> PathBuf {
    connect_tests::workspace().join("tests/support/tls").join(name)
}

/// Starts a server for TLS that passes everything on to the server at this URL. Returns its own URL.
pub(crate) async fn tls_in_front_of(url: &str) -> String {
    let chain = vec![CertificateDer::from_pem_file(fixture("localhost.pem")).unwrap()];
    let key = PrivateKeyDer::from_pem_file(fixture("localhost.key")).unwrap();
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let target = url.strip_prefix("http://").unwrap().to_owned();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, target) = (acceptor.clone(), target.clone());
            tokio::spawn(async move {
                let mut client = acceptor.accept(stream).await?;
                let mut service = TcpStream::connect(target).await?;
                tokio::io::copy_bidirectional(&mut client, &mut service).await
            });
        }
    });
    url
}

async fn service() -> LocalConnect {
    let service = LocalConnect::start().await.unwrap();
    service.route(http::Method::POST, "/post", |_| http::Response::default());
    service
}

/// Writes a file for a test, and returns its path.
fn file(name: &str, content: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("network_variables");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, content).unwrap();
    path
}

#[tokio::test]
async fn a_bundle_replaces_the_authorities_of_the_platform() {
    let service = service().await;
    let url = tls_in_front_of(service.endpoint_url()).await;
    let [right, other] =
        ["authority.pem", "other_authority.pem"].map(|name| std::fs::read(fixture(name)).unwrap());
    let both = file("both.pem", &[b"# Two authorities\n", &other[..], b"\n", &right[..]].concat());
    for (bundle, is_trusted) in
        [(fixture("authority.pem"), true), (both, true), (fixture("other_authority.pem"), false)]
    {
        let client =
            service.client_builder().endpoint_url(&url).ca_bundle(&bundle).build().unwrap();
        match client.post().await {
            Ok(()) => assert!(is_trusted, "{bundle:?}"),
            Err(error) => {
                assert!(!is_trusted, "{bundle:?}: {error} {:?}", error.source());
                let Error::Transport { source, .. } = &error else { panic!("{error:?}") };
                assert_eq!(source.kind(), TransportErrorKind::Tls, "{error:?}");
            }
        }
    }
    assert_eq!(service.requests().len(), 2);
}

#[tokio::test]
async fn a_bundle_without_certificates_is_named() {
    let service = service().await;
    let cut = std::fs::read(fixture("authority.pem")).unwrap();
    let unusable = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for (path, problem) in [
        (PathBuf::from("/no/such/file.pem"), "cannot be read"),
        (PathBuf::new(), "cannot be read"),
        (fixture(""), "cannot be read"),
        (file("empty.pem", b""), "contains no usable certificate"),
        (file("text.pem", b"no certificates here\n"), "contains no usable certificate"),
        (fixture("localhost.key"), "contains no usable certificate"),
        (file("unusable.pem", unusable), "contains no usable certificate"),
        (file("cut.pem", &cut[..cut.len() / 2]), "is not in PEM format"),
    ] {
        let error = service.client_builder().ca_bundle(&path).build().unwrap_err().to_string();
        let start =
            format!("client configuration: ca_bundle names the file {path:?}, which {problem};");
        assert!(error.starts_with(&start), "{error}");
        // A given transport has its own certificates.
        let given = Script::new([]).client_builder().ca_bundle(&path);
        drop(given.build().unwrap());
    }
}

#[tokio::test]
async fn a_program_takes_the_bundle_from_the_environment() {
    let service = LocalConnect::start().await.unwrap();
    let url = tls_in_front_of(service.endpoint_url()).await;
    for (bundle, shown) in [
        (fixture("authority.pem"), None),
        (fixture("other_authority.pem"), Some("no secure connection to localhost:")),
        (fixture("absent.pem"), Some("AWS_CA_BUNDLE names the file \"")),
    ] {
        let output = program_calling(&service, &service.credentials(), &url)
            .env("AWS_CA_BUNDLE", &bundle)
            .output()
            .await
            .unwrap();
        let stderr = text(&output.stderr);
        assert_eq!(output.status.success(), shown.is_none(), "{stderr}");
        assert!(stderr.contains(shown.unwrap_or_default()), "{stderr}");
    }
    assert_eq!(service.requests().len(), 1);
}

#[tokio::test]
async fn a_program_names_the_proxy_variable_that_is_wrong() {
    for (name, value, is_wrong) in [
        ("HTTPS_PROXY", "http://user:hunter2@proxy.example.com:port", true),
        ("https_proxy", "ftp://user:hunter2@proxy.example.com", true),
        ("HTTP_PROXY", "http://hunter2 proxy", true),
        ("ALL_PROXY", "/proxy", true),
        ("all_proxy", "http://127.0.0.1:99999", true),
        ("HTTPS_PROXY", "127.0.0.1:1", false),
        ("HTTPS_PROXY", "", false),
    ] {
        let output = program()
            .env("AWS_ACCESS_KEY_ID", "AKID")
            .env("AWS_SECRET_ACCESS_KEY", "secret")
            .env("AWS_REGION", "us-west-2")
            // Nothing leaves the machine.
            .env("AWS_ENDPOINT_URL", "https://connect.invalid")
            .env("AWS_CA_BUNDLE", fixture("authority.pem"))
            .env(name, value)
            .args(["--instance-id", LocalConnect::INSTANCE_ID])
            .output()
            .await
            .unwrap();
        let stderr = text(&output.stderr);
        assert!(!output.status.success(), "{stderr}");
        let is_named = stderr.contains(&format!("client configuration: {name} "));
        assert_eq!(is_named, is_wrong, "{name}={value}: {stderr}");
        assert!(!stderr.contains("hunter2"), "{stderr}");
    }
}
