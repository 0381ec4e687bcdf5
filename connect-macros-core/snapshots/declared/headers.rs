trait Chat: ConnectClient {
    #[connect_endpoint(POST "/participant/connection", service = PARTICIPANT, auth = none)]
    async fn connect(
        &self,
        #[header("X-Amz-Bearer")] participant_token: &str,
        #[headers("X-Meta-")] meta: &BTreeMap<String, String>,
    ) -> Result<Connection>;
}
