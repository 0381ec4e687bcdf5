#[connect_api]
trait Users {
    #[connect_endpoint(GET "users")]
    fn list_users(&self) -> Call<'_, Vec<User>>;
}
