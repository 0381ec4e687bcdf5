use connect_runtime::connect_api;

#[connect_api]
struct Users;

fn main() {
    let _ = Users;
}
