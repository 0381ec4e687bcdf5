use std::sync::Arc;
use std::time::Duration;

use aws_sigv4::http_request::{
    SignableBody, SignableRequest, SignatureLocation, SigningInstructions, SigningSettings, sign,
};
use aws_sigv4::sign::v4;
use proptest::prelude::*;

use super::*;
use crate::declaration::service::{CASES, CONNECT};
use crate::protocol::encode::{push_greedy_label, push_label};

const NOON: Duration = Duration::from_hours(498_036);

fn signer<'a>(
    keys: &'a SigningKeys,
    credentials: &'a Credentials,
    after_noon: Duration,
) -> Signer<'a> {
    let time = SystemTime::UNIX_EPOCH + NOON + after_noon;
    let signing_name = CONNECT.signing_name();
    Signer { keys, credentials, region: "us-west-2", signing_name, time }
}

fn credentials(secret: &str, token: Option<&str>) -> Credentials {
    Credentials::new("AKIDEXAMPLE", secret, token.map(str::to_owned), None, "tests")
}

/// Returns what `aws-sigv4` adds: headers, or the parameters of a presigned query.
fn instructions(
    signer: &Signer<'_>,
    request: &http::Request<Bytes>,
    settings: SigningSettings,
) -> SigningInstructions {
    let identity = signer.credentials.clone().into();
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region(signer.region)
        .name(signer.signing_name)
        .time(signer.time)
        .settings(settings)
        .build()
        .unwrap()
        .into();
    let headers = request.headers().iter();
    let headers = headers.map(|(name, value)| (name.as_str(), value.to_str().unwrap()));
    let (method, url) = (request.method().as_str(), request.uri().to_string());
    let body = SignableBody::Bytes(request.body());
    let signable = SignableRequest::new(method, url, headers, body).unwrap();
    sign(signable, &params).unwrap().into_parts().0
}

/// Returns the headers that `aws-sigv4` adds.
fn reference(signer: &Signer<'_>, request: &http::Request<Bytes>) -> Vec<(String, String)> {
    let (headers, _) = instructions(signer, request, SigningSettings::default()).into_parts();
    let mut headers: Vec<(String, String)> = headers
        .iter()
        .map(|header| (header.name().to_owned(), header.value().to_owned()))
        .collect();
    headers.sort();
    headers
}

/// Returns the query with which `aws-sigv4` presigns the request.
fn presigned_reference(
    signer: &Signer<'_>,
    request: &http::Request<Bytes>,
    expires_in: Duration,
) -> Vec<String> {
    let mut settings = SigningSettings::default();
    settings.signature_location = SignatureLocation::QueryParams;
    settings.expires_in = Some(expires_in);
    settings.excluded_headers.get_or_insert_default().push("content-length".into());
    let (_, added) = instructions(signer, request, settings).into_parts();
    let mut query: Vec<String> = query_of(request);
    query.extend(added.into_iter().map(|(name, value)| pair(name, &value)));
    query.sort();
    query
}

/// Returns the query with which `Signer::presign` presigns the request.
fn presigned(
    signer: &Signer<'_>,
    request: &http::Request<Bytes>,
    expires_in: Duration,
) -> Vec<String> {
    let mut presigned = request.clone();
    signer.presign(&mut presigned, expires_in).unwrap();
    assert_eq!(presigned.headers(), request.headers());
    assert_eq!(presigned.uri().path(), request.uri().path());
    let mut query = query_of(&presigned);
    query.sort();
    query
}

fn query_of(request: &http::Request<Bytes>) -> Vec<String> {
    request.uri().query().iter().flat_map(|query| query.split('&')).map(str::to_owned).collect()
}

fn pair(name: &str, value: &str) -> String {
    let mut pair = String::new();
    push_encoded(&mut pair, name);
    pair.push('=');
    push_encoded(&mut pair, value);
    pair
}

/// Returns the headers that `Signer::sign` adds.
fn added(signer: &Signer<'_>, request: &http::Request<Bytes>) -> Vec<(String, String)> {
    let mut sent = request.clone();
    signer.sign(&mut sent).unwrap();
    let mut headers: Vec<(String, String)> = sent
        .headers()
        .iter()
        .filter(|(name, _)| !request.headers().contains_key(*name))
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    headers.sort();
    headers
}

