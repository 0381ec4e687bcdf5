use connect_runtime::connect_api;

#[connect_api]
fn users() {}

fn main() {
    users();
}
