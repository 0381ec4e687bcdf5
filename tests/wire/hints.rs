//! Tests the next step that an error proposes, for every error code of the models and for answers of others.

use std::collections::BTreeSet;

use bytes::Bytes;
use connect_model::Service;
use connect_runtime::{ApiError, Call, Client, ConnectClient, Error, connect_endpoint, http};

use super::answer::builder;

trait Api: ConnectClient {
    #[connect_endpoint(GET "/a")]
    fn get(&self) -> Call<'_, u8>;

    #[connect_endpoint(POST "/a")]
    fn post(&self) -> Call<'_, u8>;

    #[connect_endpoint(PUT "/a?<token>")]
    fn put(&self, #[idempotency_token] token: Option<&str>) -> Call<'_, u8>;

    #[connect_endpoint(GET "/a", auth = none, name = "Unsigned")]
    fn unsigned(&self) -> Call<'_, u8>;
}
impl Api for Client {}

type CallOf = fn(&Client) -> Call<'_, u8>;

const GET: CallOf = Api::get;
const POST: CallOf = Api::post;
const PUT: CallOf = |client| client.put(None);
const UNSIGNED: CallOf = Api::unsigned;

/// Returns the part of the error's text after the description of the answer.
async fn hint(call: CallOf, response: http::Response<Bytes>) -> Option<String> {
    let client = builder(response).build().unwrap();
    let text = call(&client).await.unwrap_err().to_string();
    let (_, hint) = text.rsplit_once(')').unwrap();
    (!hint.is_empty()).then(|| hint.strip_prefix("; ").unwrap().to_owned())
}

fn answer(status: u16, code: &str, body: &str) -> http::Response<Bytes> {
    let mut response = http::Response::builder().status(status).header("x-amzn-requestid", "r-1");
    if !code.is_empty() {
        response = response.header("x-amzn-errortype", code);
    }
    response.body(Bytes::copy_from_slice(body.as_bytes())).unwrap()
}

const ARGUMENTS: &str = "check the arguments against the operation's reference page";
const IDENTIFIERS: &str = "check the identifiers and the region";
const THROTTLING: &str =
    "call less often, such as with `ClientBuilder::pace`, or ask AWS for a higher rate";
const QUOTA: &str = "retrying will not help while the quota is full; free a part of it, or request a \
                     higher one in the Service Quotas console";
const SIGNATURE: &str = "check the secret access key, the region and this machine's clock";
const KEY_ID: &str = "check the access key id and the session token";
const CLOCK: &str = "check this machine's clock";
const POLICIES: &str = "check that the IAM policies allow this operation on this resource";
const STATE: &str = "check the state of the resource";
const NAME: &str = "choose another name, or use the existing resource";
const PROBLEMS: &str = "fix the problems in the content";
const LATER: &str = "try again later; quote the request id to AWS support if it persists";
const EFFECT: &str = "the call may have taken effect, so check before you repeat it; quote the \
                      request id to AWS support if it persists";
const INTERMEDIARY: &str = "this HTML or XML comes from a proxy or gateway; check the endpoint URL \
                            and the proxy settings";
const NONE: &str = "";

/// What another attempt can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Quota,
    Throttling,
    Transient,
    Final,
}

use Class::{Final, Quota, Throttling, Transient};

