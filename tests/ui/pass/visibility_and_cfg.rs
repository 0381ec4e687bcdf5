//! Traits of any visibility, methods and parameters under `#[cfg]`.

mod api {
    use connect_runtime::{Call, Client, ConnectClient, connect_api, connect_endpoint};

    pub(crate) trait Users: ConnectClient {
        #[cfg(all())]
        #[connect_endpoint(GET "/users?<limit>")]
        fn users(&self, #[cfg(all())] limit: u16) -> Call<'_, ()>;

        #[connect_endpoint(GET "/all-users?<page>")]
        fn all_users(&self, #[cfg(any())] page: Absent) -> Call<'_, ()>;

        #[cfg(any())]
        #[connect_endpoint(GET "/users")]
        fn users(&self) -> Absent;
    }
    impl Users for Client {}

    #[connect_api]
    pub(super) trait Queues {
        #[cfg(all())]
        #[connect_endpoint(GET "/queues")]
        fn queues(&self) -> Call<'_, ()>;

        #[cfg(any())]
        #[connect_endpoint(GET "/queues")]
        fn queues(&self) -> Absent;
    }

    #[cfg(any())]
    #[connect_api]
    pub trait Absent {
        #[connect_endpoint(GET "/absent")]
        fn absent(&self) -> Nothing;
    }
}

use api::{QUEUES_OPERATIONS, Queues as _, Users as _};

fn call(client: &connect_runtime::Client) {
    let _ = (client.users(1), client.all_users(), client.queues());
    assert_eq!(QUEUES_OPERATIONS.len(), 1);
}

fn main() {
    let _ = call;
}
