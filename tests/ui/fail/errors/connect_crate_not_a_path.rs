use connect_runtime::ConnectEnum;

#[derive(ConnectEnum)]
#[connect(crate = "company::")]
enum Channel {
    Voice,
    #[other]
    Other(String),
}

fn main() {
    let _ = [Channel::Voice.as_str(), Channel::Other(String::new()).as_str()];
}
