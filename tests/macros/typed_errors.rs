//! Tests enums that have a variant for each error code.

use std::error::Error as _;

use connect_runtime::bytes::Bytes;
use connect_runtime::testing::LocalConnect;
use connect_runtime::{
    ApiError, Call, Client, ConnectClient, ConnectEnum, ConnectError, Error, HttpDate, Result,
    connect_endpoint, http,
};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Problem {
    message: String,
}

#[derive(Debug, ConnectError)]
enum FlowError {
    #[code("ResourceNotFoundException")]
    NotFound(ApiError),
    #[code("DuplicateResourceException", "ResourceConflictException")]
    Taken(Box<ApiError>),
    #[code("InvalidContactFlowException")]
    Invalid {
        problems: Vec<Problem>,
        #[api_error]
        error: ApiError,
    },
    #[code("ResourceInUseException")]
    InUse { resource_type: Option<String>, resource_id: Option<String> },
    #[code("LimitExceededException")]
    #[serde(rename_all = "kebab-case")]
    Limit {
        #[serde(rename = "max")]
        limit: u8,
    },
    #[code("QuotaException")]
    #[serde(rename_all = "kebab-case")]
    Quota { max_count: Option<u8> },
    #[code("DefaultException")]
    Default {
        #[serde(default)]
        resource_type: String,
    },
    #[code("AccessDeniedException", "ForbiddenException")]
    Denied,
    #[other]
    Other(Error),
}

trait Flows: ConnectClient {
    #[connect_endpoint(GET "/flow")]
    fn flow(&self) -> Call<'_, (), FlowError>;

    #[connect_endpoint(GET "/flow", name = "Flow")]
    async fn flow_async(&self) -> Result<(), FlowError>;
}
impl Flows for Client {}

fn error(code: &str, body: &str) -> FlowError {
    let response = http::Response::builder()
        .status(400)
        .header("x-amzn-errortype", code)
        .body(Bytes::copy_from_slice(body.as_bytes()))
        .unwrap();
    Error::from(ApiError::from_response(&response)).into()
}

