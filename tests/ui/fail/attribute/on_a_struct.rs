use connect_runtime::connect_endpoint;

#[connect_endpoint(GET "/users")]
struct User;

fn main() {
    let _ = User;
}
