use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};
use std::collections::BTreeMap;

trait Headers: ConnectClient {
    #[connect_endpoint(GET "/a")]
    fn reserved(
        &self,
        #[header("Authorization")] a: &str,
        #[header("X-Amz-Date")] b: &str,
        #[header("Host")] c: &str,
        #[header("content-type")] d: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(GET "/a")]
    fn illegal(
        &self,
        #[header("X Y")] a: &str,
        #[header("")] b: &str,
        #[headers("X:")] c: &BTreeMap<String, String>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(GET "/a")]
    fn twice(
        &self,
        #[header("X-A")] a: &str,
        #[header("x-a")] b: &str,
        #[headers("X-M-")] c: &BTreeMap<String, String>,
        #[headers("x-m-")] d: &BTreeMap<String, String>,
    ) -> Call<'_, ()>;
}
impl Headers for Client {}

fn main() {}
