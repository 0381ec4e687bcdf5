use connect_runtime::ToValue;

#[derive(ToValue)]
struct Pair(String, String);

fn main() {}
