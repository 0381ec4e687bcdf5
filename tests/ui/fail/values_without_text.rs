use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

struct NoText;

trait Values: ConnectClient {
    #[connect_endpoint(POST "/<A>")]
    fn label(&self, a: Option<&str>) -> Call<'_, ()>;

    #[connect_endpoint(POST "/?<a>")]
    fn query(&self, a: &[NoText]) -> Call<'_, ()>;

    #[connect_endpoint(POST "/")]
    fn query_fields(&self, #[query] a: &NoText) -> Call<'_, ()>;

    #[connect_endpoint(POST "/")]
    fn header(&self, #[header("X-A")] a: NoText) -> Call<'_, ()>;

    #[connect_endpoint(POST "/")]
    fn headers(&self, #[headers("X-")] a: &str) -> Call<'_, ()>;

    #[connect_endpoint(POST "/")]
    fn member(&self, #[body("A")] a: &NoText) -> Call<'_, ()>;

    #[connect_endpoint(POST "/")]
    fn payload(&self, #[payload] a: NoText) -> Call<'_, ()>;
}
impl Values for Client {}

fn main() {}
