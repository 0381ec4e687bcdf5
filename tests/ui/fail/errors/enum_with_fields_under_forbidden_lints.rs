#![forbid(dead_code, unused, missing_docs)]

use connect_runtime::ConnectEnum;

#[derive(ConnectEnum)]
enum Channel {
    Voice(u8),
    #[other]
    Other(String),
}

fn used(value: Channel) -> String {
    serde_json::to_string(&value).unwrap() + value.as_str() + &value.to_string()
}

fn main() {}
