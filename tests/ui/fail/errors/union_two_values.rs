use connect_runtime::{ConnectUnion, UnknownMember};

#[derive(ConnectUnion)]
enum Filter {
    Tag(u8, u8),
    #[other]
    Other(UnknownMember),
}

fn used(json: &str) -> Filter {
    serde_json::from_str(json).unwrap()
}

fn main() {}
