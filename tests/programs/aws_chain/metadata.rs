//! Serves the metadata endpoints from which a machine of AWS requests its credentials.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use connect_runtime::Credentials;
use connect_runtime::bytes::Bytes;
use connect_runtime::http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Serves the metadata of an EC2 instance and of a container, and STS for a web identity, on a loopback port.
pub(super) struct Metadata {
    url: String,
    paths: Arc<Mutex<Vec<String>>>,
    accepting: JoinHandle<()>,
}

const SESSION_TOKEN: &str = "a-token-of-the-metadata-service";

impl Metadata {
    pub(super) const CONTAINER_PATH: &str = "/v2/credentials/a-task";
    pub(super) const CONTAINER_TOKEN: &str = "a-token-of-the-container";
    pub(super) const WEB_IDENTITY_TOKEN: &str = "a-token-of-a-web-identity";

    pub(super) async fn start(credentials: Credentials) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let paths = Arc::<Mutex<Vec<String>>>::default();
        let log = paths.clone();
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (credentials, log) = (credentials.clone(), log.clone());
                tokio::spawn(async move {
                    let service = service_fn(|request: Request<Incoming>| {
                        log.lock().unwrap().push(format!("{} {}", request.method(), request.uri()));
                        answer(request, &credentials)
                    });
                    let http = hyper::server::conn::http1::Builder::new();
                    drop(http.serve_connection(TokioIo::new(stream), service).await);
                });
            }
        });
        Self { url, paths, accepting }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Returns the method and path of each request.
    pub(super) fn paths(&self) -> Vec<String> {
        self.paths.lock().unwrap().clone()
    }
}

impl Drop for Metadata {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn answer(
    request: Request<Incoming>,
    credentials: &Credentials,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (parts, body) = request.into_parts();
    let body = String::from_utf8(body.collect().await.unwrap().to_bytes().into()).unwrap();
    let has = |name: &str, value: &str| parts.headers.get(name).is_some_and(|found| found == value);
    let is_instance = has("x-aws-ec2-metadata-token", SESSION_TOKEN);
    let role = "/latest/meta-data/iam/security-credentials/";
    let text = match (parts.method.as_str(), parts.uri.path()) {
        ("PUT", "/latest/api/token") => Some(SESSION_TOKEN.to_owned()),
        ("GET", "/latest/meta-data/placement/region") if is_instance => Some("us-west-2".into()),
        ("GET", path) if is_instance && path == role => Some("a-role".into()),
        ("GET", path) if is_instance && path.strip_prefix(role) == Some("a-role") => {
            Some(json_of(credentials))
        }
        ("GET", Metadata::CONTAINER_PATH) if has("authorization", Metadata::CONTAINER_TOKEN) => {
            Some(json_of(credentials))
        }
        ("POST", "/") if body.contains(Metadata::WEB_IDENTITY_TOKEN) => Some(xml_of(credentials)),
        _ => None,
    };
    let status = if text.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let mut response = Response::new(Full::new(text.unwrap_or_default().into()));
    *response.status_mut() = status;
    if parts.uri.path() == "/latest/api/token" {
        response.headers_mut().insert("x-aws-ec2-metadata-token-ttl-seconds", 21_600.into());
    }
    Ok(response)
}

fn json_of(credentials: &Credentials) -> String {
    let json = json!({
        "Code": "Success",
        "Type": "AWS-HMAC",
        "LastUpdated": "2026-01-01T00:00:00Z",
        "AccessKeyId": credentials.access_key_id(),
        "SecretAccessKey": credentials.secret_access_key(),
        "Token": credentials.session_token(),
        "Expiration": "2099-01-01T00:00:00Z",
    });
    json.to_string()
}

fn xml_of(credentials: &Credentials) -> String {
    format!(
        "<AssumeRoleWithWebIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\
         <AssumeRoleWithWebIdentityResult><Credentials>\
         <AccessKeyId>{}</AccessKeyId><SecretAccessKey>{}</SecretAccessKey>\
         <SessionToken>{}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>\
         </Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>",
        credentials.access_key_id(),
        credentials.secret_access_key(),
        credentials.session_token().unwrap(),
    )
}
