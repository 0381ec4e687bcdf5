use connect_runtime::ConnectEnum;

#[derive(ConnectEnum)]
enum Channel {
    #[text("VOICE", "CALL")]
    Voice,
    #[other]
    Other(String),
}

fn used(value: Channel) -> String {
    serde_json::to_string(&value).unwrap() + value.as_str() + &value.to_string()
}

fn main() {}
