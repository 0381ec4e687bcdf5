//! Tests the variables that name proxies and certificates, with a TLS server on a loopback port.
//!
//! The certificates in `support/tls` were made with `openssl` and are valid until 2126: `localhost.pem` is for
//! `localhost` and 127.0.0.1, and is signed by `authority.pem`, whose key was thrown away. `service.pem` is for
//! `connect.test`, which no proxy is bypassed for, and is signed by `service_authority.pem`.

use std::error::Error as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use connect_runtime::testing::{LocalConnect, Script};
use connect_runtime::{
    Call, Client, ClientBuilder, ConnectClient, Credentials, Error, HttpClient, TransportErrorKind,
    connect_endpoint, http,
};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::Command;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::example_program::text;

trait Api: ConnectClient {
    #[connect_endpoint(POST "/post")]
    fn post(&self) -> Call<'_, ()>;
}
impl Api for Client {}

connect_tests::over_each_http_client! {
    #[tokio::test] async fn a_bundle_replaces_the_authorities_of_the_platform;
    #[tokio::test] async fn a_bundle_without_certificates_is_named;
    #[tokio::test] #[ignore = "another test starts it"] async fn caller;
    #[tokio::test] async fn the_bundle_comes_from_the_environment;
    #[tokio::test] async fn the_proxy_variable_that_is_wrong_is_named;
}

pub(crate) fn fixture(name: &str) -> PathBuf {
    connect_tests::workspace().join("tests/support/tls").join(name)
}

/// Starts a server for TLS that passes everything on to the server at this URL. Returns its own URL.
pub(crate) async fn tls_in_front_of(url: &str) -> String {
    format!("https://localhost:{}", tls_with_certificate("localhost", url).await)
}

/// Starts a server for TLS with a certificate. Returns its port.
pub(crate) async fn tls_with_certificate(certificate: &str, url: &str) -> u16 {
    let chain = fixture(&format!("{certificate}.pem"));
    let chain = vec![CertificateDer::from_pem_file(chain).unwrap()];
    let key = PrivateKeyDer::from_pem_file(fixture(&format!("{certificate}.key"))).unwrap();
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
    let port = listener.local_addr().unwrap().port();
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
    port
}

pub(crate) async fn service() -> LocalConnect {
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

async fn a_bundle_replaces_the_authorities_of_the_platform(http_client: HttpClient) {
    let service = service().await;
    let url = tls_in_front_of(service.endpoint_url()).await;
    let [right, other] =
        ["authority.pem", "other_authority.pem"].map(|name| std::fs::read(fixture(name)).unwrap());
    let both = file("both.pem", &[b"# Two authorities\n", &other[..], b"\n", &right[..]].concat());
    for (bundle, is_trusted) in
        [(fixture("authority.pem"), true), (both, true), (fixture("other_authority.pem"), false)]
    {
        let builder = service.client_builder().http_client(http_client);
        let client = builder.endpoint_url(&url).ca_bundle(&bundle).build().unwrap();
        match client.post().await {
            Ok(()) => assert!(is_trusted, "{}", bundle.display()),
            Err(error) => {
                assert!(!is_trusted, "{}: {error} {:?}", bundle.display(), error.source());
                let Error::Transport { source, .. } = &error else { panic!("{error:?}") };
                assert_eq!(source.kind(), TransportErrorKind::Tls, "{error:?}");
            }
        }
    }
    assert_eq!(service.requests().len(), 2);
}

async fn a_bundle_without_certificates_is_named(http_client: HttpClient) {
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
        let builder = service.client_builder().http_client(http_client);
        let error = builder.ca_bundle(&path).build().unwrap_err().to_string();
        let name = path.to_string_lossy();
        let start =
            format!("client configuration: ca_bundle names the file {name:?}, which {problem};");
        assert!(error.starts_with(&start), "{error}");
        // A given transport has its own certificates.
        let given = Script::new([]).client_builder().ca_bundle(&path);
        drop(given.build().unwrap());
    }
}

