use connect_runtime::ToValue;

#[derive(ToValue)]
#[connect(unchecked)]
struct UserId(String);

fn main() {}
