use connect_runtime::{Call, connect_api};

#[connect_api(pages)]
trait Users {
    #[connect_endpoint(GET "/users/<UserId>")]
    fn get_user(&self, user_id: &str) -> Call<'_, ()>;
}

fn main() {}
