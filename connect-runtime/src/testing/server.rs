//! The HTTP server of the stand-in.

mod target;

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

use self::target::{Target, is_always_served, model_route};
use super::fault::{Fault, Faults};
use super::faulty_stream::{FaultyStream, Wire};
use super::handled::{self, HandledCall};
use super::keys::{Identity, Key, Keys};
use super::lock;
use super::model::{Input, Routes};
use super::modelled::Modelled;
use super::received::{ReceivedRequest, match_path};
use super::reply::error_response;
use super::sign_in;
use super::verifier::{Refusal, Verifier};
use crate::declaration::operation::Auth;
use crate::declaration::service::Service;
use crate::protocol::timestamp::Timestamp;
use crate::{ApiError, Credentials};

const MAX_REQUEST_BYTES: usize = 16 * 1024 * 1024;

/// Takes what the stand-in tells about each request.
pub(super) type OnCall = Box<dyn Fn(&HandledCall) + Send + Sync>;

pub(super) struct Settings {
    /// The port of the loopback address, or 0 for a free one.
    pub(super) port: u16,
    pub(super) region: String,
    pub(super) credentials: Credentials,
    /// Whose `credentials` are.
    pub(super) identity: Identity,
    /// Whether all operations of the model are routed.
    pub(super) has_model: bool,
    pub(super) on_call: Option<OnCall>,
    /// How many seconds the stand-in's time is ahead of the machine's.
    pub(super) seconds_ahead: i64,
    pub(super) keeps_requests: bool,
}

impl Settings {
    pub(super) fn now(&self) -> SystemTime {
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
    keys: Keys,
    modelled: Modelled,
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
    pub(super) fn start(settings: Settings, modelled: Modelled, listener: TcpListener) -> Self {
        let credentials = settings.credentials.clone();
        let keys = Keys::new(Key { credentials, identity: settings.identity.clone() });
        let shared = Arc::new(Shared {
            settings,
            keys,
            modelled,
            routes: Mutex::default(),
            requests: Mutex::default(),
            request_count: AtomicU64::new(0),
            faults: Mutex::default(),
        });
        let accepting = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Self { shared, accepting }
    }

    pub(super) fn settings(&self) -> &Settings {
        &self.shared.settings
    }

    pub(super) fn add_instance(&self, instance_id: &str) {
        self.shared.modelled.add_instance(instance_id, self.shared.settings.now());
    }

    pub(super) fn keys(&self) -> &Keys {
        &self.shared.keys
    }

    pub(super) fn modelled(&self) -> &Modelled {
        &self.shared.modelled
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

/// Opens the port of the loopback address, or a free one for 0.
pub(super) async fn listen(port: u16) -> io::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(|error| {
        let problem = format!("cannot listen on {}:{port}: {error}", Ipv4Addr::LOCALHOST);
        io::Error::new(error.kind(), problem)
    })?;
    let address = listener.local_addr()?;
    Ok((listener, address))
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
    let fault = received.as_ref().and_then(|request| shared.fault(request, number));
    let (mut response, told) = match received {
        Some(received) => shared.respond(received, fault.as_ref()),
        None => {
            let problem = "the body is incomplete or longer than 16 MiB";
            (error_response(StatusCode::BAD_REQUEST, "InvalidRequestException", problem), None)
        }
    };
    let mut now = shared.settings.now();
    match &fault {
        Some(Fault::Delay(delay)) => tokio::time::sleep(*delay).await,
        Some(Fault::SkewedDate(seconds)) => now = shifted(now, i64::from(*seconds)),
        _ => {}
    }
    shared.tell(told);
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
        identity: None,
    })
}

impl Shared {
    fn add_route(&self, route: Route) {
        lock(&self.routes).push(Arc::new(route));
    }

    fn fault(&self, request: &ReceivedRequest, number: u64) -> Option<Fault> {
        let taken = lock(&self.faults).take();
        taken.map_or_else(|decide| decide?(request, number), Some)
    }

