//! Finds the operation of a request by AWS's model.

use std::collections::HashMap;
use std::sync::OnceLock;

use connect_model::{Operation, Service, edits};
use http::Method;

use super::super::received::match_path;
use crate::declaration::service as declared;

/// An operation of the model, and where requests for it go.
#[derive(Debug, Clone)]
pub(in crate::testing) struct ModelRoute {
    pub(in crate::testing) service: Service,
    pub(in crate::testing) operation: Operation<'static>,
    method: Method,
    /// The path with labels in angle brackets, as in a declaration.
    template: String,
}

/// The operations of all services by method and number of segments.
pub(in crate::testing) struct Routes {
    by_shape: HashMap<(Method, usize), Vec<ModelRoute>>,
}

impl ModelRoute {
    fn new(service: Service, operation: Operation<'static>) -> Option<Self> {
        let method = Method::from_bytes(operation.method().as_bytes()).ok()?;
        let template = operation.path().replace('{', "<").replace('}', ">").replace("+>", "..>");
        Some(Self { service, operation, method, template })
    }

    /// Whether a label of the path has this name.
    pub(in crate::testing) fn has_label(&self, name: &str) -> bool {
        self.template.split('/').any(|part| part.trim_matches(['<', '>']) == name)
    }

    /// Returns the name that a signature's scope has.
    pub(in crate::testing) fn signing_name(&self) -> &'static str {
        declared_service(self.service).signing_name()
    }
}

impl Routes {
    /// Returns the routes of all operations.
    pub(in crate::testing) fn get() -> &'static Self {
        static ROUTES: OnceLock<Routes> = OnceLock::new();
        ROUTES.get_or_init(Self::new)
    }

    fn new() -> Self {
        let mut by_shape: HashMap<_, Vec<ModelRoute>> = HashMap::new();
        for route in all_routes() {
            let segments = route.template.split('/').count();
            by_shape.entry((route.method.clone(), segments)).or_default().push(route);
        }
        Self { by_shape }
    }

    /// Finds the operation of a request, with the values of its labels.
    ///
    /// Several services share a few methods and paths. The service in the signature's scope decides, or
    /// else the order of [`Service::ALL`].
    pub(in crate::testing) fn find(
        &self,
        method: &Method,
        path: &str,
        signing_name: Option<&str>,
    ) -> Option<(&ModelRoute, Vec<(String, String)>)> {
        let routes = self.by_shape.get(&(method.clone(), path.split('/').count()))?;
        let matching =
            || routes.iter().filter_map(|route| Some((route, match_path(&route.template, path)?)));
        let named = matching().find(|(route, _)| Some(route.signing_name()) == signing_name);
        named.or_else(|| matching().next())
    }

    /// Returns the operation whose method and path are most like these, for a message.
    pub(in crate::testing) fn nearest(&self, method: &Method, path: &str) -> Option<&ModelRoute> {
        let routes = self.by_shape.values().flatten();
        routes.min_by_key(|route| {
            let distance: usize = pairs(&route.template, path)
                .map(|(part, segment)| segment_distance(part, segment))
                .sum();
            let name = route.operation.name();
            (distance * 2 + usize::from(route.method != *method), route.service as usize, name)
        })
    }
}

fn all_routes() -> impl Iterator<Item = ModelRoute> {
    Service::ALL.into_iter().flat_map(|service| {
        let operations = service.calls().operations();
        operations.filter_map(move |operation| ModelRoute::new(service, operation))
    })
}

/// Pairs the segments of two paths; the shorter one goes on with empty segments.
fn pairs<'a>(template: &'a str, path: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let count = template.split('/').count().max(path.split('/').count());
    let endless = |text: &'a str| text.split('/').chain(std::iter::repeat(""));
    endless(template).zip(endless(path)).take(count)
}

/// The distance of segments that are nothing like each other.
const FAR: usize = 8;

fn segment_distance(part: &str, segment: &str) -> usize {
    match (part.starts_with('<'), segment.is_empty()) {
        (true, false) => 0,
        (true, true) => 3,
        (false, _) if part.len().abs_diff(segment.len()) >= FAR => FAR,
        (false, _) => edits(part, segment).min(FAR),
    }
}

/// Returns the service as declarations name it.
pub(in crate::testing) const fn declared_service(service: Service) -> declared::Service {
    match service {
        Service::Cases => declared::CASES,
        Service::CampaignsV2 => declared::CAMPAIGNS_V2,
        Service::ContactLens => declared::CONTACT_LENS,
        Service::Participant => declared::PARTICIPANT,
        Service::CustomerProfiles => declared::CUSTOMER_PROFILES,
        Service::QConnect => declared::Q_CONNECT,
        _ => declared::CONNECT,
    }
}
