use connect_runtime::{Client, Pages, connect_api};

#[connect_api]
trait Api {
    #[connect_endpoint(GET "/users?<nextToken>", pages(token = "NextToken", items = "Users"))]
    fn users(&self, next_token: Option<&str>) -> Pages<'_, String>;

    #[connect_endpoint(GET "/users?<nextToken>", pages(token = "NextToken", items = "Users"))]
    fn queues(&self, next_token: Option<&str>) -> Pages<'_, String>;
}

fn call(client: &Client) {
    let _ = client.queues(None);
}

fn main() {
    let _ = call;
}
