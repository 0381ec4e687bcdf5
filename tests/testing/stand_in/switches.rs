use std::time::Duration;

use connect_runtime::testing::Pace;
use serde_json::json;

use super::*;

#[tokio::test]
async fn with_a_lag_what_was_created_is_seen_later() {
    let (service, _) = started().await;
    let client = once(&service);
    service.stop_clock();
    service.set_lag(Duration::from_secs(3));
    let created = client.create_user(INSTANCE, &user("jane")).await.unwrap();
    let id = text(&created, "/UserId");
    for (advance, is_seen) in [(2999, false), (1, true)] {
        service.advance(Duration::from_millis(advance));
        let described = client.describe_user(INSTANCE, id).await;
        assert_eq!(described.is_ok(), is_seen, "{described:?}");
        let listed = client.list_users(INSTANCE, None, None).next().await;
        assert_eq!(listed.is_some(), is_seen);
        let found = client.search_users(&json!({ "InstanceId": INSTANCE })).await.unwrap();
        assert_eq!(found["ApproximateTotalCount"] == 1, is_seen);
    }
    let duplicate = client.create_user(INSTANCE, &user("jane")).await.unwrap_err();
    assert_eq!(duplicate.code(), Some("DuplicateResourceException"));
}

#[tokio::test]
async fn at_a_pace_each_operation_has_a_burst_and_then_some_a_second() {
    let (service, _) = started().await;
    let client = once(&service);
    service.stop_clock();
    service.set_pace(Some(Pace::default()));
    let search = json!({ "InstanceId": INSTANCE });
    let mut taken = 0;
    let refused = loop {
        match client.search_users(&search).await {
            Ok(_) => taken += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(taken, 5);
    assert!(refused.is_throttling(), "{refused}");
    assert_eq!(refused.code(), Some("ThrottlingException"));
    assert_eq!(refused.api().unwrap().status().as_u16(), 429);
    client.describe_user(INSTANCE, "other operations have their own").await.unwrap_err();
    service.advance(Duration::from_millis(500));
    client.search_users(&search).await.unwrap();
    client.search_users(&search).await.unwrap_err();
    service.set_pace(None);
    client.search_users(&search).await.unwrap();
}

#[tokio::test]
async fn a_full_quota_refuses_one_more_without_a_retry() {
    let (service, client) = started().await;
    service.set_quota(Some(2));
    for name in ["a", "b"] {
        client.create_user(INSTANCE, &user(name)).await.unwrap();
    }
    let error = client.create_user(INSTANCE, &user("c")).await.unwrap_err();
    assert_eq!(error.code(), Some("LimitExceededException"));
    assert_eq!(error.api().unwrap().status().as_u16(), 429);
    assert!(error.is_quota() && !error.is_throttling(), "{error}");
    assert_eq!(service.requests().len(), 3);
    assert!(error.to_string().contains("the quota of 2 for each user is reached"), "{error}");
    service.set_quota(None);
    client.create_user(INSTANCE, &user("c")).await.unwrap();
}

#[tokio::test]
async fn the_clock_moves_the_times_of_things_and_no_signature() {
    let (service, client) = started().await;
    service.stop_clock();
    let before = client.create_user(INSTANCE, &user("a")).await.unwrap();
    service.advance(Duration::from_hours(48));
    let after = client.create_user(INSTANCE, &user("b")).await.unwrap();
    let mut times = Vec::new();
    for created in [&before, &after] {
        let user = client.describe_user(INSTANCE, text(created, "/UserId")).await.unwrap();
        times.push(user["User"]["LastModifiedTime"].as_f64().unwrap());
    }
    assert!((times[1] - times[0] - 48.0 * 3600.0).abs() < 0.01, "{times:?}");
    assert!(service.requests().iter().all(|request| request.is_verified));
}
