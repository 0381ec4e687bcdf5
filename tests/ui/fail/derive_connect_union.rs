use connect_runtime::{ConnectUnion, UnknownMember};

#[derive(ConnectUnion)]
enum Closed {
    A(u8),
}

#[derive(ConnectUnion)]
enum Members {
    A,
    B(u8, u8),
    #[member("C")]
    C(u8),
    #[member("C")]
    D(u8),
    #[other]
    Other(UnknownMember),
}

#[derive(ConnectUnion)]
enum Names {
    #[member("A", "B")]
    A(u8),
    #[other]
    Other(UnknownMember),
}

fn used(json: &str) -> Names {
    serde_json::from_str(json).unwrap()
}

fn main() {}