    fn respond(
        &self,
        mut request: ReceivedRequest,
        fault: Option<&Fault>,
    ) -> (Response<Bytes>, Option<HandledCall>) {
        let target = self.target(&mut request);
        let verified = target.needs_signature(&request).then(|| {
            let service = target.signed_service(&request);
            self.verify(&request, &service)
        });
        let (identity, refusal) = match verified.transpose() {
            Ok(identity) => (identity, None),
            Err(refusal) => (None, Some(refusal)),
        };
        request.is_verified = identity.is_some();
        request.identity = identity;
        if self.settings.keeps_requests {
            lock(&self.requests).push(request.clone());
        }
        let (response, input) = match (fault.and_then(Fault::answer), refusal) {
            (Some(answer), _) => (answer, Input::new()),
            (None, Some(refusal)) => {
                let refused = error_response(StatusCode::FORBIDDEN, refusal.code, &refusal.message);
                (refused, Input::new())
            }
            (None, None) => self.act(&target, &request),
        };
        let told = self.handled(&target, &request, &input, &response);
        (response, told)
    }

    fn act(&self, target: &Target, request: &ReceivedRequest) -> (Response<Bytes>, Input) {
        match target {
            Target::Route(route) => ((route.handler)(request), Input::new()),
            Target::Model(route) => self.modelled.answer(route, request, self.settings.now()),
            Target::SignIn => (self.modelled.sign_in(request, self.settings.now()), Input::new()),
            Target::None => {
                let problem = self.unknown(request);
                let code = "UnknownOperationException";
                (error_response(StatusCode::NOT_FOUND, code, &problem), Input::new())
            }
        }
    }

    /// Says what a request for no operation may have meant.
    fn unknown(&self, request: &ReceivedRequest) -> String {
        let line = format!("{} {}", request.method, request.path);
        if !self.settings.has_model {
            return format!("the stand-in has no route for {line}, and its model is off");
        }
        let nearest = Routes::get().nearest(&request.method, &request.path);
        let nearest = nearest.map_or_else(String::new, |route| {
            let operation = &route.operation;
            let (name, method, path) = (operation.name(), operation.method(), operation.path());
            format!("; the nearest is {method} {path} ({name} of {})", route.service.name())
        });
        format!(
            "the stand-in has no route for {line}, and no operation of AWS's model has it{nearest}"
        )
    }

    /// Returns what to tell about a request, if anybody listens. A page is no call.
    fn handled(
        &self,
        target: &Target,
        request: &ReceivedRequest,
        input: &Input,
        response: &Response<Bytes>,
    ) -> Option<HandledCall> {
        self.settings.on_call.as_ref().filter(|_| !matches!(target, Target::SignIn))?;
        let route = target.modelled(request);
        let error = (!response.status().is_success()).then(|| ApiError::from_response(response));
        let body = if error.is_some() { &Bytes::new() } else { response.body() };
        Some(HandledCall {
            time: Timestamp::try_from(self.settings.now()).ok()?,
            method: request.method.clone(),
            operation: route.map(|route| route.operation.name().to_owned()),
            status: response.status(),
            error_code: error.map(|error| error.code().to_owned()),
            ids: route.map(|route| handled::ids(route, input, body)).unwrap_or_default(),
        })
    }

    /// Tells about a request when its response is sent.
    fn tell(&self, told: Option<HandledCall>) {
        if let (Some(on_call), Some(mut call)) = (&self.settings.on_call, told) {
            call.time = Timestamp::try_from(self.settings.now()).unwrap_or(call.time);
            on_call(&call);
        }
    }

    fn verify(&self, request: &ReceivedRequest, service: &Service) -> Result<Identity, Refusal> {
        let verifier = Verifier {
            keys: &self.keys,
            region: &self.settings.region,
            service: service.signing_name(),
        };
        verifier.verify(request, self.settings.now())
    }

    /// Finds what answers a request, and sets the request's labels. Routes of a test come first.
    fn target(&self, request: &mut ReceivedRequest) -> Target {
        let route = lock(&self.routes)
            .iter()
            .rev()
            .filter(|route| route.method == request.method)
            .find_map(|route| Some((Arc::clone(route), match_path(&route.path, &request.path)?)));
        if let Some((route, labels)) = route {
            request.labels = labels;
            return Target::Route(route);
        }
        if request.method == Method::GET && request.path == sign_in::PATH {
            return Target::SignIn;
        }
        match model_route(request) {
            Some((route, labels)) if self.settings.has_model || is_always_served(route) => {
                request.labels = labels;
                Target::Model(route)
            }
            _ => Target::None,
        }
    }
}
