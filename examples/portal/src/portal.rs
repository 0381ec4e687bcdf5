//! The routes of the portal.

use std::collections::HashSet;
use std::error::Error;
use std::fmt;
use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, REFERRER_POLICY, RETRY_AFTER,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::map_response;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use connect_runtime::Sensitive;
use serde::Deserialize;
use tracing::{info, warn};
use url::Url;

use crate::agent::Agent;
use crate::destination::Destination;
use crate::problem::Problem;
use crate::{origin, page};

/// The portal of one Amazon Connect instance.
#[derive(Debug)]
pub struct Portal {
    /// The URL at which browsers reach the portal, such as `https://portal.example.com`. Its path is not
    /// used.
    pub url: Url,
    /// The id of the instance.
    pub instance_id: String,
    /// The access URL of the instance, such as `https://example.my.connect.aws`. The portal redirects to no
    /// other origin. Its path is not used.
    pub instance_url: Url,
    /// The agents, in the order of the list. Each has an id of its own.
    pub agents: Vec<Agent>,
}

/// Two agents of a portal have the same id, so a form could sign the wrong one in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuplicateAgent {
    id: String,
}

impl fmt::Display for DuplicateAgent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "two agents have the id {:?}; give each agent an id of its own", self.id)
    }
}

impl Error for DuplicateAgent {}

/// What the form sends.
#[derive(Deserialize)]
struct Choice {
    agent: String,
    destination: String,
}

impl Portal {
    /// Returns the routes of the portal.
    ///
    /// # Errors
    ///
    /// Returns an error if two agents have the same id.
    pub fn router(self) -> Result<Router, DuplicateAgent> {
        self.check_ids()?;
        let policy = self.content_security_policy();
        let protect = move |response| {
            let policy = policy.clone();
            async move { protect(response, policy) }
        };
        let router = Router::new()
            .route("/", get(list))
            .route("/sign-in", post(sign_in))
            .route("/portal.css", get(style))
            .fallback(no_page)
            .method_not_allowed_fallback(no_page)
            .layer(map_response(protect))
            .with_state(Arc::new(self));
        Ok(router)
    }

    fn check_ids(&self) -> Result<(), DuplicateAgent> {
        let mut known = HashSet::new();
        let duplicate = self.agents.iter().find(|agent| !known.insert(agent.id.as_str()));
        duplicate.map_or(Ok(()), |agent| Err(DuplicateAgent { id: agent.id.clone() }))
    }

    fn origin(&self) -> String {
        self.url.origin().ascii_serialization()
    }

    /// Refuses a request for another address than that of the portal, from which no form would be accepted.
    fn check_host(&self, headers: &HeaderMap) -> Result<(), Problem> {
        let origin = self.origin();
        if origin::is_host(headers, &origin) {
            return Ok(());
        }
        warn!(portal = origin, "refused a request for another address than the portal's");
        Err(Problem::OtherHost { url: format!("{origin}/") })
    }

    /// Lets pages load the style alone, and send the form to the portal. Some browsers apply `form-action` to
    /// the redirect too, so it names the instance.
    fn content_security_policy(&self) -> Option<HeaderValue> {
        let instance = self.instance_url.origin().ascii_serialization();
        let policy = format!(
            "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; \
             form-action 'self' {instance}; frame-ancestors 'none'"
        );
        HeaderValue::try_from(policy).ok()
    }

    /// Returns the URL to redirect to: the service's, with the destination.
    fn redirect(&self, sign_in_url: &Sensitive<String>, destination: Destination) -> Option<Url> {
        let mut url: Url = sign_in_url.expose().parse().ok()?;
        if url.origin() != self.instance_url.origin() {
            return None;
        }
        url.query_pairs_mut().append_pair("destination", destination.path);
        Some(url)
    }

    /// Calls the service, and returns the redirect that signs the agent in.
    async fn sign_in(&self, agent: &Agent, destination: Destination) -> Result<Response, Problem> {
        let (id, place) = (agent.id.as_str(), destination.id);
        let url = agent.sign_in_url(&self.instance_id).await.map_err(|error| {
            warn!(agent = id, destination = place, %error, "the agent is not signed in");
            Problem::of(&error, agent)
        })?;
        let location = self.redirect(&url, destination).and_then(|url| secret(url.as_str()));
        let Some(location) = location else {
            // The URL may sign the agent in, so the log does not have it.
            warn!(agent = id, "SignInUrl does not lead to the instance's access URL");
            return Err(Problem::OtherInstance { agent: agent.name.clone() });
        };
        info!(agent = id, destination = place, "the browser is sent to the sign-in page");
        Ok((StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response())
    }
}

/// Returns a header value that `Debug` does not show.
fn secret(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::try_from(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

async fn list(
    State(portal): State<Arc<Portal>>,
    headers: HeaderMap,
) -> Result<Html<String>, Problem> {
    portal.check_host(&headers)?;
    Ok(Html(page::list(&portal.agents).into_string()))
}

async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], page::STYLE)
}

async fn no_page() -> Problem {
    Problem::NoPage
}

async fn sign_in(
    State(portal): State<Arc<Portal>>,
    headers: HeaderMap,
    choice: Result<Form<Choice>, FormRejection>,
) -> Result<Response, Problem> {
    portal.check_host(&headers)?;
    if !origin::is_own_page(&headers, &portal.origin()) {
        warn!("refused a form that did not come from the portal");
        return Err(Problem::AnotherSite);
    }
    let Form(Choice { agent, destination }) = choice.map_err(|_| Problem::UnknownChoice)?;
    let agent = portal.agents.iter().find(|known| known.id == agent);
    let destination = Destination::find(&destination);
    let (agent, destination) = agent.zip(destination).ok_or(Problem::UnknownChoice)?;
    portal.sign_in(agent, destination).await
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = Html(page::problem(&self).into_string());
        let mut response = (self.status(), body).into_response();
        if self == Self::Throttled {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }
}

/// Adds the headers that keep pages out of caches, frames and other sites' logs.
fn protect(mut response: Response, policy: Option<HeaderValue>) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.extend(policy.map(|policy| (CONTENT_SECURITY_POLICY, policy)));
    response
}
