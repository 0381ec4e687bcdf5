use connect_runtime::*;

#[connect_api]
trait Users {
    #[connect_endpoint(GET "/users")]
    fn users(&self) -> Call<'_, Vec<String>>;
}

struct Fake;

impl Users for Fake {}

fn print(_users: impl Users) {}

fn main() {
    let users: &dyn Users = &Fake;
    print(users);
}
