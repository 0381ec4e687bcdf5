use connect_runtime::{Call, Client, Result, connect_endpoint};

trait Api {
    #[connect_endpoint(GET "/users/<UserId>")]
    async fn get_user(&self, user_id: &str) -> Result<String>;

    #[connect_endpoint(GET "/users/<UserId>")]
    fn get_user_call(&self, user_id: &str) -> Call<'_, String>;
}
impl Api for Client {}

fn main() {}
