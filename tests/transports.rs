//! Transports around transports.

use std::sync::{Arc, Mutex};

use connect_runtime::bytes::Bytes;
use connect_runtime::testing::LocalConnect;
use connect_runtime::{
    BoxFuture, Call, Client, ConnectClient, Operation, Transport, TransportError, connect_endpoint,
    http,
};

trait Api: ConnectClient {
    #[connect_endpoint(GET "/get")]
    fn get(&self) -> Call<'_, ()>;
}
impl Api for Client {}

async fn service() -> LocalConnect {
    let service = LocalConnect::start().await.unwrap();
    service.route(http::Method::GET, "/get", |_| http::Response::default());
    service
}

/// Writes down what passes.
struct Noting {
    name: &'static str,
    notes: Arc<Mutex<Vec<String>>>,
    inner: Arc<dyn Transport>,
}

impl Transport for Noting {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let operation = request.extensions().get::<&'static Operation>().map(|found| found.name());
        let is_signed = request.headers().contains_key("authorization");
        self.notes.lock().unwrap().push(format!("{} {operation:?} {is_signed}", self.name));
        self.inner.send(request)
    }
}

#[tokio::test]
async fn the_transport_added_last_is_the_outermost() {
    let service = service().await;
    let notes = Arc::<Mutex<Vec<String>>>::default();
    let noting = |name| {
        let notes = notes.clone();
        move |inner| Noting { name, notes, inner }
    };
    let client = service
        .client_builder()
        .wrap_transport(noting("inner"))
        .wrap_transport(noting("outer"))
        .build()
        .unwrap();
    client.get().await.unwrap();
    assert_eq!(*notes.lock().unwrap(), ["outer Some(\"Get\") true", "inner Some(\"Get\") true"]);
}
