//! Runs the AWS SDKs' test vectors for clock skew correction: whole calls, on a machine whose clock the test sets.
//!
//! The facts are those of `test-data/clock-skew-test-cases.json` in the crate `aws-runtime` 1.10 (Copyright
//! Amazon.com, Inc. or its affiliates, Apache-2.0), rewritten as Rust. Times are seconds from one start.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use bytes::Bytes;

use crate::protocol::timestamp::{HttpDate, Timestamp};
use crate::time::clock::MACHINE_TIME;
use crate::{
    BoxFuture, Call, Client, ConnectClient, Credentials, Transport, TransportError,
    connect_endpoint,
};

/// 2026-01-01T00:00:00Z.
const START: u64 = 1_767_225_600;

trait Api: ConnectClient {
    #[connect_endpoint(POST "/post")]
    fn post(&self) -> Call<'_, ()>;
}
impl Api for Client {}

#[derive(Clone, Copy)]
struct Vector {
    name: &'static str,
    /// The correction that the client starts with, in seconds.
    correction: i64,
    operations: &'static [Operation],
}

#[derive(Clone, Copy)]
struct Operation {
    max_attempts: u32,
    attempts: &'static [Attempt],
    correction_after: i64,
    succeeds: bool,
}

#[derive(Clone, Copy)]
struct Attempt {
    sent: u64,
    received: u64,
    /// The time of the signature.
    signed: u64,
    answer: Answer,
}

#[derive(Clone, Copy)]
struct Answer {
    /// The code of an error response.
    code: Option<&'static str>,
    date: Option<u64>,
    age: Option<&'static str>,
}

const fn ok(date: u64) -> Answer {
    Answer { code: None, date: Some(date), age: None }
}

const fn refusal(code: &'static str, date: u64) -> Answer {
    Answer { code: Some(code), date: Some(date), age: None }
}

const fn attempt(sent: u64, received: u64, signed: u64, answer: Answer) -> Attempt {
    Attempt { sent, received, signed, answer }
}

const fn succeeds(attempts: &'static [Attempt], correction_after: i64) -> Operation {
    Operation { max_attempts: 3, attempts, correction_after, succeeds: true }
}

const fn fails(attempts: &'static [Attempt], correction_after: i64) -> Operation {
    Operation { max_attempts: 3, attempts, correction_after, succeeds: false }
}

const MINUTE: u64 = 60;
const NOON: u64 = 12 * 60 * MINUTE;
/// 16:51 of the first day.
const LATE: u64 = NOON + 291 * MINUTE;

const CACHED: Answer = Answer { code: None, date: Some(NOON + 3 * MINUTE + 1), age: Some("17280") };

const VECTORS: [Vector; 10] = [
    Vector {
        name: "the clocks agree",
        correction: 0,
        operations: &[succeeds(&[attempt(0, 2, 0, ok(1))], 0)],
    },
    Vector {
        name: "a definite skew error is retried, and the next call starts with the correction",
        correction: 0,
        operations: &[
            succeeds(
                &[
                    attempt(0, 2, 0, refusal("RequestTimeTooSkewed", 301)),
                    attempt(2, 4, 302, ok(303)),
                ],
                300,
            ),
            succeeds(&[attempt(60, 62, 360, ok(361))], 300),
        ],
    },
    Vector {
        name: "a skew error without attempts left updates the correction",
        correction: 0,
        operations: &[Operation {
            max_attempts: 1,
            ..fails(&[attempt(0, 2, 0, refusal("RequestTimeTooSkewed", 301))], 300)
        }],
    },
    Vector {
        name: "a response that took too long does not update the correction",
        correction: 0,
        operations: &[
            succeeds(&[attempt(0, 16 * MINUTE, 0, ok(10 * MINUTE))], 0),
            succeeds(
                &[attempt(17 * MINUTE, 17 * MINUTE + 2, 17 * MINUTE, ok(22 * MINUTE + 1))],
                300,
            ),
        ],
    },
    Vector {
        name: "a successful response takes a stale correction back",
        correction: 300,
        operations: &[succeeds(&[attempt(0, 2, 300, ok(1))], 0)],
    },
    Vector {
        name: "a possible skew error below the threshold is final, and updates the correction",
        correction: 0,
        operations: &[fails(&[attempt(0, 2, 0, refusal("InvalidSignatureException", 121))], 120)],
    },
    Vector {
        name: "a possible skew error above the threshold is retried",
        correction: 0,
        operations: &[succeeds(
            &[
                attempt(0, 2, 0, refusal("InvalidSignatureException", 301)),
                attempt(2, 4, 302, ok(303)),
            ],
            300,
        )],
    },
    Vector {
        name: "a skew error without a date is final",
        correction: 0,
        operations: &[fails(
            &[attempt(
                0,
                2,
                0,
                Answer { code: Some("RequestTimeTooSkewed"), date: None, age: None },
            )],
            0,
        )],
    },
    Vector {
        name: "a cached response does not update the correction",
        correction: 0,
        operations: &[
            succeeds(&[attempt(LATE, LATE + 2, LATE, CACHED)], 0),
            succeeds(&[attempt(LATE + 10, LATE + 12, LATE + 10, ok(LATE + 311))], 300),
        ],
    },
    Vector {
        name: "a cached response does not disturb the next call",
        correction: 0,
        operations: &[
            succeeds(&[attempt(LATE, LATE + 2, LATE, CACHED)], 0),
            succeeds(&[attempt(LATE + 10, LATE + 12, LATE + 10, ok(LATE + 11))], 0),
        ],
    },
];

