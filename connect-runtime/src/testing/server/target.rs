//! What answers a request: a route of a test, or an operation of AWS's model.

use std::sync::Arc;

use super::super::federation::Federation;
use super::super::model::{ModelRoute, Routes, declared_service};
use super::super::received::ReceivedRequest;
use super::super::verifier::signing_name;
use super::Route;
use crate::declaration::operation::Auth;
use crate::declaration::service::{CONNECT, Service};

pub(super) type Labels = Vec<(String, String)>;

/// Finds the operation of a request by the model, with the values of its labels.
pub(super) fn model_route(request: &ReceivedRequest) -> Option<(&'static ModelRoute, Labels)> {
    let signing_name = signing_name(request);
    Routes::get().find(&request.method, &request.path, signing_name.as_deref())
}

/// Whether a stand-in without the model has the operation too.
pub(super) fn is_always_served(route: &ModelRoute) -> bool {
    route.operation.name() == Federation::OPERATION
}

/// Returns the service of the family that the signature of a request names, or else Connect.
fn named_service(request: &ReceivedRequest) -> Service {
    let name = signing_name(request);
    let mut services = connect_model::Service::ALL.into_iter().map(declared_service);
    services.find(|service| Some(service.signing_name()) == name.as_deref()).unwrap_or(CONNECT)
}

/// What answers a request.
pub(super) enum Target {
    Route(Arc<Route>),
    Model(&'static ModelRoute),
    /// The page that `SignInUrl` leads to.
    SignIn,
    None,
}

impl Target {
    pub(super) fn signed_service(&self, request: &ReceivedRequest) -> Service {
        match self {
            Self::Route(route) => route.service,
            Self::Model(route) => declared_service(route.service),
            Self::SignIn | Self::None => named_service(request),
        }
    }

    /// Whether the signature is verified. Calls with a bearer token need none, and AWS's own clients send
    /// one all the same.
    pub(super) fn needs_signature(&self, request: &ReceivedRequest) -> bool {
        match self {
            Self::Route(route) => route.auth == Auth::SigV4,
            Self::Model(route) => {
                !route.operation.takes_bearer_token() || signing_name(request).is_some()
            }
            Self::SignIn => false,
            Self::None => true,
        }
    }

    /// Returns the operation, for a route of a test as well.
    pub(super) fn modelled(&self, request: &ReceivedRequest) -> Option<&'static ModelRoute> {
        match self {
            Self::Model(route) => Some(route),
            Self::Route(_) => model_route(request).map(|(route, _)| route),
            Self::SignIn | Self::None => None,
        }
    }
}
