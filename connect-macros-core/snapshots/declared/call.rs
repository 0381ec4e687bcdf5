trait Users: ConnectClient {
    #[connect_endpoint(DELETE "/users/<InstanceId>/<UserId>")]
    fn delete_user(&self, instance_id: &str, #[path("UserId")] id: UserId) -> Call<'_, (), UserError>;
}
