//! Tests the client's pace against a stand-in that throttles.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use connect_runtime::testing::LocalConnect;
use connect_runtime::{Call, Client, Error, Pace, connect_api};
use serde_json::Value;

#[connect_api]
trait Instances {
    #[connect_endpoint(GET "/instance/<InstanceId>")]
    fn describe_instance(&self, instance_id: &str) -> Call<'_, Value>;
}

/// A stand-in that counts the requests that it throttles.
async fn throttling(pace: Pace) -> (LocalConnect, Arc<AtomicUsize>) {
    let throttled = Arc::<AtomicUsize>::default();
    let count = throttled.clone();
    let builder = LocalConnect::builder().on_call(move |call| {
        let is_throttled = usize::from(call.status.as_u16() == 429);
        count.fetch_add(is_throttled, Ordering::Relaxed);
    });
    let service = builder.start().await.unwrap();
    service.set_pace(Some(pace));
    (service, throttled)
}

/// Describes at once, and returns how many calls failed.
async fn describe_all(client: &Client, count: usize) -> usize {
    let describe = |client: Client| async move {
        client.describe_instance(LocalConnect::INSTANCE_ID).await.map(drop)
    };
    let calls: Vec<_> = (0..count).map(|_| tokio::spawn(describe(client.clone()))).collect();
    let mut failed = 0;
    for call in calls {
        match call.await.unwrap() {
            Ok(()) => {}
            Err(error) if error.is_throttling() => failed += 1,
            Err(error) => panic!("{error}"),
        }
    }
    failed
}

#[tokio::test]
async fn a_paced_client_is_not_throttled() {
    let (service, throttled) = throttling(Pace::new(0, 10)).await;
    let client = service.client().unwrap();
    assert_eq!(describe_all(&client, 40).await, 30, "without a pace, the service throttles");
    assert!(throttled.load(Ordering::Relaxed) >= 30);

    let (service, throttled) = throttling(Pace::new(20, 10)).await;
    // Half of what the service takes, so that a busy machine does not matter.
    let client = service.client_builder().pace(Pace::new(10, 5)).build().unwrap();
    assert_eq!(describe_all(&client, 20).await, 0);
    assert_eq!((throttled.load(Ordering::Relaxed), service.request_count()), (0, 20));
}

#[tokio::test]
async fn a_call_that_cannot_be_sent_in_time_fails_at_once() {
    let (service, _) = throttling(Pace::default()).await;
    let pace = Pace::every(Duration::from_mins(1), 1);
    let builder = service.client_builder().operation_pace("DescribeInstance", pace);
    let client = builder.build().unwrap();
    client.describe_instance(LocalConnect::INSTANCE_ID).await.unwrap();
    let start = Instant::now();
    let clone = client.clone();
    let late = clone.describe_instance(LocalConnect::INSTANCE_ID).timeout(Duration::from_secs(30));
    let error = late.await.unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(5));
    let Error::Pace { operation, wait, .. } = error else { panic!("{error}") };
    assert!(operation == "DescribeInstance" && wait > Duration::from_secs(30), "{wait:?}");
    assert_eq!(service.request_count(), 1);
}

/// Takes 100 s. Run it with `--ignored --nocapture`.
#[tokio::test]
#[ignore = "takes 100 s"]
async fn two_hundred_describes_at_the_quota_of_connect() {
    for (name, pace) in [("without a pace", None), ("with a pace", Some(Pace::default()))] {
        let (service, throttled) = throttling(Pace::default()).await;
        let builder = service.client_builder();
        let client = match pace {
            Some(pace) => builder.pace(pace),
            None => builder,
        };
        let client = client.build().unwrap();
        let start = Instant::now();
        let failed = describe_all(&client, 200).await;
        let throttled = throttled.load(Ordering::Relaxed);
        println!(
            "{name}: {failed} of 200 calls failed; {throttled} of {} requests throttled; {:.1} s",
            service.request_count(),
            start.elapsed().as_secs_f64()
        );
        assert_eq!(pace.is_some(), (failed, throttled) == (0, 0));
    }

    let (service, throttled) = throttling(Pace::default()).await;
    let client = service.client_builder().pace(Pace::default()).build().unwrap();
    let others = tokio::spawn({
        let client = client.clone();
        async move { describe_all(&client, 20).await }
    });
    tokio::time::sleep(Duration::from_secs(1)).await;
    let start = Instant::now();
    let call = client.describe_instance(LocalConnect::INSTANCE_ID).timeout(Duration::from_secs(5));
    let error = call.await.unwrap_err();
    println!("behind 20 calls, after {:?}: {error}", start.elapsed());
    assert!(matches!(error, Error::Pace { .. }) && start.elapsed() < Duration::from_secs(1));
    assert_eq!((others.await.unwrap(), throttled.load(Ordering::Relaxed)), (0, 0));
}
