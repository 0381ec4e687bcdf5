//! The HTTP server of the stand-in.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::DATE;
use http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

use super::fault::{Fault, Faults};
use super::faulty_stream::{FaultyStream, Wire};
use super::federation::{Federation, INSTANCE_ID, Identity};
use super::lock;
use super::received::{ReceivedRequest, match_path};
use super::reply::{ResponseForm, error_response};
use super::verifier::{Refusal, Verifier};
use crate::Credentials;
use crate::declaration::operation::Auth;
use crate::declaration::service::{CONNECT, Service};
use crate::protocol::timestamp::Timestamp;

const MAX_REQUEST_BYTES: usize = 16 * 1024 * 1024;

#[derive(Debug)]
pub(super) struct Settings {
    pub(super) region: String,
    pub(super) credentials: Credentials,
    pub(super) form: ResponseForm,
    pub(super) identity: Identity,
    /// How many seconds the stand-in's time is ahead of the machine's.
    pub(super) seconds_ahead: i64,
    pub(super) keeps_requests: bool,
}

impl Settings {
    fn now(&self) -> SystemTime {
        shifted(SystemTime::now(), self.seconds_ahead)
    }
}

fn shifted(time: SystemTime, seconds: i64) -> SystemTime {
    let distance = Duration::from_secs(seconds.unsigned_abs());
    if seconds < 0 { time - distance } else { time + distance }
}

pub(super) type Handler = Box<dyn Fn(&ReceivedRequest) -> Response<Bytes> + Send + Sync>;

pub(super) struct Route {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) service: Service,
    pub(super) auth: Auth,
    pub(super) handler: Handler,
}

/// The state shared by the server's owner and its connections.
struct Shared {
    settings: Settings,
    instance_ids: Arc<Mutex<BTreeSet<String>>>,
    routes: Mutex<Vec<Arc<Route>>>,
    requests: Mutex<Vec<ReceivedRequest>>,
    request_count: AtomicU64,
    faults: Mutex<Faults>,
}

pub(super) struct Server {
    shared: Arc<Shared>,
    accepting: JoinHandle<()>,
}

impl Server {
    pub(super) async fn start(settings: Settings) -> io::Result<(Self, SocketAddr)> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let instance_ids = [INSTANCE_ID.to_owned()].into();
        let shared = Arc::new(Shared {
            settings,
            instance_ids: Arc::new(Mutex::new(instance_ids)),
            routes: Mutex::default(),
            requests: Mutex::default(),
            request_count: AtomicU64::new(0),
            faults: Mutex::default(),
        });
        shared.add_federation();
        let accepting = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Ok((Self { shared, accepting }, address))
    }

    pub(super) fn settings(&self) -> &Settings {
        &self.shared.settings
    }

    pub(super) fn add_instance(&self, instance_id: String) {
        lock(&self.shared.instance_ids).insert(instance_id);
    }

    pub(super) fn add_route(&self, route: Route) {
        self.shared.add_route(route);
    }

    pub(super) fn requests(&self) -> Vec<ReceivedRequest> {
        lock(&self.shared.requests).clone()
    }

    pub(super) fn request_count(&self) -> u64 {
        self.shared.request_count.load(Ordering::Relaxed)
    }

    pub(super) fn change_faults(&self, change: impl FnOnce(&mut Faults)) {
        change(&mut lock(&self.shared.faults));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The accepting task owns the connection tasks, which end with it.
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let shared = Arc::clone(&shared);
        connections.spawn(async move {
            let wire = Arc::<Mutex<Wire>>::default();
            let stream = FaultyStream::new(stream, Arc::clone(&wire));
            let service = service_fn(|request| answer(&shared, &wire, request));
            let connection = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service);
            // A client may close the connection at any time.
            drop(connection.await);
        });
        while connections.try_join_next().is_some() {}
    }
}

