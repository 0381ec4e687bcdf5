//! Tests how a client corrects for a wrong system clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::SystemTime;

use connect_runtime::bytes::Bytes;
use connect_runtime::testing::{LocalConnect, ReceivedRequest};
use connect_runtime::{
    BoxFuture, Call, Client, ConnectClient, HttpDate, Timestamp, Transport, TransportError,
    connect_endpoint, http,
};

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

/// A clock that was set right in the meantime is not corrected any more: the next response says so.
#[tokio::test]
async fn a_later_response_takes_the_correction_back() {
    let service = service(0).await;
    let ahead = Arc::new(AtomicI64::new(0));
    let seconds_ahead = ahead.clone();
    service.route(http::Method::POST, "/post", move |_| {
        let time = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
        let seconds = i64::try_from(time.as_secs()).unwrap();
        let date = seconds + seconds_ahead.load(Ordering::Relaxed);
        let date = HttpDate::from(Timestamp::from_unix_seconds(date).unwrap());
        http::Response::builder().header("date", date.to_string()).body("".into()).unwrap()
    });
    let client = service.client().unwrap();
    for seconds_ahead in [200, 0, -200, 100, 0] {
        ahead.store(seconds_ahead, Ordering::Relaxed);
        client.post().await.unwrap();
        client.clone().post().await.unwrap();
        let signed = signed_ahead(&service.requests().pop().unwrap());
        assert!((signed - seconds_ahead).abs() <= 5, "{signed} instead of {seconds_ahead}");
    }
}

/// Returns how many seconds ahead of now the request was signed.
fn signed_ahead(request: &ReceivedRequest) -> i64 {
    let date = request.headers["x-amz-date"].to_str().unwrap();
    let part = |range: std::ops::Range<usize>| &date[range];
    let date_time = format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(0..4),
        part(4..6),
        part(6..8),
        part(9..11),
        part(11..13),
        part(13..15)
    );
    let signed: Timestamp = date_time.parse().unwrap();
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    signed.unix_seconds() - i64::try_from(now.as_secs()).unwrap()
}

/// Each code by which a service refuses the time of a signature.
#[tokio::test]
async fn each_code_of_a_wrong_time_is_corrected() {
    for code in [
        "AccessDeniedException",
        "AuthFailure",
        "InvalidSignatureException",
        "RequestExpired",
        "RequestInTheFuture",
        "RequestTimeTooSkewed",
        "SignatureDoesNotMatch",
    ] {
        for seconds_ahead in [-1200, 1200] {
            // The stand-in refuses the first signature. The transport changes the code of the refusal.
            let service = service(seconds_ahead).await;
            let client = service
                .client_builder()
                .wrap_transport(move |inner| Renamed { inner, code })
                .build()
                .unwrap();
            let response = client.post().with_response().await.unwrap();
            assert_eq!(response.attempts, 2, "{code} {seconds_ahead}");
        }
    }
}

/// Gives error responses another code.
struct Renamed {
    inner: Arc<dyn Transport>,
    code: &'static str,
}

impl Transport for Renamed {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async {
            let mut response = self.inner.send(request).await?;
            if !response.status().is_success() {
                let code = http::HeaderValue::from_static(self.code);
                response.headers_mut().insert("x-amzn-errortype", code);
            }
            Ok(response)
        })
    }
}
