use connect_runtime::connect_api;

#[connect_api]
trait Users {}

fn main() {}