/// The status, code, class and next step of every modelled error, and of those that all AWS services share.
const CODES: [(u16, &str, Class, &str); 73] = [
    (403, "AccessDeniedException", Final, POLICIES),
    (400, "BadRequestException", Final, ARGUMENTS),
    (409, "ConditionalOperationFailedException", Final, NONE),
    (
        409,
        "ConflictException",
        Final,
        "check the state of the resource, which another call may have created or changed",
    ),
    (404, "ContactFlowNotPublishedException", Final, "publish the flow"),
    (410, "ContactNotFoundException", Final, IDENTIFIERS),
    (409, "ContactNotTerminatedException", Final, "wait until the contact has ended"),
    (424, "DependencyFailedException", Final, NONE),
    (
        403,
        "DestinationNotAllowedException",
        Final,
        "check which destinations the instance may call",
    ),
    (409, "DuplicateResourceException", Final, NAME),
    (409, "IdempotencyException", Final, NONE),
    (500, "InternalServerException", Transient, LATER),
    (500, "InternalServiceException", Transient, LATER),
    (400, "InvalidActiveRegionException", Final, "call the active region of the instance"),
    (409, "InvalidCampaignStateException", Final, STATE),
    (400, "InvalidContactFlowException", Final, PROBLEMS),
    (400, "InvalidContactFlowModuleException", Final, PROBLEMS),
    (400, "InvalidParameterException", Final, ARGUMENTS),
    (400, "InvalidRequestException", Final, ARGUMENTS),
    (409, "InvalidStateException", Final, STATE),
    (400, "InvalidTestCaseException", Final, PROBLEMS),
    (429, "LimitExceededException", Quota, QUOTA),
    (400, "MaximumResultReturnedException", Final, "narrow the request"),
    (403, "OutboundContactNotPermittedException", Final, NONE),
    (404, "OutputTypeNotFoundException", Final, "check which output types the contact has"),
    (
        412,
        "PreconditionFailedException",
        Final,
        "read the resource again, and change its current revision",
    ),
    (400, "PropertyValidationException", Final, ARGUMENTS),
    (408, "RequestTimeoutException", Transient, NONE),
    (
        409,
        "ResourceConflictException",
        Final,
        "check whether the resource exists already, and which state it is in",
    ),
    (
        409,
        "ResourceInUseException",
        Final,
        "remove the references to the resource, or choose another name",
    ),
    (404, "ResourceNotFoundException", Final, IDENTIFIERS),
    (409, "ResourceNotReadyException", Final, "try again when the resource is ready"),
    (402, "ServiceQuotaExceededException", Quota, QUOTA),
    (400, "ThrottlingException", Throttling, THROTTLING),
    (429, "ThrottlingException", Throttling, THROTTLING),
    (429, "TooManyRequestsException", Throttling, THROTTLING),
    (400, "TooManyTagsException", Final, "use fewer tags"),
    (401, "UnauthorizedException", Final, POLICIES),
    (422, "UnprocessableContentException", Final, NONE),
    (404, "UserNotFoundException", Final, "check that the user exists in the instance"),
    (400, "ValidationException", Final, ARGUMENTS),
    (
        404,
        "UnknownOperationException",
        Final,
        "check the HTTP method, path and `service` of the declaration",
    ),
    (
        403,
        "UnknownOperationException",
        Final,
        "check the HTTP method, path and `service` of the declaration",
    ),
    (403, "InvalidSignatureException", Final, SIGNATURE),
    (403, "SignatureDoesNotMatch", Final, SIGNATURE),
    (403, "UnrecognizedClientException", Final, KEY_ID),
    (403, "InvalidClientTokenId", Final, KEY_ID),
    (403, "ExpiredTokenException", Final, "renew the credentials"),
    (400, "ExpiredToken", Final, "renew the credentials"),
    (400, "RequestExpired", Final, CLOCK),
    (403, "RequestInTheFuture", Final, CLOCK),
    (403, "RequestTimeTooSkewed", Final, CLOCK),
    (
        403,
        "IncompleteSignatureException",
        Final,
        "check whether a proxy changes the headers of the request",
    ),
    (
        403,
        "MissingAuthenticationTokenException",
        Final,
        "check the path of the declaration, and whether a proxy removes headers",
    ),
    (403, "OptInRequired", Final, "sign the account up for the service"),
    (400, "SerializationException", Final, ARGUMENTS),
    (503, "ServiceUnavailable", Transient, LATER),
    (429, "NewException", Throttling, THROTTLING),
    (503, "SlowDown", Throttling, THROTTLING),
    (500, "InternalFailure", Transient, LATER),
    (401, "AuthFailure", Final, KEY_ID),
    (403, "UnauthorizedOperation", Final, POLICIES),
    // Codes that are not known.
    (405, "MethodNotAllowedException", Final, "check the HTTP method of the declaration"),
    (413, "RequestTooLongException", Final, "shorten the request"),
    (308, "PermanentRedirect", Final, "the client follows no redirects; check the endpoint URL"),
    (400, "NewException", Final, NONE),
    (403, "NewException", Final, NONE),
    (409, "NewException", Final, NONE),
    (404, "NewException", Final, NONE),
    (404, "FlowNotFoundException", Final, IDENTIFIERS),
    (404, "USER_NOT_FOUND", Final, IDENTIFIERS),
    (501, "NewException", Final, NONE),
    (504, "NewException", Transient, LATER),
];

#[tokio::test]
async fn the_code_decides_the_next_step() {
    for (status, code, _, expected) in CODES {
        for body in ["{}", "", "<html>"] {
            let hint = hint(GET, answer(status, code, body)).await;
            assert_eq!(hint.unwrap_or_default(), expected, "{status} {code} {body}");
        }
    }
}

