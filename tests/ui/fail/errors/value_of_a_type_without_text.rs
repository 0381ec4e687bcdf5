use connect_runtime::ToValue;

struct Opaque;

#[derive(ToValue)]
struct Wrapper(Opaque);

fn main() {}
