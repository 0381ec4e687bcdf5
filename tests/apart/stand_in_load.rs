//! Checks that the stand-in serves 1,000 requests a second with state, and that its memory stays flat.
//!
//! This test has its own binary because it measures the memory of its process. Run it in release mode:
//!
//! `cargo test --release -p connect-tests --test stand_in_load -- --ignored --nocapture`

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use connect_runtime::testing::LocalConnect;
use connect_runtime::{Call, Client, connect_api};
use serde_json::{Value, json};

const INSTANCE: &str = LocalConnect::INSTANCE_ID;
const PER_SECOND: u64 = 1000;
const SECONDS: u64 = 30;
const CALLERS: u64 = 50;
const CALLS: u64 = PER_SECOND * SECONDS;

#[connect_api]
trait Users {
    #[connect_endpoint(PUT "/users/<InstanceId>")]
    fn create_user(&self, instance_id: &str, #[body] user: &Value) -> Call<'_, Value>;

    #[connect_endpoint(GET "/users/<InstanceId>/<UserId>")]
    fn describe_user(&self, instance_id: &str, user_id: &str) -> Call<'_, Value>;

    #[connect_endpoint(POST "/users/<InstanceId>/<UserId>/identity-info")]
    fn update_user_identity_info(
        &self,
        instance_id: &str,
        user_id: &str,
        #[body("IdentityInfo")] identity_info: &Value,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/search-users")]
    fn search_users(&self, #[body] search: &Value) -> Call<'_, Value>;

    #[connect_endpoint(DELETE "/users/<InstanceId>/<UserId>")]
    fn delete_user(&self, instance_id: &str, user_id: &str) -> Call<'_, ()>;
}

/// Creates, reads, changes, finds and deletes users: five calls a turn, one each 1/20 s.
async fn caller(number: u64, client: Client, start: Instant, done: Arc<AtomicU64>) {
    let pause = Duration::from_secs(1) * u32::try_from(CALLERS).unwrap()
        / u32::try_from(PER_SECOND).unwrap();
    let mut due = start;
    let mut next = async || {
        due += pause;
        tokio::time::sleep_until(due.into()).await;
        done.fetch_add(1, Ordering::Relaxed);
    };
    for turn in 0..CALLS / CALLERS / 5 {
        let name = format!("user-{number}-{turn}");
        let user = json!({
            "Username": name,
            "SecurityProfileIds": ["agent"],
            "RoutingProfileId": "basic",
        });
        next().await;
        let created = client.create_user(INSTANCE, &user).await.unwrap();
        let id = created["UserId"].as_str().unwrap();
        let info = json!({ "FirstName": name });
        next().await;
        client.update_user_identity_info(INSTANCE, id, &info).await.unwrap();
        next().await;
        let described = client.describe_user(INSTANCE, id).await.unwrap();
        assert_eq!(described["User"]["IdentityInfo"]["FirstName"], name);
        let by_name = json!({ "FieldName": "Username", "Value": name, "ComparisonType": "EXACT" });
        let criteria = json!({ "StringCondition": by_name });
        let search = json!({ "InstanceId": INSTANCE, "SearchCriteria": criteria });
        next().await;
        let found = client.search_users(&search).await.unwrap();
        assert_eq!(found["ApproximateTotalCount"], 1);
        next().await;
        client.delete_user(INSTANCE, id).await.unwrap();
    }
}

/// Returns the resident memory of this process in KiB, or `None` if the system does not report it.
fn resident_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Returns the peak memory in the second sixth and in the last sixth of the calls.
async fn watch_memory(done: Arc<AtomicU64>) -> Option<(u64, u64)> {
    let (mut early, mut late) = (0, 0);
    loop {
        let memory = resident_memory()?;
        match done.load(Ordering::Relaxed) * 6 / CALLS {
            6.. => return Some((early, late)),
            1 => early = early.max(memory),
            5 => late = late.max(memory),
            _ => {}
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes half a minute; run it in release"]
async fn the_stand_in_serves_a_thousand_requests_a_second() {
    let service = LocalConnect::builder().keep_requests(false).start().await.unwrap();
    let client = service.client().unwrap();
    let done = Arc::<AtomicU64>::default();
    let memory = tokio::spawn(watch_memory(done.clone()));
    let start = Instant::now();
    let callers: Vec<_> = (0..CALLERS)
        .map(|number| tokio::spawn(caller(number, client.clone(), start, done.clone())))
        .collect();
    for caller in callers {
        caller.await.unwrap();
    }
    let elapsed = start.elapsed();
    let rate = u128::from(service.request_count()) * 1000 / elapsed.as_millis();
    println!("{} requests in {elapsed:.1?}, {rate} requests/s", service.request_count());
    assert_eq!(service.request_count(), CALLS);
    assert!(elapsed < Duration::from_secs(SECONDS + 2), "{elapsed:?}");
    let state = service.state();
    let mut families = state["records"].as_array().unwrap().iter().map(|record| &record["family"]);
    assert!(families.all(|family| family != "User"), "{state}");
    if let Some((early, late)) = memory.await.unwrap() {
        println!("at most {early} KiB from second 5 to 10, and {late} KiB from second 25 on");
        assert!(late * 10 <= early * 11, "memory grows");
    }
}
