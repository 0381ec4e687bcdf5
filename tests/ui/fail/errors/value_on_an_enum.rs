use connect_runtime::ToValue;

#[derive(ToValue)]
enum Channel {
    Voice,
}

fn main() {}
