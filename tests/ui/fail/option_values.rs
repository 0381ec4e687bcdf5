use connect_runtime::{Call, Client, ConnectClient, Pages, Result, connect_endpoint};

trait Options: ConnectClient {
    #[connect_endpoint(GET "/a", auth = never, timeout = 5, max_attempts = 0)]
    fn values(&self) -> Call<'_, ()>;

    #[connect_endpoint(GET "/a", service = "cases", timeout = "5 minutes", max_attempts = "1")]
    fn forms(&self) -> Call<'_, ()>;

    #[connect_endpoint(GET "/a", timeout("5s"), pages = "NextToken")]
    fn parentheses(&self) -> Call<'_, ()>;

    #[connect_endpoint(GET "/a", error = MyError)]
    fn of_the_trait(&self) -> Call<'_, ()>;

    #[connect_endpoint(GET "/a?<t>", timeout = "5s" pages(token = "T", items = "I"))]
    fn comma(&self, t: Option<&str>) -> Pages<'_, u8>;
}
impl Options for Client {}

trait Paged: ConnectClient {
    #[connect_endpoint(GET "/a?<t>", pages(token = "T"))]
    fn no_items(&self, t: Option<&str>) -> Pages<'_, u8>;

    #[connect_endpoint(GET "/a?<t>", pages(tokn = "T", items = "I"))]
    fn misspelt(&self, t: Option<&str>) -> Pages<'_, u8>;

    #[connect_endpoint(GET "/a?<t>", pages(token = T, items = ""))]
    fn no_strings(&self, t: Option<&str>) -> Pages<'_, u8>;

    #[connect_endpoint(GET "/a", pages(token = "NextToken", items = "I"))]
    fn no_token(&self) -> Pages<'_, u8>;

    #[connect_endpoint(GET "/a?<t>", pages(token = "T", items = "I"))]
    async fn a_future(&self, t: Option<&str>) -> Result<()>;

    #[connect_endpoint(GET "/a?<t>", pages(token = "T" items = "I"))]
    fn comma_within(&self, t: Option<&str>) -> Pages<'_, u8>;

    #[connect_endpoint(GET "/a?<nextToken>", pages(token = "T", items = "I", request_token = "nexttoken"))]
    fn near(&self, next_token: Option<&str>) -> Pages<'_, u8>;

    #[connect_endpoint(POST "/a", pages(token = "T", items = "I", request_token = "nextToken"))]
    fn somewhere(&self, #[body("A")] a: u8) -> Pages<'_, u8>;

    #[connect_endpoint(GET "/a", pages(token = "T", items = "I", request_token = body("nextToken")))]
    fn nowhere(&self) -> Pages<'_, u8>;

    #[connect_endpoint(GET "/a?nextToken=x", pages(token = "NextToken", items = "I"))]
    fn fixed(&self) -> Pages<'_, u8>;
}
impl Paged for Client {}

fn main() {}
