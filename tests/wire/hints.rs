//! Tests the next step that an error proposes, for every error code of the models and for answers of others.

use bytes::Bytes;
use connect_runtime::{Call, Client, ConnectClient, connect_endpoint, http};

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
const THROTTLING: &str = "call less often, or ask for a higher quota";
const QUOTA: &str = "stay within the quota, or ask for a higher one";
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

/// The status, code and next step of every modelled error, and of those that all AWS services share.
const CODES: [(u16, &str, &str); 72] = [
    (403, "AccessDeniedException", POLICIES),
    (400, "BadRequestException", ARGUMENTS),
    (409, "ConditionalOperationFailedException", NONE),
    (409, "ConflictException", STATE),
    (404, "ContactFlowNotPublishedException", "publish the flow"),
    (410, "ContactNotFoundException", IDENTIFIERS),
    (409, "ContactNotTerminatedException", "wait until the contact has ended"),
    (424, "DependencyFailedException", NONE),
    (403, "DestinationNotAllowedException", "check which destinations the instance may call"),
    (409, "DuplicateResourceException", NAME),
    (409, "IdempotencyException", NONE),
    (500, "InternalServerException", LATER),
    (500, "InternalServiceException", LATER),
    (400, "InvalidActiveRegionException", "call the active region of the instance"),
    (409, "InvalidCampaignStateException", STATE),
    (400, "InvalidContactFlowException", PROBLEMS),
    (400, "InvalidContactFlowModuleException", PROBLEMS),
    (400, "InvalidParameterException", ARGUMENTS),
    (400, "InvalidRequestException", ARGUMENTS),
    (409, "InvalidStateException", STATE),
    (400, "InvalidTestCaseException", PROBLEMS),
    (429, "LimitExceededException", QUOTA),
    (400, "MaximumResultReturnedException", "narrow the request"),
    (403, "OutboundContactNotPermittedException", NONE),
    (404, "OutputTypeNotFoundException", "check which output types the contact has"),
    (
        412,
        "PreconditionFailedException",
        "read the resource again, and change its current revision",
    ),
    (400, "PropertyValidationException", ARGUMENTS),
    (408, "RequestTimeoutException", NONE),
    (409, "ResourceConflictException", NAME),
    (
        409,
        "ResourceInUseException",
        "remove the references to the resource, or choose another name",
    ),
    (404, "ResourceNotFoundException", IDENTIFIERS),
    (409, "ResourceNotReadyException", "try again when the resource is ready"),
    (402, "ServiceQuotaExceededException", QUOTA),
    (400, "ThrottlingException", THROTTLING),
    (429, "ThrottlingException", THROTTLING),
    (429, "TooManyRequestsException", THROTTLING),
    (400, "TooManyTagsException", "use fewer tags"),
    (401, "UnauthorizedException", POLICIES),
    (422, "UnprocessableContentException", NONE),
    (404, "UserNotFoundException", "check that the user exists in the instance"),
    (400, "ValidationException", ARGUMENTS),
    (
        404,
        "UnknownOperationException",
        "check the HTTP method, path and `service` of the declaration",
    ),
    (
        403,
        "UnknownOperationException",
        "check the HTTP method, path and `service` of the declaration",
    ),
    (403, "InvalidSignatureException", SIGNATURE),
    (403, "SignatureDoesNotMatch", SIGNATURE),
    (403, "UnrecognizedClientException", KEY_ID),
    (403, "InvalidClientTokenId", KEY_ID),
    (403, "ExpiredTokenException", "renew the credentials"),
    (400, "ExpiredToken", "renew the credentials"),
    (400, "RequestExpired", CLOCK),
    (403, "RequestInTheFuture", CLOCK),
    (403, "RequestTimeTooSkewed", CLOCK),
    (
        403,
        "IncompleteSignatureException",
        "check whether a proxy changes the headers of the request",
    ),
    (
        403,
        "MissingAuthenticationTokenException",
        "check the path of the declaration, and whether a proxy removes headers",
    ),
    (403, "OptInRequired", "sign the account up for the service"),
    (400, "SerializationException", ARGUMENTS),
    (503, "ServiceUnavailable", LATER),
    (503, "SlowDown", THROTTLING),
    (500, "InternalFailure", LATER),
    (401, "AuthFailure", KEY_ID),
    (403, "UnauthorizedOperation", POLICIES),
    // Codes that are not known.
    (405, "MethodNotAllowedException", "check the HTTP method of the declaration"),
    (413, "RequestTooLongException", "shorten the request"),
    (308, "PermanentRedirect", "the client follows no redirects; check the endpoint URL"),
    (400, "NewException", NONE),
    (403, "NewException", NONE),
    (409, "NewException", NONE),
    (404, "NewException", NONE),
    (404, "FlowNotFoundException", IDENTIFIERS),
    (404, "USER_NOT_FOUND", IDENTIFIERS),
    (501, "NewException", NONE),
    (504, "NewException", LATER),
];

#[tokio::test]
async fn the_code_decides_the_next_step() {
    for (status, code, expected) in CODES {
        for body in ["{}", "", "<html>"] {
            let hint = hint(GET, answer(status, code, body)).await;
            assert_eq!(hint.unwrap_or_default(), expected, "{status} {code} {body}");
        }
    }
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
