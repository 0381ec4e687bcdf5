//! Tests the client's pace. A client holds back the last request of a burst by 100 ms.

use super::*;
use crate::Pace;
use crate::pace::Bucket;

fn paced(builder: ClientBuilder) -> ClientBuilder {
    builder.pace(Pace::new(2, 3))
}

/// Sends calls at once and waits for all of them.
async fn send_all(client: &Client, count: usize) {
    let calls: Vec<_> = (0..count).map(|_| tokio::spawn(get(client.clone()))).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
}

async fn get(client: Client) -> Result<(), Error> {
    client.get().await
}

#[tokio::test(start_paused = true)]
async fn calls_wait_for_their_turn() {
    let service = Service::new(&[OK]);
    let client = service.client(paced);
    send_all(&client, 6).await;
    assert_eq!(service.times(), [0, 0, 100, 600, 1100, 1600]);
}

#[tokio::test(start_paused = true)]
async fn each_operation_has_its_pace() {
    for (set, times) in [
        ((|builder| builder) as fn(ClientBuilder) -> ClientBuilder, [0, 0, 0]),
        (|builder| builder.pace(Pace::new(1, 1)), [0, 1000, 2000]),
        (
            |builder| builder.pace(Pace::new(1, 1)).operation_pace("Post", Pace::new(9, 9)),
            [0, 1000, 2000],
        ),
        (
            |builder| builder.operation_pace("Get", Pace::every(Duration::from_secs(9), 1)),
            [0, 9000, 18_000],
        ),
        (|builder| builder.operation_pace("Post", Pace::new(1, 1)), [0, 0, 0]),
    ] {
        let service = Service::new(&[OK]);
        let client = service.client(set);
        client.post("name").await.unwrap();
        send_all(&client, 3).await;
        assert_eq!(service.times()[1..], times);
    }
}

#[tokio::test(start_paused = true)]
async fn a_retry_waits_for_its_delay_and_its_turn_at_the_same_time() {
    for (pace, times) in [
        // The turn comes before the delay of 1 s is over.
        (Pace::new(2, 1), [0, 1000]),
        // And after it.
        (Pace::every(Duration::from_secs(4), 1), [0, 4000]),
    ] {
        let service = Service::new(&[THROTTLED, OK]);
        let client = service.client(|builder| builder.pace(pace));
        client.get().await.unwrap();
        assert_eq!(service.times(), times, "{pace:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_whose_turn_is_after_its_deadline_fails_at_once() {
    let service = Service::new(&[OK]);
    let client = service.client(|builder| builder.pace(Pace::every(Duration::from_secs(3), 1)));
    client.get().await.unwrap();
    let start = Instant::now();
    let error = client.get().timeout(Duration::from_secs(3)).await.unwrap_err();
    assert_eq!(start.elapsed(), Duration::ZERO);
    assert!(matches!(error, Error::Pace { operation: "Get", wait, .. } if wait.as_secs() == 3));
    assert_eq!(
        error.to_string(),
        "Get: nothing was sent: the client's `pace` would let the call wait 3.0s, and less time is left to \
         it; make fewer calls at once, or raise its `timeout`"
    );
    client.get().timeout(Duration::from_secs(4)).await.unwrap();
    assert_eq!(service.times(), [0, 3000]);
}

#[tokio::test(start_paused = true)]
async fn a_retry_whose_turn_is_after_the_deadline_is_not_made() {
    let service = Service::new(&[BUSY, OK]);
    let client = service.client(|builder| builder.pace(Pace::every(Duration::from_secs(3), 1)));
    let start = Instant::now();
    let error = client.get().timeout(Duration::from_secs(2)).await.unwrap_err();
    assert_eq!((error.code(), start.elapsed()), (Some("503"), Duration::ZERO));
    // The retry took no place in the line.
    client.get().await.unwrap();
    assert_eq!(service.times(), [0, 3000]);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_call_and_an_unsent_one_leave_their_turn_to_others() {
    let (service, provider) = (Service::new(&[OK]), Fickle::default());
    let client = service.client(|builder| {
        builder.credentials(provider.clone()).pace(Pace::every(Duration::from_secs(3), 1))
    });
    *provider.0.lock().unwrap() = true;
    for _ in 0..3 {
        client.get().await.unwrap_err();
    }
    *provider.0.lock().unwrap() = false;
    client.get().await.unwrap();
    for _ in 0..100 {
        let dropped = tokio::time::timeout(Duration::from_millis(1), client.get());
        dropped.await.expect_err("the call is waiting");
    }
    client.get().await.unwrap();
    assert_eq!(service.times(), [0, 3000]);
}

#[test]
fn without_a_timer_a_paced_call_fails() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let service = Service::new(&[OK]);
        let client = service.client(|builder| builder.operation_pace("Get", Pace::new(1, 1)));
        let error = client.get().await.unwrap_err();
        assert!(error.to_string().contains("a pace needs tokio's timer"), "{error}");
        client.post("name").await.unwrap();
        assert_eq!(service.times().len(), 1);
    });
}

