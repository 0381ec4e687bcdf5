use connect_runtime::ToValue;

struct NoText;

#[derive(ToValue)]
struct Two(String, String);

#[derive(ToValue)]
enum Channel {
    Voice,
}

#[derive(ToValue)]
struct Inner(NoText);

fn main() {}
