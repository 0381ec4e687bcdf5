use connect_runtime::ConnectError;

#[derive(Debug, ConnectError)]
enum MyError<T: std::fmt::Debug> {
    #[other]
    Other(T),
}

fn main() {}
