use connect_runtime::{Call, connect_api};

#[connect_api(servce = CASES, name = "Cases", pages(token = "a"))]
trait Options {
    #[connect_endpoint(GET "/a")]
    fn a(&self) -> Call<'_, ()>;
}

#[connect_api(service = CASES envelope = Bare)]
trait Comma {
    #[connect_endpoint(GET "/a")]
    fn a(&self) -> Call<'_, ()>;
}

#[connect_api(CASES)]
trait Value {
    #[connect_endpoint(GET "/a")]
    fn a(&self) -> Call<'_, ()>;
}

fn main() {}