#[test]
fn a_code_selects_its_variant() {
    let not_found = error("ResourceNotFoundException:http://x/", r#"{"Message": "no flow"}"#);
    assert!(matches!(&not_found, FlowError::NotFound(api) if api.message() == Some("no flow")));
    assert!(not_found.to_string().contains("ResourceNotFoundException: no flow (status 400)"));
    assert!(not_found.source().is_none());
    for code in ["DuplicateResourceException", "ResourceConflictException"] {
        assert!(matches!(error(code, "{}"), FlowError::Taken(api) if api.code() == code));
    }
    let denied = error("AccessDeniedException", "");
    assert!(matches!(denied, FlowError::Denied));
    let text = "the service answered AccessDeniedException or ForbiddenException";
    assert_eq!(denied.to_string(), text);
}

#[test]
fn modelled_members_are_decoded() {
    let body = r#"{"problems": [{"message": "no end block"}], "message": "invalid"}"#;
    match error("InvalidContactFlowException", body) {
        FlowError::Invalid { problems, error } => {
            assert_eq!(problems[0].message, "no end block");
            assert_eq!(error.message(), Some("invalid"));
        }
        other => panic!("{other:?}"),
    }
    match error("ResourceInUseException", r#"{"ResourceType": "CONTACT", "ResourceId": null}"#) {
        FlowError::InUse { resource_type, resource_id } => {
            assert_eq!((resource_type.as_deref(), resource_id), (Some("CONTACT"), None));
        }
        other => panic!("{other:?}"),
    }
    for body in ["", "<html>", "{}", "null", r#"{"ResourceType": null}"#] {
        let in_use = error("ResourceInUseException", body);
        assert!(
            matches!(in_use, FlowError::InUse { resource_type: None, .. }),
            "{body}: {in_use:?}"
        );
    }
    let body = r#"{"problems": [null, {"message": "a"}]}"#;
    let invalid = error("InvalidContactFlowException", body);
    assert!(matches!(invalid, FlowError::Invalid { problems, .. } if problems.len() == 1));
    for body in [r#"{"max-count": 7}"#, r#"{"max-count": 7, "MaxCount": 8, "maxCount": 9}"#] {
        let quota = error("QuotaException", body);
        assert!(matches!(quota, FlowError::Quota { max_count: Some(7) }), "{quota:?}");
    }
    let default = error("DefaultException", r#"{"ResourceType": "FLOW"}"#);
    assert!(matches!(default, FlowError::Default { resource_type } if resource_type == "FLOW"));
    let limit = error("LimitExceededException", r#"{"max": 7}"#);
    assert!(matches!(limit, FlowError::Limit { limit: 7 }), "{limit:?}");
    assert_eq!(limit.to_string(), "the service answered LimitExceededException");
}

/// A function whose name contains `rename`.
fn rename_kind<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    String::deserialize(deserializer)
}

/// Has attributes that the macro must not confuse.
///
/// Some attributes mention `rename` or `rename_all` without changing the name that serde reads. Others change
/// it.
#[derive(Debug, ConnectError)]
enum NamedError {
    #[code("FunctionException")]
    Function {
        #[serde(default, deserialize_with = "rename_kind")]
        resource_type: String,
    },
    #[code("DefaultFunctionException")]
    DefaultFunction {
        #[serde(default = "rename_default")]
        resource_type: String,
    },
    #[code("SerializeException")]
    Serialize {
        #[serde(default, rename(serialize = "kind"))]
        resource_type: String,
    },
    #[code("SerializeAllException")]
    #[serde(rename_all(serialize = "kebab-case"))]
    SerializeAll {
        #[serde(default)]
        resource_type: String,
    },
    #[code("CommentException")]
    #[serde(expecting = "no rename_all")]
    Comment {
        /// Not what `rename` says.
        #[serde(default, alias = "rename")]
        resource_type: String,
    },
    #[code("DeserializeException")]
    Deserialize {
        #[serde(default, rename(serialize = "a", deserialize = "kind"))]
        resource_type: String,
    },
    #[code("DeserializeAllException")]
    #[serde(rename_all(deserialize = "kebab-case"))]
    DeserializeAll {
        #[serde(default)]
        resource_type: String,
    },
    #[other]
    Other(Error),
}

fn rename_default() -> String {
    String::new()
}

#[test]
fn only_a_deserialize_rename_replaces_the_member_names() {
    let read = |code: &str, member: &str| {
        let response = http::Response::builder()
            .status(400)
            .header("x-amzn-errortype", code)
            .body(Bytes::from(format!(r#"{{"{member}": "FLOW"}}"#)))
            .unwrap();
        match NamedError::from(Error::from(ApiError::from_response(&response))) {
            NamedError::Function { resource_type }
            | NamedError::DefaultFunction { resource_type }
            | NamedError::Serialize { resource_type }
            | NamedError::SerializeAll { resource_type }
            | NamedError::Comment { resource_type }
            | NamedError::Deserialize { resource_type }
            | NamedError::DeserializeAll { resource_type } => resource_type == "FLOW",
            NamedError::Other(error) => panic!("{code}: {error}"),
        }
    };
    let mut wrong = Vec::new();
    let all = ["ResourceType", "resourceType", "kind", "resource-type", "rename"];
    for (code, expected) in [
        ("FunctionException", &["ResourceType", "resourceType"][..]),
        ("DefaultFunctionException", &["ResourceType", "resourceType"]),
        ("SerializeException", &["ResourceType", "resourceType"]),
        ("SerializeAllException", &["ResourceType", "resourceType"]),
        ("CommentException", &["ResourceType", "resourceType", "rename"]),
        ("DeserializeException", &["kind"]),
        ("DeserializeAllException", &["resource-type"]),
    ] {
        for member in all {
            if read(code, member) != expected.contains(&member) {
                wrong.push((code, member));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Has members that are bound to headers, as the models of Cases and Campaigns have.
#[derive(Debug, ConnectError)]
enum HeaderError {
    #[code("InternalServerException")]
    Internal {
        #[header("Retry-After")]
        retry_after_seconds: Option<u32>,
        message: Option<String>,
        #[api_error]
        error: ApiError,
    },
    #[code("ConflictException")]
    Conflict {
        #[header("x-amzn-ErrorType")]
        xamz_error_type: String,
        #[header("X-At")]
        at: Option<HttpDate>,
        #[header("X-Kind")]
        api_error: Option<Kind>,
    },
    #[other]
    Other(Error),
}

#[derive(Debug, PartialEq, ConnectEnum)]
enum Kind {
    #[text("A")]
    A,
    #[other]
    Other(String),
}

trait Cases: ConnectClient {
    #[connect_endpoint(GET "/case")]
    async fn case(&self) -> Result<(), HeaderError>;
}
impl Cases for Client {}

async fn case(code: &str, headers: &[(&'static str, &'static str)], body: &str) -> HeaderError {
    let service = LocalConnect::start().await.unwrap();
    let mut answer = http::Response::builder().status(409).header("x-amzn-errortype", code);
    for (name, value) in headers {
        answer = answer.header(*name, *value);
    }
    let answer = answer.body(Bytes::copy_from_slice(body.as_bytes())).unwrap();
    service.route(http::Method::GET, "/case", move |_| answer.clone());
    service.client().unwrap().case().await.unwrap_err()
}

#[tokio::test]
async fn members_are_read_from_headers() {
    for (headers, expected) in [
        (&[][..], Some(None)),
        (&[("retry-after", "7")], Some(Some(7))),
        (&[("Retry-After", " 0 ")], Some(Some(0))),
        (&[("retry-after", "7"), ("retry-after", "8")], Some(Some(7))),
        (&[("retry-after", "Wed, 21 Oct 2015 07:28:00 GMT")], None),
        (&[("retry-after", "")], None),
        (&[("retry-after", "-1")], None),
    ] {
        for body in [r#"{"message": "m", "retryAfterSeconds": 9}"#, r#"{"Message": "m"}"#] {
            let error = case("InternalServerException", headers, body).await;
            match (error, expected) {
                (HeaderError::Internal { retry_after_seconds, message, error }, Some(expected)) => {
                    assert_eq!(retry_after_seconds, expected, "{headers:?}");
                    assert_eq!((message.as_deref(), error.message()), (Some("m"), Some("m")));
                }
                (HeaderError::Other(Error::Api(api)), None) => {
                    assert_eq!(api.code(), "InternalServerException");
                }
                (error, _) => panic!("{headers:?}: {error:?}"),
            }
        }
    }
}

#[tokio::test]
async fn a_header_has_the_type_of_its_field() {
    let time = "Wed, 21 Oct 2015 07:28:00 GMT";
    let code = "ConflictException:http://x/";
    for (headers, expected_at, kind) in [
        (&[][..], None, None),
        (&[("x-at", time), ("x-kind", "A")], Some(time), Some(Kind::A)),
        (&[("x-kind", "B")], None, Some(Kind::Other("B".to_owned()))),
    ] {
        match case(code, headers, "<html>").await {
            HeaderError::Conflict { xamz_error_type, at, api_error } => {
                assert_eq!(xamz_error_type, code);
                assert_eq!(at, expected_at.map(|at| at.parse().unwrap()));
                assert_eq!(api_error, kind);
            }
            other => panic!("{headers:?}: {other:?}"),
        }
    }
}

#[test]
fn unnamed_errors_are_kept_unchanged() {
    for (code, body) in [
        ("ThrottlingException", "{}"),
        ("InvalidContactFlowException", r#"{"problems": 7}"#),
        ("InvalidContactFlowException", "<html>"),
        ("LimitExceededException", "{}"),
    ] {
        match error(code, body) {
            FlowError::Other(Error::Api(api)) => assert_eq!(api.code(), code),
            other => panic!("{code} {body}: {other:?}"),
        }
    }
    let configuration = Client::builder().build().unwrap_err();
    let text = configuration.to_string();
    let other = FlowError::from(configuration);
    assert!(matches!(other, FlowError::Other(Error::Configuration(_))));
    assert_eq!(other.to_string(), text);
}

#[tokio::test]
async fn calls_return_the_typed_error() {
    let service = LocalConnect::start().await.unwrap();
    service.route(http::Method::GET, "/flow", |_| {
        connect_runtime::testing::error_response(
            http::StatusCode::NOT_FOUND,
            "ResourceNotFoundException",
            "no flow",
        )
    });
    let client = service.client().unwrap();
    assert!(matches!(client.flow().await, Err(FlowError::NotFound(_))));
    match client.flow_async().await {
        Err(FlowError::NotFound(api)) => assert_eq!(api.operation(), Some("Flow")),
        other => panic!("{other:?}"),
    }
}