#[test]
fn an_error_has_one_class() {
    for (status, code, class, _) in CODES {
        let error = Error::from(ApiError::from_response(&answer(status, code, "{}")));
        let classes = (error.is_quota(), error.is_throttling(), error.is_retryable());
        let expected = match class {
            Quota => (true, false, false),
            Throttling => (false, true, true),
            Transient => (false, false, true),
            Final => (false, false, false),
        };
        assert_eq!(classes, expected, "{status} {code}");
        let api = error.api().unwrap();
        assert_eq!((api.is_quota(), api.is_throttling(), api.is_retryable()), classes, "{code}");
    }
}

/// A new code of a newer model fails, so that somebody decides on its class and its next step.
#[test]
fn every_modelled_error_is_in_the_table() {
    let mut modelled = BTreeSet::new();
    for service in Service::ALL {
        for shape in service.shapes().errors() {
            let error = shape.error().unwrap();
            modelled.insert((error.status, error.code));
        }
    }
    let listed: BTreeSet<_> = CODES.iter().map(|(status, code, ..)| (*status, *code)).collect();
    let missing: Vec<_> = modelled.difference(&listed).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(modelled.len() > 40, "{}", modelled.len());
}

const HTML: &str = "\n<!DOCTYPE html><html></html>";
const XML: &str = "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>";
const JSON: &str = r#"{"message":"m"}"#;

#[tokio::test]
async fn without_a_code_the_status_and_form_decide() {
    let credentials = "check the credentials, and any proxy or gateway on the way";
    let path = "check the identifiers, the endpoint URL and the path of the declaration";
    let proxy = "check the credentials for the proxy in the proxy settings";
    let redirect = "the client follows no redirects; check the endpoint URL";
    let method = "check the HTTP method of the declaration";
    for (status, json, markup) in [
        (301, redirect, redirect),
        (302, redirect, redirect),
        (304, NONE, INTERMEDIARY),
        (307, redirect, redirect),
        (400, ARGUMENTS, INTERMEDIARY),
        (401, credentials, INTERMEDIARY),
        (402, NONE, INTERMEDIARY),
        (403, credentials, INTERMEDIARY),
        (404, path, INTERMEDIARY),
        (405, method, INTERMEDIARY),
        (407, proxy, proxy),
        (409, NONE, INTERMEDIARY),
        (413, "shorten the request", INTERMEDIARY),
        (418, NONE, INTERMEDIARY),
        (429, THROTTLING, INTERMEDIARY),
        (500, LATER, INTERMEDIARY),
        (501, NONE, INTERMEDIARY),
        (502, LATER, INTERMEDIARY),
        (503, LATER, INTERMEDIARY),
        (504, LATER, INTERMEDIARY),
        (511, NONE, INTERMEDIARY),
    ] {
        for (body, expected) in
            [(JSON, json), ("m", json), ("", json), (HTML, markup), (XML, markup)]
        {
            let hint = hint(GET, answer(status, "", body)).await;
            assert_eq!(hint.unwrap_or_default(), expected, "{status} {body}");
        }
    }
}

#[tokio::test]
async fn a_call_that_may_act_twice_is_not_to_be_repeated_blindly() {
    for status in [500, 502, 503, 504] {
        for (call, expected) in [(GET, LATER), (PUT, LATER), (POST, EFFECT)] {
            let hint = hint(call, answer(status, "InternalServerException", "{}")).await;
            assert_eq!(hint.as_deref(), Some(expected), "{status}");
        }
    }
    let without_id = http::Response::builder().status(502).body(Bytes::new()).unwrap();
    assert_eq!(hint(GET, without_id).await.as_deref(), Some("try again later"));
}

#[tokio::test]
async fn an_unsigned_call_has_no_iam_policy() {
    for (code, expected) in [
        ("AccessDeniedException", "check the token that the call carries"),
        (
            "MissingAuthenticationTokenException",
            "remove `auth = none` from the declaration, or check its path",
        ),
    ] {
        assert_eq!(hint(UNSIGNED, answer(403, code, "{}")).await.as_deref(), Some(expected));
    }
}

#[tokio::test]
async fn a_success_that_is_not_the_output_names_its_cause() {
    let output = "check the output type against the operation's reference page";
    for (body, expected) in [
        ("true", Some(output)),
        (r#"{"a": 1}"#, Some(output)),
        (HTML, Some(INTERMEDIARY)),
        ("OK", None),
        ("[1, 2", None),
    ] {
        let client = builder(answer(200, "", body)).build().unwrap();
        let text = client.get().await.unwrap_err().to_string();
        match expected {
            Some(hint) => assert!(text.ends_with(&format!("; {hint}")), "{body}: {text}"),
            None => assert!(!text.contains("check") && !text.contains(';'), "{body}: {text}"),
        }
    }
}
