use connect_runtime::ConnectEnum;

#[derive(ConnectEnum)]
struct Channel(String);

fn main() {}
