//! Every operation of the model, without the network: requests that samples of its input make.

use connect_model::{Place, ShapeMember};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::super::model::{Routes, validate_output};
use super::*;

fn modelled(samples: Samples) -> Modelled {
    Modelled::new(ModelSettings {
        samples,
        seed: 7,
        keeps_state: false,
        form: ResponseForm::Bare,
        federation: Federation::new(String::new(), "us-west-2".to_owned(), 7),
    })
}

fn operations() -> impl Iterator<Item = (Service, connect_model::Operation<'static>)> {
    Service::ALL
        .into_iter()
        .flat_map(|service| service.calls().operations().map(move |operation| (service, operation)))
}

/// Returns an input that the sampler makes, by the names of its members.
fn input(modelled: &Modelled, service: Service, operation: &str, samples: Samples) -> Input {
    let context = modelled.context(service, 1_700_000_000_000);
    let empty = Input::new();
    let writer = Sampler { service, samples, seed: 3, context: &context, input: &empty };
    let shape = service.shapes().input_of(operation);
    let members = shape.iter().flat_map(connect_model::Shape::members);
    let members = members.filter(|member| member.is_required || samples == Samples::Whole);
    members.map(|member| (member.name.to_owned(), writer.value(&member, operation))).collect()
}

fn encoded(value: &Value) -> String {
    utf8_percent_encode(&plain(value), NON_ALPHANUMERIC).to_string()
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Writes a request with this input, as a client does.
fn request(
    operation: &connect_model::Operation<'static>,
    service: Service,
    input: &Input,
) -> ReceivedRequest {
    let (mut path, mut query) = (operation.path().to_owned(), Vec::new());
    let (mut headers, mut body, mut labels) = (HeaderMap::new(), Map::new(), Vec::new());
    let shape = service.shapes().input_of(operation.name());
    for member in shape.iter().flat_map(connect_model::Shape::members) {
        let ShapeMember { wire_name: name, place, .. } = member;
        let Some(value) = input.get(member.name) else { continue };
        match place {
            Place::Path => {
                path = path.replace(&format!("{{{name}}}"), &encoded(value));
                labels.push((name.to_owned(), plain(value)));
            }
            Place::Query => match value {
                Value::Array(values) => {
                    query.extend(values.iter().map(|value| format!("{name}={}", encoded(value))));
                }
                value => query.push(format!("{name}={}", encoded(value))),
            },
            Place::Header => {
                let text = plain(value);
                let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
                headers.insert(name, HeaderValue::from_str(&text).unwrap());
            }
            _ => {
                body.insert(name.to_owned(), value.clone());
            }
        }
    }
    ReceivedRequest {
        method: Method::from_bytes(operation.method().as_bytes()).unwrap(),
        path,
        query: query.join("&"),
        headers,
        body: Bytes::from(Value::Object(body).to_string()),
        is_verified: true,
        labels,
        identity: None,
    }
}

/// Answers the sample request of an operation.
fn answer(
    modelled: &Modelled,
    service: Service,
    operation: &connect_model::Operation<'static>,
    input: &Input,
) -> Response<Bytes> {
    let mut request = request(operation, service, input);
    let signing_name = model::declared_service(service).signing_name();
    let routes = Routes::get();
    let (route, mut labels) =
        routes.find(&request.method, &request.path, Some(signing_name)).unwrap();
    assert_eq!(route.operation.name(), operation.name());
    labels.sort();
    request.labels.sort();
    assert_eq!(labels, request.labels, "{}", operation.name());
    modelled.answer(route, &request, SystemTime::now()).0
}

#[test]
fn all_operations_take_minimal_and_full_requests_and_answer_by_the_model() {
    let mut count = 0;
    for samples in [Samples::Whole, Samples::Sparse, Samples::Hostile] {
        let modelled = modelled(samples);
        for (service, operation) in operations() {
            for size in [Samples::Sparse, Samples::Whole] {
                let name = operation.name();
                let input = input(&modelled, service, name, size);
                let response = answer(&modelled, service, &operation, &input);
                let text = String::from_utf8_lossy(response.body()).into_owned();
                assert!(response.status().is_success(), "{name} {size:?}: {input:?} {text}");
                if samples != Samples::Hostile && !response.body().is_empty() {
                    let output = serde_json::from_str(&text).unwrap();
                    let problem = validate_output(&output, service, name).err();
                    assert_eq!(problem, None, "{name} {samples:?}: {text}");
                }
            }
            count += 1;
        }
    }
    assert_eq!(count, 3 * 712);
}

#[test]
fn a_missing_required_member_is_refused_with_a_code_of_the_operation() {
    let modelled = modelled(Samples::Sparse);
    let mut count = 0;
    for (service, operation) in operations() {
        let name = operation.name();
        let whole = input(&modelled, service, name, Samples::Sparse);
        let shape = service.shapes().input_of(name);
        let members = shape.iter().flat_map(connect_model::Shape::members);
        for member in members.filter(|member| member.is_required && member.place != Place::Path) {
            let kind = service.shapes().shape(member.shape).unwrap().kind();
            if member.place == Place::Query && kind == connect_model::Kind::List {
                continue;
            }
            let mut input = whole.clone();
            input.remove(member.name);
            let response = answer(&modelled, service, &operation, &input);
            assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{name} {}", member.name);
            let error = crate::ApiError::from_response(&response);
            let message = error.message().unwrap();
            assert!(message.starts_with(&format!("`{}` ", member.name)), "{name}: {message}");
            let is_listed = operation.errors().any(|code| code == error.code());
            assert!(is_listed || error.code() == "ValidationException", "{name}: {}", error.code());
            count += 1;
        }
    }
    assert!(count > 500, "{count}");
}

#[test]
fn the_same_seed_gives_the_same_samples_and_another_seed_others() {
    let bodies = |seed| {
        let mut modelled = modelled(Samples::Whole);
        modelled.settings.seed = seed;
        modelled.clock.stop(SystemTime::UNIX_EPOCH);
        let bodies = operations().map(|(service, operation)| {
            let input = input(&modelled, service, operation.name(), Samples::Sparse);
            answer(&modelled, service, &operation, &input).into_body()
        });
        bodies.collect::<Vec<_>>()
    };
    assert_eq!(bodies(1), bodies(1));
    let (one, other) = (bodies(1), bodies(2));
    let differing = one.iter().zip(&other).filter(|(one, other)| one != other).count();
    assert!(differing > 400, "{differing}");
}
