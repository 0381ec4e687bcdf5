use connect_runtime::ConnectEnum;

#[derive(ConnectEnum)]
struct NoEnum(String);

#[derive(ConnectEnum)]
enum Closed {
    A,
}

#[derive(ConnectEnum)]
enum Fields {
    A(u8),
    #[other]
    B,
}

#[derive(ConnectEnum)]
enum Values {
    A,
    #[text("A")]
    B,
    #[text]
    C,
    #[text("D", "E")]
    D,
    #[other]
    Other(String),
    #[other]
    Rest(String),
}

#[derive(ConnectEnum)]
enum Twice {
    #[text("A")]
    #[text("B")]
    A,
    #[other]
    #[text("C")]
    Other(String),
}

fn used(value: Twice) -> String {
    serde_json::to_string(&value).unwrap() + value.as_str() + &value.to_string()
}

#[derive(ConnectEnum)]
enum Generic<T> {
    #[other]
    Other(T),
}

fn main() {}
