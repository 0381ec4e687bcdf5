//! Tests that an error does not advise to repeat a call that may act twice.

use std::time::Duration;

use connect_runtime::testing::{Fault, LocalConnect};
use connect_runtime::{Call, Client, ClientBuilder, ConnectClient, Error, connect_endpoint, http};
use connect_tests::REFUSING;

trait Api: ConnectClient {
    #[connect_endpoint(GET "/a")]
    fn get(&self) -> Call<'_, ()>;

    #[connect_endpoint(DELETE "/a")]
    fn delete(&self) -> Call<'_, ()>;

    #[connect_endpoint(POST "/a")]
    fn post(&self) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/a")]
    fn put(&self) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/a?<token>", name = "PutToken")]
    fn put_with_token(&self, #[idempotency_token] token: Option<&str>) -> Call<'_, ()>;
}
impl Api for Client {}

const TRY_AGAIN: &str = "try again";
const CHECK: &str = "the call may have taken effect, so check before you repeat it";

async fn service(fault: Fault) -> LocalConnect {
    let service = LocalConnect::start().await.unwrap();
    for method in [http::Method::GET, http::Method::DELETE, http::Method::POST, http::Method::PUT] {
        service.route(method, "/a", |_| http::Response::new(vec![b' '; 200].into()));
    }
    service.inject_with(move |_, _| Some(fault.clone()));
    service
}

/// Sets a timeout.
type Set = fn(ClientBuilder, Duration) -> ClientBuilder;

/// Makes calls that fail, and returns for each whether it may act twice, with the error's text.
async fn failures(client: &Client) -> Vec<(bool, Error)> {
    let mut failures = Vec::new();
    for (may_act_twice, call) in [
        (false, client.get()),
        (false, client.delete()),
        (false, client.put_with_token(None)),
        (false, client.post().assume_idempotent()),
        (true, client.post()),
        (true, client.put()),
    ] {
        failures.push((may_act_twice, call.await.unwrap_err()));
    }
    failures
}

#[tokio::test]
async fn a_call_without_an_answer_is_repeated_only_if_that_is_safe() {
    let moment = Duration::from_millis(60);
    let settings: [(Fault, Set, &str); 4] = [
        (Fault::Close, |builder, _| builder, "broke before the whole response"),
        (Fault::Hang, |builder, moment| builder.read_timeout(moment), "sent nothing for"),
        (Fault::Hang, |builder, moment| builder.attempt_timeout(moment), "an attempt was not done"),
        (Fault::Hang, |builder, moment| builder.operation_timeout(moment), "the call was not done"),
    ];
    for (fault, set, what) in settings {
        let service = service(fault).await;
        let client = set(service.client_builder().max_attempts(1), moment).build().unwrap();
        for (may_act_twice, error) in failures(&client).await {
            let text = error.to_string();
            assert!(text.contains(what), "{text}");
            assert_eq!(text.contains(CHECK), may_act_twice, "{text}");
            assert_eq!(text.contains(TRY_AGAIN), !may_act_twice, "{text}");
            if let Error::Timeout { may_act_twice: stated, .. } = error {
                assert_eq!(stated, may_act_twice, "{text}");
            }
        }
    }
}

#[tokio::test]
async fn a_call_whose_answer_is_lost_says_so() {
    let service = service(Fault::Delay(Duration::ZERO)).await;
    let too_large = service.client_builder().max_response_bytes(100);
    let layer = tower::timeout::TimeoutLayer::new(Duration::from_millis(60));
    let hanging = self::service(Fault::Hang).await;
    let given_up = hanging.client_builder().layer(layer).max_attempts(1);
    for (builder, what) in [(too_large, "longer than 100 bytes"), (given_up, "gave up")] {
        for (may_act_twice, error) in failures(&builder.build().unwrap()).await {
            let text = error.to_string();
            assert!(text.contains(what) && !text.contains(TRY_AGAIN), "{text}");
            assert_eq!(text.ends_with(CHECK), may_act_twice, "{text}");
        }
    }
}

#[tokio::test]
async fn a_call_that_was_not_sent_can_be_repeated() {
    let service = LocalConnect::start().await.unwrap();
    let builder = service.client_builder().endpoint_url(format!("http://{REFUSING}"));
    let client = builder.max_attempts(1).build().unwrap();
    for (_, error) in failures(&client).await {
        let text = error.to_string();
        assert!(text.contains("could not connect") && !text.contains(CHECK), "{text}");
    }
}
