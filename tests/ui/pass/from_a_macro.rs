//! A trait may come from `macro_rules!`.

use connect_runtime::{Call, Client, ConnectClient, Result, connect_endpoint};

macro_rules! api {
    ($name:ident { $($method:ident($($argument:ident),*) $http:ident $template:literal;)* }) => {
        trait $name: ConnectClient {
            $(
                #[connect_endpoint($http $template)]
                fn $method(&self, $($argument: &str),*) -> Call<'_, String>;
            )*
        }
    };
}

api!(Users { get_user(user_id) GET "/members/<UserId>"; all_members() GET "/members"; });
impl Users for Client {}

macro_rules! method {
    ($output:ty) => {
        trait Instances: ConnectClient {
            #[connect_endpoint(GET "/instance/<Id>")]
            async fn instance(&self, id: &str) -> Result<$output>;
        }
        impl Instances for Client {}
    };
}
method!(Vec<String>);

fn main() {
    let client: Option<&dyn Users> = None;
    if let Some(client) = client {
        drop((client.get_user("i"), client.all_members()));
    }
}
