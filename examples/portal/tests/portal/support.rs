//! Starts portals, and knows what nobody may see.

use std::sync::OnceLock;

use connect_portal::{Portal, demo};
use connect_runtime::http::{StatusCode, header::RETRY_AFTER};
use connect_runtime::testing::{Fault, LocalConnect, error_response, json_response};
use connect_tests::Log;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Parts of everything secret that the portal handles, except the codes of sign-in links.
const SECRETS: [&str; 4] = [
    LocalConnect::ACCESS_TOKEN,
    LocalConnect::REFRESH_TOKEN,
    "secret-access-key-of-",
    "session-token-of-",
];

/// Returns the log of this process, with all that any crate traces.
pub(crate) fn log() -> &'static Log {
    static LOG: OnceLock<Log> = OnceLock::new();
    LOG.get_or_init(|| {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt().with_env_filter("trace");
        subscriber.with_writer(move || writer.clone()).init();
        log
    })
}

/// Fails if a text has a secret, or a link with a code.
pub(crate) fn assert_hides(what: &str, text: &str) {
    for secret in SECRETS.into_iter().chain(["?code="]) {
        let line = text.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "{secret} in {what}: {line:?}");
    }
}

/// Returns a portal at `url` with the agents of the demonstration.
pub(crate) fn portal(service: &LocalConnect, url: &str) -> Portal {
    Portal {
        url: url.parse().unwrap(),
        instance_id: LocalConnect::INSTANCE_ID.to_owned(),
        instance_url: service.endpoint_url().parse().unwrap(),
        agents: demo::agents(service).unwrap(),
    }
}

/// A portal on a loopback port, and the stand-in that it calls.
pub(crate) struct Running {
    pub(crate) service: LocalConnect,
    pub(crate) url: String,
    task: JoinHandle<()>,
}

impl Running {
    pub(crate) async fn start() -> Self {
        let service = demo::stand_in().await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = portal(&service, &url).router().unwrap();
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { service, url, task }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Returns how many tokens the service was asked for.
pub(crate) fn federations(service: &LocalConnect) -> usize {
    let received = service.requests();
    received.iter().filter(|request| request.path.starts_with("/user/federate/")).count()
}

/// How the service answers.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Answers {
    AsUsual,
    Throttled,
    Refused,
    /// An error whose text quotes that of the root user's.
    Quoting,
    /// A sign-in link of another site.
    OtherInstance,
}

/// What a person reads after a choice that signs nobody in.
pub(crate) struct Case {
    pub(crate) agent: &'static str,
    pub(crate) answers: Answers,
    pub(crate) status: StatusCode,
    pub(crate) title: &'static str,
    /// A part of the text.
    pub(crate) part: &'static str,
}

pub(crate) const CASES: [Case; 6] = [
    Case {
        agent: "root",
        answers: Answers::AsUsual,
        status: StatusCode::FORBIDDEN,
        title: "The root user cannot sign in",
        part: "give this entry the credentials of a role",
    },
    Case {
        agent: "former",
        answers: Answers::AsUsual,
        status: StatusCode::FORBIDDEN,
        title: "A former employee has no user in Amazon Connect",
        part: "Ask your administrator to create the user",
    },
    Case {
        agent: "jane",
        answers: Answers::Throttled,
        status: StatusCode::SERVICE_UNAVAILABLE,
        title: "Too many people are signing in",
        part: "Wait a few seconds, and try again",
    },
    Case {
        agent: "jane",
        answers: Answers::Refused,
        status: StatusCode::BAD_GATEWAY,
        title: "Signing in failed",
        part: "00000000-0000-4000-8000-00000000000",
    },
    Case {
        agent: "jane",
        answers: Answers::Quoting,
        status: StatusCode::BAD_GATEWAY,
        title: "Signing in failed",
        part: "because the call to Amazon Connect failed",
    },
    Case {
        agent: "jane",
        answers: Answers::OtherInstance,
        status: StatusCode::BAD_GATEWAY,
        title: "The sign-in link leads elsewhere",
        part: "Ask your administrator to compare the access URL",
    },
];

impl Answers {
    /// Lets the service answer calls in this way from now on.
    pub(crate) fn apply(self, service: &LocalConnect) {
        service.inject_with(move |request, _| {
            let is_call = request.path.starts_with("/user/federate/");
            self.fault().filter(|_| is_call)
        });
    }

    fn fault(self) -> Option<Fault> {
        let answer = match self {
            Self::AsUsual => return None,
            Self::Throttled => {
                let code = "ThrottlingException";
                error_response(StatusCode::TOO_MANY_REQUESTS, code, "Rate exceeded")
            }
            Self::Refused => {
                error_response(StatusCode::FORBIDDEN, "AccessDeniedException", "Not allowed")
            }
            Self::Quoting => {
                let text = "The name 'cannot be used for federation with us' is not valid";
                error_response(StatusCode::BAD_REQUEST, "InvalidParameterException", text)
            }
            Self::OtherInstance => {
                let url = "https://example.com/auth/sign-in?code=1";
                json_response(StatusCode::OK, &json!({ "SignInUrl": url }))
            }
        };
        Some(Fault::Answer(answer))
    }
}

/// Whether an answer asks to come again later, which the portal does only when it is throttled.
pub(crate) fn asks_to_wait(headers: &connect_runtime::http::HeaderMap) -> bool {
    headers.contains_key(RETRY_AFTER)
}
