use connect_runtime::ConnectEnum;

#[derive(ConnectEnum)]
enum Channel {
    Voice,
    #[other]
    #[text("OTHER")]
    Other(String),
}

fn used(value: Channel) -> String {
    serde_json::to_string(&value).unwrap() + value.as_str() + &value.to_string()
}

fn main() {}
