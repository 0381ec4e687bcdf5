trait Users: ConnectClient {
    #[connect_endpoint(PUT "/users/<InstanceId>", name = "CreateUser", timeout = "5s", max_attempts = 1)]
    #[deprecated]
    async fn create(&self, instance_id: &str, #[body] user: &NewUser) -> Result<User, UserError>;
}
