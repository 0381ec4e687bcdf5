//! Types of the names that everyone has.

#![allow(dead_code)]

pub struct Result;
pub struct String;
pub struct Option;
pub struct Vec;
pub struct Box;
pub struct Send;
pub struct Future;
pub struct Call;
pub struct Client;
pub mod std {}
pub mod core {}
pub mod serde {}

trait Users: connect_runtime::ConnectClient {
    #[connect_runtime::connect_endpoint(PUT "/members/<UserId>?<maxResults>", timeout = "5s")]
    async fn update_user(
        &self,
        user_id: &str,
        max_results: u8,
        #[header("X-A")] a: &str,
        #[body("Name")] name: &str,
    ) -> connect_runtime::Result<()>;

    #[connect_runtime::connect_endpoint(GET "/members")]
    fn users(&self) -> connect_runtime::Call<'_, ()>;
}
impl Users for connect_runtime::Client {}

fn main() {}
