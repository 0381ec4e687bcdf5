trait Users: ConnectClient {
    #[connect_endpoint(
        POST "/search-users",
        pages(token = "NextToken", items = "Users", request_token = body("NextToken")),
    )]
    fn search_users(
        &self,
        #[body("InstanceId")] instance_id: &str,
        #[body("NextToken")] next_token: Option<&str>,
    ) -> Pages<'_, User>;
}
