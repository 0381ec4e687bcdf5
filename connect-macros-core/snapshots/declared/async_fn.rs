trait Federation: ConnectClient {
    /// Retrieves a token for federation.
    #[connect_endpoint(GET "/user/federate/<InstanceId>")]
    async fn get_federation_token(&self, instance_id: &str) -> Result<FederationToken>;
}
