//! The part of the stand-in that answers by AWS's model.

use std::sync::Mutex;
use std::time::SystemTime;

use bytes::Bytes;
use connect_model::Service;
use http::Response;
use serde_json::{Map, Value};

use super::clock::Clock;
use super::federation::{FederatedUser, Federation, INSTANCE_ID};
use super::keys::Identity;
use super::lock;
use super::model::{
    self, Input, ModelRoute, Random, Reason, Refused, SampleContext, Sampler, Samples, TextContext,
    hash, uuid,
};
use super::pace::Buckets;
use super::received::ReceivedRequest;
use super::reply::ResponseForm;
use super::state::{Problem, Request, State};

/// What the modelled part is set to.
pub(super) struct ModelSettings {
    pub(super) samples: Samples,
    pub(super) seed: u64,
    pub(super) keeps_state: bool,
    pub(super) form: ResponseForm,
    pub(super) federation: Federation,
}

/// Answers requests by AWS's model, from what it keeps or with samples.
pub(super) struct Modelled {
    settings: ModelSettings,
    pub(super) state: Mutex<State>,
    pub(super) buckets: Buckets,
    pub(super) clock: Clock,
}

impl Modelled {
    pub(super) fn new(settings: ModelSettings) -> Self {
        let state = Mutex::new(State::new(settings.seed));
        Self { settings, state, buckets: Buckets::default(), clock: Clock::default() }
    }

    /// Answers a request for an operation. Also returns what it read from the request.
    pub(super) fn answer(
        &self,
        route: &ModelRoute,
        request: &ReceivedRequest,
        machine: SystemTime,
    ) -> (Response<Bytes>, Input) {
        let now = self.clock.now(machine);
        let (service, operation) = (route.service, &route.operation);
        let form = self.settings.form;
        let refuse = |reason, message: String| {
            let refused = Refused::new(reason, service, operation, message);
            form.error(refused.status, refused.code, &refused.message)
        };
        if !self.buckets.take(service, operation.name(), now) {
            return (refuse(Reason::Throttled, "Rate exceeded".to_owned()), Input::new());
        }
        let input = match model::read(request, service, operation.name()) {
            Ok(input) => input,
            Err(violation) => {
                return (refuse(Reason::Invalid, violation.message().to_owned()), Input::new());
            }
        };
        if let Err(violation) = model::validate(&input, service, operation.name()) {
            return (refuse(Reason::Invalid, violation.message().to_owned()), input);
        }
        let response = match self.output(route, request, &input, now) {
            Ok(output) => model::respond(output, service, operation, form),
            Err(problem) => refuse(problem.reason, problem.message),
        };
        (response, input)
    }

    fn output(
        &self,
        route: &ModelRoute,
        request: &ReceivedRequest,
        input: &Input,
        now: i64,
    ) -> Result<Map<String, Value>, Problem> {
        let context = self.context(route.service, now);
        let sampler = |samples| Sampler {
            service: route.service,
            samples,
            seed: self.settings.seed,
            context: &context,
            input,
        };
        if self.settings.keeps_state {
            // What is kept needs a sample for a required member alone.
            let request = Request { route, input, sampler: &sampler(Samples::Sparse), now };
            if let Some(outcome) = lock(&self.state).act(&request) {
                return outcome;
            }
        }
        if route.operation.name() == Federation::OPERATION {
            let instance_id = input.get("InstanceId").and_then(Value::as_str).unwrap_or_default();
            let user = self.federated_user(request.identity.as_ref(), instance_id, now)?;
            return Ok(self.settings.federation.output(user, instance_id, now));
        }
        Ok(sampler(self.settings.samples).output(&route.operation))
    }

    /// Returns the Connect user that an identity belongs to.
    fn federated_user(
        &self,
        identity: Option<&Identity>,
        instance_id: &str,
        now: i64,
    ) -> Result<FederatedUser, Problem> {
        let name = match identity {
            None | Some(Identity::User) => return Ok(FederatedUser::of_account()),
            Some(Identity::Root) => return Err(Federation::root_problem()),
            Some(Identity::Session(name)) => name,
        };
        let id = if self.settings.keeps_state {
            lock(&self.state).user_id(instance_id, name, now)
        } else {
            // Every user exists.
            Some(uuid(&mut Random::new(hash(self.settings.seed, name))))
        };
        let problem = || Federation::no_user_problem(name, instance_id);
        Ok(FederatedUser { name: name.clone(), id: id.ok_or_else(problem)? })
    }

    /// Answers a request for the page that `SignInUrl` leads to.
    pub(super) fn sign_in(
        &self,
        request: &ReceivedRequest,
        machine: SystemTime,
    ) -> Response<Bytes> {
        self.settings.federation.sign_in(request, self.clock.now(machine))
    }

    pub(super) fn context(&self, service: Service, now: i64) -> SampleContext {
        let text = TextContext {
            region: self.settings.federation.region().to_owned(),
            service: model::declared_service(service).signing_name(),
            instance_id: INSTANCE_ID.to_owned(),
        };
        SampleContext { text, now: now.div_euclid(1000) }
    }

    pub(super) fn add_instance(&self, id: &str, machine: SystemTime) {
        let now = self.clock.now(machine);
        let context = self.context(Service::Connect, now);
        lock(&self.state).add_instance(id, now, &context);
    }
}

#[cfg(test)]
mod tests;