/// Generates paths as templates and labels form them.
fn path() -> impl Strategy<Value = String> {
    let literal = "[a-zA-Z0-9._~:-]{1,8}".prop_map(|text| format!("x{text}"));
    let label = any::<String>().prop_map(|value| {
        let mut label = String::new();
        push_label(&mut label, &value).map_or("none".to_owned(), |()| label)
    });
    let greedy = any::<String>().prop_map(|value| {
        let mut label = String::new();
        push_greedy_label(&mut label, &value).map_or("none".to_owned(), |()| label)
    });
    let segments = prop::collection::vec(prop_oneof![literal, label, greedy], 0..4);
    (segments, any::<bool>()).prop_map(|(segments, ends_with_slash)| {
        let path: String = segments.iter().flat_map(|segment| ["/", segment]).collect();
        if ends_with_slash || path.is_empty() { path + "/" } else { path }
    })
}

/// Generates queries as templates and values form them.
fn query() -> impl Strategy<Value = String> {
    let fixed = "[a-zA-Z0-9._~-]{1,3}(=[a-zA-Z0-9._~-]{0,3})?";
    let pair = (any::<String>(), any::<String>()).prop_map(|(name, value)| pair(&name, &value));
    prop::collection::vec(prop_oneof![fixed, pair], 0..5).prop_map(|pairs| pairs.join("&"))
}

fn headers() -> impl Strategy<Value = Vec<(String, String)>> {
    let name = prop_oneof![
        "x-[a-z0-9-]{1,6}",
        Just("user-agent".to_owned()),
        Just("x-amzn-trace-id".to_owned()),
        Just("content-type".to_owned()),
    ];
    prop::collection::vec((name, "[ -~]{0,20}"), 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn signatures_match_aws_sigv4(
        method in "GET|POST|PUT|DELETE",
        host in r"https://connect\.example|http://127\.0\.0\.1:4566|http://\[::1\]:9",
        path in path(),
        query in query(),
        headers in headers(),
        body in prop::collection::vec(any::<u8>(), 0..40),
        token in prop::option::of("[!-~]{1,40}"),
        secret in "[!-~]{0,100}",
        after_noon in 0_u64..200_000,
        expires_in in 1_u64..=604_800,
    ) {
        let url = if query.is_empty() { format!("{host}{path}") } else { format!("{host}{path}?{query}") };
        let mut request = http::Request::builder().method(method.as_str()).uri(url);
        for (name, value) in &headers {
            request = request.header(name, value);
        }
        let request = request.body(Bytes::from(body)).unwrap();
        let (keys, credentials) = (SigningKeys::default(), credentials(&secret, token.as_deref()));
        let signer = signer(&keys, &credentials, Duration::from_secs(after_noon));
        prop_assert_eq!(added(&signer, &request), reference(&signer, &request));
        let expires_in = Duration::from_secs(expires_in);
        prop_assert_eq!(
            presigned(&signer, &request, expires_in),
            presigned_reference(&signer, &request, expires_in),
        );
    }
}

#[test]
fn keys_change_with_day_secret_and_service() {
    const HOUR: Duration = Duration::from_hours(1);
    let keys = SigningKeys::default();
    let request = http::Request::get("https://connect.example/a").body(Bytes::new()).unwrap();
    for (secret, after_noon, service) in [
        ("first", Duration::ZERO, CONNECT),
        ("first", HOUR, CONNECT),
        ("first", HOUR, CASES),
        ("second", HOUR, CONNECT),
        ("second", HOUR, CASES),
        ("second", 12 * HOUR, CONNECT),
        ("first", 12 * HOUR, CONNECT),
        ("first", 11 * HOUR, CASES),
    ] {
        let credentials = credentials(secret, None);
        let signer = Signer {
            signing_name: service.signing_name(),
            ..signer(&keys, &credentials, after_noon)
        };
        let expected = reference(&signer, &request);
        assert_eq!(added(&signer, &request), expected, "{secret} {after_noon:?} {service:?}");
        assert_eq!(added(&signer, &request), expected, "again");
    }
}

#[test]
fn keys_are_dropped_when_the_secret_changes() {
    let keys = SigningKeys::default();
    let key = |credentials: &Credentials, signing_name| {
        keys.get_or_derive(credentials, "us-west-2", signing_name, "20261025").unwrap()
    };
    let first = credentials("first", None);
    let dropped =
        [CONNECT, CASES].map(|service| Arc::downgrade(&key(&first, service.signing_name())));
    assert!(dropped.iter().all(|key| key.strong_count() == 1));
    key(&credentials("second", None), CONNECT.signing_name());
    assert!(dropped.iter().all(|key| key.strong_count() == 0));
}

#[test]
fn an_invalid_header_value_is_an_error() {
    let keys = SigningKeys::default();
    let mut request = http::Request::get("https://connect.example/").body(Bytes::new()).unwrap();
    let credentials = credentials("secret", Some("line\nend"));
    assert!(signer(&keys, &credentials, Duration::ZERO).sign(&mut request).is_err());
}
