//! Tests how a client corrects for a wrong system clock.

use connect_runtime::testing::LocalConnect;
use connect_runtime::{Call, Client, ConnectClient, connect_endpoint, http};

trait Api: ConnectClient {
    #[connect_endpoint(POST "/post")]
    fn post(&self) -> Call<'_, ()>;
}
impl Api for Client {}

async fn service(seconds_ahead: i32) -> LocalConnect {
    let service = LocalConnect::builder().seconds_ahead(seconds_ahead).start().await.unwrap();
    service.route(http::Method::POST, "/post", |_| http::Response::default());
    service
}

#[tokio::test]
async fn a_large_clock_skew_is_corrected_for_all_clones() {
    for seconds_ahead in [3600, -3600, 20 * 365 * 24 * 3600] {
        let service = service(seconds_ahead).await;
        let client = service.client().unwrap();
        let response = client.post().with_response().await.unwrap();
        assert_eq!(response.attempts, 2, "{seconds_ahead}");
        let response = client.clone().post().with_response().await.unwrap();
        assert_eq!(response.attempts, 1, "{seconds_ahead}");
        let verified: Vec<bool> =
            service.requests().iter().map(|request| request.is_verified).collect();
        assert_eq!(verified, [false, true, true]);
    }
}

#[tokio::test]
async fn concurrent_calls_are_all_corrected() {
    let service = service(3600).await;
    let client = service.client().unwrap();
    let calls: Vec<_> = (0..10)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.post().await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_single_attempt_updates_the_clock() {
    let service = service(3600).await;
    let client = service.client_builder().max_attempts(1).build().unwrap();
    client.post().await.unwrap_err();
    client.post().await.unwrap();
    assert_eq!(service.requests().len(), 2);
}

#[tokio::test]
async fn an_implausible_date_is_ignored() {
    let service = service(0).await;
    service.route(http::Method::POST, "/post", |_| {
        let response = http::Response::builder().status(403);
        let response = response.header("x-amzn-errortype", "AccessDeniedException");
        let date = "Fri, 31 Dec 9999 23:59:59 GMT";
        response.header("date", date).body("{}".into()).unwrap()
    });
    let client = service.client().unwrap();
    for _ in 0..2 {
        let error = client.post().await.unwrap_err();
        assert_eq!(error.code(), Some("AccessDeniedException"));
    }
    assert!(service.requests().iter().all(|request| request.is_verified));
}

#[tokio::test]
async fn a_small_clock_skew_is_not_corrected() {
    let service = service(200).await;
    assert_eq!(service.client().unwrap().post().with_response().await.unwrap().attempts, 1);
}

#[tokio::test]
async fn the_correction_is_optional_and_needs_a_second_attempt() {
    let service = service(3600).await;
    let client = service.client_builder().correct_clock_skew(false).build().unwrap();
    let error = client.post().await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidSignatureException"));
    assert_eq!(service.requests().len(), 1);
    let client = service.client().unwrap();
    assert!(client.post().max_attempts(1).await.is_err());
    assert_eq!(service.requests().len(), 2);
}

#[tokio::test]
async fn other_rejections_are_final_if_the_clock_is_right() {
    let service = service(0).await;
    let wrong = connect_runtime::Credentials::new("AKIDWRONG", "wrong", None, None, "test");
    let client = service.client_builder().credentials(wrong).build().unwrap();
    client.post().await.unwrap_err();
    assert_eq!(service.requests().len(), 1);
}
