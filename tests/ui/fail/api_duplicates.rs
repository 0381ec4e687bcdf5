use connect_runtime::{Call, connect_api};

#[connect_api]
trait Names {
    #[connect_endpoint(GET "/a/<Id>")]
    fn get_user(&self, id: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/b/<Id>", name = "GetUser")]
    fn user(&self, id: &str) -> Call<'_, ()>;
}

#[connect_api]
trait Services {
    #[connect_endpoint(GET "/a")]
    fn tag_resource(&self) -> Call<'_, ()>;

    #[connect_endpoint(GET "/a", service = CASES, name = "TagResource")]
    fn tag_case(&self) -> Call<'_, ()>;

    #[cfg(all())]
    #[connect_endpoint(GET "/a")]
    fn conditional(&self) -> Call<'_, ()>;
}

#[connect_api]
trait Routes {
    #[connect_endpoint(GET "/a/<Id>?<x>")]
    fn a(&self, id: &str, x: Option<u8>) -> Call<'_, ()>;

    #[connect_endpoint(GET "/a/<Name>")]
    fn b(&self, name: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/a/<Name>?kind=c")]
    fn c(&self, name: &str) -> Call<'_, ()>;
}

fn main() {}
