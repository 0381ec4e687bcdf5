//! What the macros write brings no lint. Clippy's pedantic ones hold for all tests of this package.

#![deny(warnings, missing_docs, missing_debug_implementations, unreachable_pub, unused, rust_2018_idioms)]
#![deny(elided_lifetimes_in_paths, single_use_lifetimes, trivial_casts, unused_lifetimes)]
#![deny(unused_qualifications, variant_size_differences, let_underscore_drop, missing_copy_implementations)]
#![forbid(unsafe_code)]

use connect_runtime::{Call, Client, ConnectClient, Pages, Result, connect_api, connect_endpoint};

trait Users: ConnectClient {
    #[connect_endpoint(PUT "/members/<UserId>?<tag>")]
    async fn update_user(&self, user_id: &str, tag: &[&str], #[body("Name")] name: &str) -> Result<()>;

    #[connect_endpoint(GET "/members?<nextToken>", pages(token = "NextToken", items = "Users"))]
    fn users(&self, next_token: Option<&str>) -> Pages<'_, String>;
}
impl Users for Client {}

#[connect_api(timeout = "1s")]
trait Queues {
    #[connect_endpoint(GET "/lines")]
    fn queues(&self) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/lines/<QueueId>?<tag>")]
    async fn update_queue(&self, queue_id: String, tag: &[&str], #[body("Name")] name: &str) -> Result<()>;
}

#[derive(Debug, Clone, Copy)]
struct PartialFake;

impl Queues for PartialFake {}

fn call(client: &Client) {
    drop((client.update_user("u", &[], "n"), client.users(None), client.queues()));
    drop((PartialFake.queues(), client.update_queue(String::new(), &[], "n")));
    assert_eq!(QUEUES_OPERATIONS.len(), 2);
}

fn main() {
    let _: fn(&Client) = call;
}
