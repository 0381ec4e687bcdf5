#[derive(ConnectEnum)]
pub enum Channel {
    Voice,
    #[text("WEB_CHAT")]
    Chat,
    #[other]
    Other(String),
}

#[derive(ConnectUnion)]
enum Reference {
    Url(UrlReference),
    #[member("Number")]
    Count(u32),
    #[other]
    Other(UnknownMember),
}

#[derive(ToValue)]
struct UserId<'a>(&'a str);
