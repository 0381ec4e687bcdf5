use connect_runtime::connect_endpoint;

struct User;

#[connect_endpoint(GET "/users")]
impl User {}

fn main() {
    let _ = User;
}