/// Cases of this crate: what the vectors leave open.
const FURTHER: [Vector; 5] = [
    Vector {
        name: "a request that was signed for the future is retried for the past",
        correction: 0,
        operations: &[succeeds(
            &[
                attempt(900, 902, 900, refusal("RequestInTheFuture", 301)),
                attempt(902, 904, 302, ok(303)),
            ],
            -600,
        )],
    },
    Vector {
        name: "an expired request is retried for the service's time",
        correction: 0,
        operations: &[succeeds(
            &[attempt(0, 2, 0, refusal("RequestExpired", 901)), attempt(2, 4, 902, ok(903))],
            900,
        )],
    },
    Vector {
        name: "an error response takes a stale correction back",
        correction: 3600,
        operations: &[
            fails(&[attempt(0, 2, 3600, refusal("ResourceNotFoundException", 1))], 0),
            succeeds(&[attempt(9, 9, 9, ok(9))], 0),
        ],
    },
    Vector {
        name: "a refusal takes a stale correction back and is retried",
        correction: 3600,
        operations: &[succeeds(
            &[
                attempt(0, 2, 3600, refusal("InvalidSignatureException", 1)),
                attempt(2, 4, 2, ok(3)),
            ],
            0,
        )],
    },
    Vector {
        name: "a date within a slow round trip confirms the correction",
        correction: 0,
        operations: &[
            succeeds(&[attempt(0, 600, 0, ok(600))], 0),
            succeeds(&[attempt(700, 702, 700, ok(702))], 0),
        ],
    },
];

/// Answers as the attempts of an operation say. Checks the time of each signature and sets the machine's clock.
#[derive(Default)]
struct Service(Mutex<VecDeque<Attempt>>);

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(START + seconds)
}

impl Transport for &'static Service {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let mut attempts = self.0.lock().unwrap();
        let attempt = attempts.pop_front().expect("an attempt that the vector does not have");
        let signed = Timestamp::try_from(at(attempt.signed)).unwrap().to_basic_format();
        assert_eq!(request.headers()["x-amz-date"], signed.as_str());
        // The next attempt of a call starts when the response has arrived.
        MACHINE_TIME.set(Some(at(attempt.received)));
        let Answer { code, date, age } = attempt.answer;
        let mut response = http::Response::builder().status(if code.is_some() { 403 } else { 200 });
        if let Some(code) = code {
            response = response.header("x-amzn-errortype", code);
        }
        if let Some(date) = date {
            let date = HttpDate::from(Timestamp::try_from(at(date)).unwrap());
            response = response.header("date", date.to_string());
        }
        if let Some(age) = age {
            response = response.header("age", age);
        }
        Box::pin(std::future::ready(Ok(response.body(Bytes::new()).unwrap())))
    }
}

async fn run(vector: Vector) {
    let name = vector.name;
    let service: &'static Service = Box::leak(Box::default());
    let client = Client::builder()
        .region("us-west-2")
        .credentials(Credentials::new("AKID", "secret", None, None, "test"))
        .transport(service)
        .build()
        .unwrap();
    let clock = client.dispatcher().signing.clock();
    if vector.correction != 0 {
        // A response teaches the client the correction that the vector starts with.
        let date = u64::try_from(vector.correction).unwrap();
        perform(&client, service, &succeeds(leaked(attempt(0, 0, 0, ok(date))), 0)).await;
        assert_eq!(clock.seconds_ahead(), vector.correction, "{name}");
    }
    for operation in vector.operations {
        let is_ok = perform(&client, service, operation).await;
        assert_eq!(is_ok, operation.succeeds, "{name}");
        assert!(service.0.lock().unwrap().is_empty(), "{name}: too few attempts");
        assert_eq!(clock.seconds_ahead(), operation.correction_after, "{name}");
    }
}

fn leaked(attempt: Attempt) -> &'static [Attempt] {
    Box::leak(Box::new([attempt]))
}

/// Makes the call. Returns whether it succeeded.
async fn perform(client: &Client, service: &Service, operation: &Operation) -> bool {
    service.0.lock().unwrap().extend(operation.attempts);
    MACHINE_TIME.set(Some(at(operation.attempts[0].sent)));
    let outcome = client.post().max_attempts(operation.max_attempts).await;
    MACHINE_TIME.set(None);
    outcome.is_ok()
}

#[tokio::test]
async fn the_vectors_of_the_aws_sdks_hold() {
    for vector in VECTORS {
        run(vector).await;
    }
}

#[tokio::test]
async fn further_cases_hold() {
    for vector in FURTHER {
        run(vector).await;
    }
}
