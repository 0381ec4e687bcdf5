use connect_runtime::ConnectError;

#[derive(Debug, ConnectError)]
struct MyError;

fn main() {}
