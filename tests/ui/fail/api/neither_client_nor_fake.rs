use connect_runtime::*;

#[connect_api]
trait Users {
    #[connect_endpoint(GET "/users")]
    fn users(&self) -> Call<'_, Vec<String>>;
}

struct App {
    _client: Client,
}

fn print(_users: &(impl Users + ?Sized)) {}

fn call(app: &App) {
    print(app);
}

fn main() {
    let _ = call;
}