/// Makes a call in a process that has only these variables. Returns what the process prints.
pub(crate) async fn call(http_client: HttpClient, variables: &[(&str, &str)]) -> String {
    let test = format!("network_variables::over_{http_client:?}::caller").to_lowercase();
    let output = Command::new(std::env::current_exe().unwrap())
        .args([&*test, "--exact", "--ignored", "--nocapture"])
        .env_clear()
        .env("AWS_REGION", "us-west-2")
        .envs(variables.iter().copied())
        .output()
        .await
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let printed = text(&output.stdout) + &text(&output.stderr);
    assert!(!printed.contains("hunter2"), "{printed}");
    printed
}

/// Returns the variables with the credentials of a stand-in.
pub(crate) fn keys(credentials: &Credentials) -> [(&str, &str); 3] {
    [
        ("AWS_ACCESS_KEY_ID", credentials.access_key_id()),
        ("AWS_SECRET_ACCESS_KEY", credentials.secret_access_key()),
        ("AWS_SESSION_TOKEN", credentials.session_token().unwrap_or_default()),
    ]
}

/// Makes a call with the settings of the environment.
async fn caller(http_client: HttpClient) {
    let client = ClientBuilder::from_env()
        .and_then(|builder| builder.http_client(http_client).allow_http(true).build());
    let result = match client {
        Ok(client) => client.post().max_attempts(1).await,
        Err(error) => Err(error),
    };
    match result {
        Ok(()) => println!("outcome: success"),
        Err(error) => println!("outcome: {error}: {error:?}"),
    }
}

async fn the_bundle_comes_from_the_environment(http_client: HttpClient) {
    let service = service().await;
    let (url, credentials) = (tls_in_front_of(service.endpoint_url()).await, service.credentials());
    for (bundle, shown) in [
        (fixture("authority.pem"), "success"),
        (fixture("other_authority.pem"), "no secure connection to localhost:"),
        (fixture("absent.pem"), "AWS_CA_BUNDLE names the file \""),
    ] {
        let network = [("AWS_ENDPOINT_URL", &*url), ("AWS_CA_BUNDLE", bundle.to_str().unwrap())];
        let printed = call(http_client, &[&keys(&credentials)[..], &network].concat()).await;
        assert!(printed.contains(shown), "{printed}");
    }
    assert_eq!(service.requests().len(), 1);
}

async fn the_proxy_variable_that_is_wrong_is_named(http_client: HttpClient) {
    let accepts_socks = http_client != HttpClient::Hyper;
    let authority = fixture("authority.pem");
    let network = [
        // Nothing leaves the machine.
        ("AWS_ENDPOINT_URL", "https://connect.invalid"),
        ("AWS_CA_BUNDLE", authority.to_str().unwrap()),
        ("AWS_ACCESS_KEY_ID", "AKID"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
    ];
    for (name, value, is_accepted) in [
        ("HTTPS_PROXY", "http://user:hunter2@proxy.example.com:port", false),
        ("https_proxy", "ftp://user:hunter2@proxy.example.com", false),
        ("HTTP_PROXY", "http://hunter2 proxy", false),
        ("ALL_PROXY", "/proxy", false),
        ("all_proxy", "http://127.0.0.1:99999", false),
        ("HTTPS_PROXY", "127.0.0.1:1", true),
        ("HTTPS_PROXY", "", true),
        ("ALL_PROXY", "socks5h://user:hunter2@127.0.0.1:1", accepts_socks),
    ] {
        let printed = call(http_client, &[&network[..], &[(name, value)]].concat()).await;
        let is_named = printed.contains(&format!("outcome: client configuration: {name} "));
        assert_eq!(!is_named, is_accepted, "{name}={value}: {printed}");
        assert!(!printed.contains("outcome: success"), "{name}={value}: {printed}");
        let names_socks = printed.contains("names a SOCKS proxy, which `HttpClient::Hyper` cannot");
        assert_eq!(names_socks, is_named && value.starts_with("socks"), "{printed}");
    }
}
