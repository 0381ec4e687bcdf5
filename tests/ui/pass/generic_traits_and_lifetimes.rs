//! Traits with parameters, methods with generic arguments and lifetimes of their own.

use std::fmt::Debug;

use connect_runtime::{Call, Client, ConnectClient, Result, ToValues, connect_api, connect_endpoint};
use serde::Serialize;
use serde::de::DeserializeOwned;

trait Store<T, const N: usize>: ConnectClient
where
    T: DeserializeOwned + Debug,
{
    #[connect_endpoint(GET "/items/<Id>")]
    async fn get(&self, id: &str) -> Result<T>;

    #[connect_endpoint(PUT "/items/<Id>?<tags>")]
    fn put<'a, B>(&'a self, id: &str, tags: [&str; N], #[body] item: &B) -> Call<'a, T>
    where
        B: Serialize + ?Sized;

    #[connect_endpoint(GET "/items?<filter>")]
    async fn list<'f>(&self, filter: impl ToValues + 'f) -> Result<Vec<T>>;
}
impl<T: DeserializeOwned + Debug> Store<T, 2> for Client {}

#[connect_api]
trait Api<'a, T: Serialize + 'a> {
    #[connect_endpoint(PUT "/a")]
    fn a(&self, #[body] value: &'a T) -> Call<'_, ()>;
}

fn call(client: &Client) {
    let _ = Store::<String, 2>::put(client, "i", ["a", "b"], "x");
    let _ = Store::<String, 2>::list(client, Some("f"));
    let _ = client.a(&1);
}

fn main() {
    let _ = call;
}
