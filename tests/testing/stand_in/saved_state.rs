use std::io::ErrorKind;

use connect_runtime::testing::StateError;
use serde_json::json;

use super::*;

#[tokio::test]
async fn a_state_is_the_same_after_writing_and_reading() {
    let (service, client) = started().await;
    let mut jane = user("jane");
    jane["Tags"] = json!({ "a": "1" });
    jane["Password"] = json!("Secret-Password-1");
    let created = client.create_user(INSTANCE, &jane).await.unwrap();
    let domain = client.create_domain("support").await.unwrap();
    let case = json!({ "templateId": "t", "fields": [] });
    client.create_case(text(&domain, "/domainId"), &case).await.unwrap();
    let state = service.state();
    assert!(!state.to_string().contains("Secret"), "{state}");
    let again = LocalConnect::builder().state(state.to_string()).start().await.unwrap();
    assert_eq!(again.state(), state);
    let id = text(&created, "/UserId");
    let described = client.describe_user(INSTANCE, id).await.unwrap();
    let again = again.client().unwrap().describe_user(INSTANCE, id).await.unwrap();
    assert_eq!(again, described);
}

#[tokio::test]
async fn a_broken_state_says_where_it_is_broken() {
    let record = |record: Value| json!({ "records": [record] }).to_string();
    let user = |change: Value| {
        let mut user = json!({ "family": "User", "in": [INSTANCE], "id": "u" });
        user.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        user
    };
    for (state, part) in [
        ("{".to_owned(), "the state is not as expected: EOF while parsing an object at line 1"),
        ("{}".to_owned(), "missing field `records`"),
        (record(json!({ "famly": "User" })), "unknown field `famly`"),
        (
            record(user(json!({ "family": "Usr" }))),
            "records[0]: the family 'Usr' is unknown; the families of CONNECT are Instance,",
        ),
        (record(user(json!({ "service": "SALES" }))), "the service 'SALES' is unknown"),
        (
            record(user(json!({ "in": [] }))),
            "records[0]: `in` has 0 ids, and a User needs 1: [InstanceId]",
        ),
        (
            record(user(json!({ "in": ["nowhere"] }))),
            "`in` names the instance 'nowhere', and the records have none of this id",
        ),
        (
            json!({ "records": [user(json!({})), user(json!({}))] }).to_string(),
            "records[1]: another record of the family User has the id 'u'",
        ),
    ] {
        let error = LocalConnect::builder().state(state).start().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidData);
        assert!(error.to_string().contains(part), "{part}: {error}");
        assert!(error.get_ref().unwrap().is::<StateError>());
    }
}

#[tokio::test]
async fn a_taken_port_is_named_in_the_error() {
    let (service, _) = started().await;
    let port = service.endpoint_url().rsplit(':').next().unwrap().parse().unwrap();
    let error = LocalConnect::builder().port(port).start().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AddrInUse);
    assert!(error.to_string().contains(&format!("cannot listen on 127.0.0.1:{port}")), "{error}");
}
