//! The arguments of an `async fn` are encoded before its future is made, which is `Send` all the same.

use std::marker::PhantomData;

use connect_runtime::{Client, ConnectClient, Result, connect_endpoint};
use serde::Serialize;

#[derive(Serialize)]
struct NotSend(#[serde(skip)] PhantomData<*const ()>);

trait Users: ConnectClient {
    #[connect_endpoint(PUT "/members")]
    async fn new_member(&self, #[body] user: &NotSend) -> Result<()>;
}
impl Users for Client {}

fn is_send(_: &impl Send) {}

fn call(client: &Client) {
    is_send(&client.new_member(&NotSend(PhantomData)));
}

fn main() {
    let _ = call;
}