async fn answer(
    shared: &Shared,
    wire: &Mutex<Wire>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let received = receive(request).await;
    let number = shared.request_count.fetch_add(1, Ordering::Relaxed) + 1;
    let fault = received.as_ref().and_then(|request| lock(&shared.faults).of(request, number));
    let mut response = match received {
        Some(received) => shared.respond(received, fault.as_ref()),
        None => error_response(
            StatusCode::BAD_REQUEST,
            "InvalidRequestException",
            "the body is incomplete or longer than 16 MiB",
        ),
    };
    let mut now = shared.settings.now();
    match &fault {
        Some(Fault::Delay(delay)) => tokio::time::sleep(*delay).await,
        Some(Fault::SkewedDate(seconds)) => now = shifted(now, i64::from(*seconds)),
        _ => {}
    }
    add_headers(&mut response, number, now);
    if let Some(steps) = fault.and_then(|fault| fault.wire_steps(&response)) {
        lock(wire).replace_answer(steps);
    }
    Ok(response.map(Full::new))
}

/// Adds the headers that every response of the service has.
fn add_headers(response: &mut Response<Bytes>, number: u64, now: SystemTime) {
    let request_id = format!("00000000-0000-4000-8000-{number:012x}");
    if let Ok(value) = HeaderValue::from_str(&request_id) {
        response.headers_mut().entry("x-amzn-requestid").or_insert(value);
    }
    let date = Timestamp::try_from(now).map(Timestamp::to_http_date);
    if let Ok(Ok(date)) = date.map(HeaderValue::try_from) {
        response.headers_mut().entry(DATE).or_insert(date);
    }
}

async fn receive(request: Request<Incoming>) -> Option<ReceivedRequest> {
    let (parts, body) = request.into_parts();
    let body = Limited::new(body, MAX_REQUEST_BYTES).collect().await.ok()?.to_bytes();
    Some(ReceivedRequest {
        method: parts.method,
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts.headers,
        body,
        is_verified: false,
        labels: Vec::new(),
    })
}

impl Shared {
    fn add_route(&self, route: Route) {
        lock(&self.routes).push(Arc::new(route));
    }

    fn add_federation(&self) {
        let federation = Federation {
            form: self.settings.form,
            identity: self.settings.identity,
            region: self.settings.region.clone(),
            instance_ids: Arc::clone(&self.instance_ids),
        };
        self.add_route(Route {
            method: Method::GET,
            path: Federation::PATH.to_owned(),
            service: CONNECT,
            auth: Auth::SigV4,
            handler: Box::new(move |request| federation.answer(request)),
        });
    }

    fn respond(&self, mut request: ReceivedRequest, fault: Option<&Fault>) -> Response<Bytes> {
        let route = self.route(&mut request);
        let (service, auth) =
            route.as_ref().map_or((CONNECT, Auth::SigV4), |route| (route.service, route.auth));
        let refusal = match auth {
            Auth::SigV4 => self.verify(&request, &service).err(),
            Auth::None => None,
        };
        request.is_verified = auth == Auth::SigV4 && refusal.is_none();
        if self.settings.keeps_requests {
            lock(&self.requests).push(request.clone());
        }
        if let Some(answer) = fault.and_then(Fault::answer) {
            return answer;
        }
        match (refusal, route) {
            (Some(refusal), _) => {
                error_response(StatusCode::FORBIDDEN, refusal.code, &refusal.message)
            }
            (None, Some(route)) => (route.handler)(&request),
            (None, None) => error_response(
                StatusCode::NOT_FOUND,
                "UnknownOperationException",
                "the stand-in has no route for this request",
            ),
        }
    }

    fn verify(&self, request: &ReceivedRequest, service: &Service) -> Result<(), Refusal> {
        let verifier = Verifier {
            credentials: &self.settings.credentials,
            region: &self.settings.region,
            service: service.signing_name(),
        };
        verifier.verify(request, self.settings.now())
    }

    /// Finds the route of a request and sets the request's labels.
    fn route(&self, request: &mut ReceivedRequest) -> Option<Arc<Route>> {
        let (route, labels) = lock(&self.routes)
            .iter()
            .rev()
            .filter(|route| route.method == request.method)
            .find_map(|route| Some((Arc::clone(route), match_path(&route.path, &request.path)?)))?;
        request.labels = labels;
        Some(route)
    }
}
