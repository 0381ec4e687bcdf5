trait Users: ConnectClient {
    #[connect_endpoint(GTE "/users/<UserId>")]
    async fn get_user(&self, user_id: &str, #[qurey("a")] a: u8) -> Result<User>;
}
