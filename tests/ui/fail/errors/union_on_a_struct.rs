use connect_runtime::ConnectUnion;

#[derive(ConnectUnion)]
struct Filter;

fn main() {}
