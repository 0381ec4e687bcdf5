use connect_runtime::http::StatusCode;
use serde_json::json;

use super::*;

#[tokio::test]
async fn a_request_that_breaks_the_model_names_member_value_and_rule() {
    let (service, _) = started().await;
    let client = once(&service);
    let with = |member: &str, value: Value| {
        let mut user = user("jane");
        user[member] = value;
        user
    };
    let long = "x".repeat(101);
    for (request, parts) in [
        (
            json!({ "SecurityProfileIds": ["a"], "RoutingProfileId": "r" }),
            vec!["`Username` is required and missing"],
        ),
        (
            with("Username", json!(long)),
            vec!["`Username`: the value 'xxx", "has 101 characters, and the maximum is 100"],
        ),
        (with("Username", json!(7)), vec!["`Username`: the value '7' is not a string"]),
        (with("SecurityProfileIds", json!([])), vec!["`SecurityProfileIds`", "the minimum is 1"]),
        (
            with("PhoneConfig", json!({ "PhoneType": "FAX" })),
            vec!["`PhoneConfig.PhoneType`: the value 'FAX' is not one of SOFT_PHONE, DESK_PHONE"],
        ),
        (
            with(
                "PhoneConfig",
                json!({ "PhoneType": "SOFT_PHONE", "AfterContactWorkTimeLimit": -1 }),
            ),
            vec!["`PhoneConfig.AfterContactWorkTimeLimit`: the value '-1' is below the minimum 0"],
        ),
        (with("Tags", json!({ "aws:x": "1" })), vec!["`Tags[aws:x]`", "the pattern"]),
        (with("tags", json!({ "a": "1" })), vec!["`Tags`: the body has `tags`"]),
    ] {
        let error = client.create_user(INSTANCE, &request).await.unwrap_err();
        assert_eq!(error.code(), Some("InvalidParameterException"), "{error}");
        let api = error.api().unwrap();
        assert_eq!(api.status(), StatusCode::BAD_REQUEST);
        for part in parts {
            assert!(api.message().unwrap().contains(part), "{part}: {error}");
        }
    }
    let secret = "short";
    let error = client.create_user(INSTANCE, &with("Password", json!(secret))).await.unwrap_err();
    assert!(error.to_string().contains("`Password`"), "{error}");
    assert!(!error.to_string().contains(secret), "{error}");
    assert!(client.list_users(INSTANCE, None, None).next().await.is_none());
}

#[tokio::test]
async fn each_service_refuses_with_its_own_code() {
    let (_service, client) = started().await;
    let long = "x".repeat(101);
    for (error, code) in [
        (client.create_domain(&long).await.unwrap_err(), "ValidationException"),
        (client.create_profile_domain("a b", 1).await.unwrap_err(), "BadRequestException"),
        (client.send_message("t", "text/plain", "").await.unwrap_err(), "ValidationException"),
    ] {
        assert_eq!(error.code(), Some(code), "{error}");
    }
}

#[connect_api]
trait RawUsers {
    #[connect_endpoint(PUT "/users/<InstanceId>", unchecked)]
    fn create_raw_user(
        &self,
        instance_id: &str,
        #[payload("application/json")] user: &str,
    ) -> Call<'_, Value>;
}

#[tokio::test]
async fn a_body_that_is_no_json_object_is_refused() {
    let (_service, client) = started().await;
    for (body, part) in [
        ("[]", "the body is not a JSON object"),
        ("{", "the body is not JSON"),
        ("", "`Username` is required and missing"),
    ] {
        let error = client.create_raw_user(INSTANCE, body).await.unwrap_err();
        assert_eq!(error.code(), Some("InvalidParameterException"), "{body}");
        assert!(error.to_string().contains(part), "{body}: {error}");
    }
}
