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
    #[value("A")]
    B,
    #[value]
    C,
    #[value("D", "E")]
    D,
    #[other]
    Other(String),
    #[other]
    Rest(String),
}

#[derive(ConnectEnum)]
enum Generic<T> {
    #[other]
    Other(T),
}

fn main() {}
