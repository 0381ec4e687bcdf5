//! Tests the option `retry_on`.

use super::*;
use crate::Pace;

const MISSING: Fate = Code("ResourceNotFoundException");
const MINUTE: Duration = Duration::from_mins(1);

fn get(client: &Client) -> Call<'_, ()> {
    client.get().retry_on("ResourceNotFoundException", MINUTE)
}

/// Whether each wait is between half of and the whole of the given milliseconds.
fn waits_are(service: &Service, longest: &[u128]) -> bool {
    let times = service.times();
    let waits = times.windows(2).map(|pair| pair[1] - pair[0]);
    waits.clone().count() == longest.len()
        && waits.zip(longest).all(|(wait, &longest)| wait >= longest / 2 && wait <= longest + 1)
}

#[tokio::test(start_paused = true)]
async fn a_call_is_repeated_until_it_succeeds() {
    let service = Service::new(&[MISSING, MISSING, MISSING, MISSING, OK]);
    let client = service.client(|builder| builder.max_attempts(1));
    assert_eq!(get(&client).with_response().await.unwrap().attempts, 5);
    assert!(waits_are(&service, &[200, 400, 800, 1600]), "{:?}", service.times());
    // To the service, each repetition is a new call.
    assert_eq!(service.numbers(), (vec!["attempt=1; max=1".to_owned(); 5], 5));
}

#[tokio::test(start_paused = true)]
async fn each_repetition_has_its_own_retries() {
    let service = Service::new(&[BUSY, MISSING, BUSY, BUSY, MISSING, BUSY, BUSY, BUSY]);
    let client = service.client(|builder| builder);
    let error = get(&client).await.unwrap_err();
    assert_eq!(error.code(), Some("503"));
    let (numbers, calls) = service.numbers();
    let numbers: Vec<&str> = numbers.iter().map(|number| &number[8..9]).collect();
    assert_eq!((numbers.concat(), calls), ("12123123".to_owned(), 3));
}

#[tokio::test(start_paused = true)]
async fn the_error_is_returned_when_the_time_is_over() {
    let service = Service::new(&[MISSING]);
    let client = service.client(|builder| builder);
    let start = Instant::now();
    let error = get(&client).await.unwrap_err();
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    let end = start.elapsed().as_millis();
    assert!((60_000..60_010).contains(&end), "{end}");
    assert!(service.times().len() > 12);
}

#[tokio::test(start_paused = true)]
async fn it_ends_early_if_the_deadline_would_pass() {
    let service = Service::new(&[MISSING]);
    let client = service.client(|builder| builder);
    let start = Instant::now();
    let error = get(&client).timeout(Duration::from_millis(500)).await.unwrap_err();
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    assert!(start.elapsed() < Duration::from_millis(500));
    assert!(service.times().len() >= 2);
}

#[tokio::test(start_paused = true)]
async fn other_errors_are_not_waited_out() {
    let service = Service::new(&[MISSING, Code("InvalidRequestException"), OK]);
    let client = service.client(|builder| builder);
    let error = get(&client).await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidRequestException"));
    assert_eq!(service.times().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn several_codes_are_waited_out_without_retries_too() {
    let service = Service::new(&[MISSING, Code("NotReadyException"), BUSY]);
    let client = service.client(|builder| builder.retry(Retry::off()));
    let error = get(&client).retry_on("NotReadyException", MINUTE).await.unwrap_err();
    assert_eq!((error.code(), service.times().len()), (Some("503"), 3));
}

#[tokio::test(start_paused = true)]
async fn the_time_counts_from_the_first_request() {
    let service = Service::new(&[OK, MISSING, OK]);
    let client = service.client(|builder| builder.pace(Pace::every(Duration::from_secs(20), 1)));
    client.get().await.unwrap();
    // It waits for 20 s for its turn.
    let call = client.get().retry_on("ResourceNotFoundException", Duration::from_secs(10));
    call.await.unwrap();
    assert_eq!(service.times(), [0, 20_000, 40_000]);
}

#[tokio::test(start_paused = true)]
async fn an_error_that_is_retried_anyway_is_retried_first() {
    let service = Service::new(&[Status(429, Some(700)), OK]);
    let client = service.client(|builder| builder);
    client.get().retry_on("429", MINUTE).await.unwrap();
    assert_eq!(service.times(), [0, 1000]);
    // Without retries, the delay that the service asks for is kept.
    let service = Service::new(&[Status(429, Some(700)), OK]);
    let client = service.client(|builder| builder.retry(Retry::off()));
    client.get().retry_on("429", MINUTE).await.unwrap();
    assert_eq!(service.times(), [0, 700]);
}

#[tokio::test(start_paused = true)]
async fn a_repetition_keeps_to_the_rate_of_the_adaptive_mode() {
    let service = Service::new(&[THROTTLED, MISSING, OK]);
    let retry = Retry::adaptive().with_random(|| 0.0);
    let client = service.client(|builder| builder.retry(retry));
    get(&client).await.unwrap();
    assert!(
        matches!(service.times()[..], [0, 2000, third] if third >= 2500),
        "{:?}",
        service.times()
    );
}

#[tokio::test(start_paused = true)]
async fn a_post_keeps_its_idempotency_token() {
    let service = Service::new(&[MISSING, OK]);
    let client = service.client(|builder| builder);
    let call = client.post_with_token(None).retry_on("ResourceNotFoundException", MINUTE);
    call.await.unwrap();
    let sent = &service.0.lock().unwrap().sent;
    assert!(sent.len() == 2 && sent[0].1 == sent[1].1);
}

#[test]
fn without_a_timer_the_call_fails() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let service = Service::new(&[OK]);
        let error = get(&service.client(|builder| builder)).await.unwrap_err();
        assert!(matches!(error, Error::Construction(_)), "{error}");
        assert!(error.to_string().contains("`retry_on`"), "{error}");
        assert!(service.times().is_empty());
    });
}
