use connect_runtime::ConnectUnion;

#[derive(ConnectUnion)]
enum Filter {
    Tag(u8),
}

fn used(json: &str) -> Filter {
    serde_json::from_str(json).unwrap()
}

fn main() {}