#[tokio::test(start_paused = true)]
async fn a_request_is_counted_when_it_is_sent() {
    // The retry is sent after 5 s or more, and is not counted before.
    let service = Service::new(&[Status(429, Some(60_000)), OK]);
    let client = service.client(|builder| builder.pace(Pace::new(1, 1)));
    let retried = tokio::spawn(get(client.clone()));
    tokio::time::sleep(Duration::from_millis(5500)).await;
    client.get().await.unwrap();
    retried.await.unwrap().unwrap();
    assert_eq!(service.times(), [0, 5500, 6500]);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_older_ones_overtake_fails_with_the_same_error() {
    let service = Service::new(&[THROTTLED, OK]);
    let client = service.client(|builder| builder.pace(Pace::every(Duration::from_secs(4), 1)));
    let older = tokio::spawn(get(client.clone()));
    tokio::time::sleep(Duration::from_millis(500)).await;
    // It would be sent after 3.5 s, but the retry of the older call goes first.
    let error = client.get().timeout(Duration::from_secs(4)).await.unwrap_err();
    // The older one was sent half a second before, and the next may follow it after 4 s.
    assert!(matches!(error, Error::Pace { wait, .. } if wait.as_millis() == 3500), "{error}");
    older.await.unwrap().unwrap();
    assert_eq!(service.times(), [0, 4000]);
}

#[tokio::test(start_paused = true)]
async fn without_time_a_call_that_need_not_wait_times_out() {
    let service = Service::new(&[Hangs]);
    let client = service.client(paced);
    let error = client.get().timeout(Duration::ZERO).await.unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
}

#[tokio::test(start_paused = true)]
async fn credentials_are_loaded_again_after_a_wait() {
    let (service, provider) = (Service::new(&[OK]), Fickle::default());
    let pace = Pace::every(Duration::from_secs(3), 1);
    let client = service.client(|builder| builder.credentials(provider.clone()).pace(pace));
    client.get().await.unwrap();
    let waiting = tokio::spawn(get(client.clone()));
    tokio::time::sleep(Duration::from_secs(1)).await;
    *provider.0.lock().unwrap() = true;
    let error = waiting.await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Credentials { .. }), "{error}");
    assert_eq!(service.times(), [0]);
}

/// A service that takes requests at its pace, and answers some calls with an error first.
#[derive(Clone)]
struct Limited(Arc<Mutex<Counts>>);

struct Counts {
    start: Instant,
    bucket: Bucket,
    requests: u32,
    refused: u32,
}

impl Transport for Limited {
    fn send(
        &self,
        _: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let mut counts = self.0.lock().unwrap();
        let now = counts.start.elapsed();
        counts.requests += 1;
        let (status, code) = if counts.bucket.wait(now, 0).is_zero() {
            counts.bucket.take(now);
            match counts.requests % 10 {
                3 => (404, "ResourceNotFoundException"),
                7 => (503, "ServiceUnavailable"),
                _ => (200, ""),
            }
        } else {
            counts.refused += 1;
            (429, "TooManyRequestsException")
        };
        let response = http::Response::builder().status(status).header("x-amzn-errortype", code);
        Box::pin(std::future::ready(Ok(response.body(Bytes::new()).unwrap())))
    }
}

/// Returns credentials after 2 seconds.
#[derive(Debug)]
struct Slow;

impl ProvideCredentials for Slow {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async {
            tokio::time::sleep(Duration::from_secs(2)).await;
            Ok(Credentials::new("AKID", "secret", None, None, "test"))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn no_request_is_throttled_at_the_same_pace() {
    let (start, bucket) = (Instant::now(), Bucket::new(Pace::default()));
    let counts = Arc::new(Mutex::new(Counts { start, bucket, requests: 0, refused: 0 }));
    let client = Client::builder()
        .region("us-west-2")
        .credentials(Slow)
        .transport(Limited(counts.clone()))
        .pace(Pace::default())
        .operation_timeout(Duration::from_mins(10))
        .build()
        .unwrap();
    let calls: Vec<_> = (0..200)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move {
                let missing = "ResourceNotFoundException";
                client.get().retry_on(missing, Duration::from_mins(1)).await
            })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    let counts = counts.lock().unwrap();
    assert_eq!(counts.refused, 0);
    assert!(counts.requests > 240, "with retries: {}", counts.requests);
    // The rate is used up: 2 requests a second, after a burst of 5.
    let seconds = u64::from(counts.requests - 5) / 2;
    assert!((seconds..seconds + 4).contains(&start.elapsed().as_secs()), "{:?}", start.elapsed());
}
