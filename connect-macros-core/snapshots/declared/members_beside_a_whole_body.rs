trait Tasks: ConnectClient {
    #[connect_endpoint(PUT "/contact/task")]
    fn start_task(
        &self,
        #[body] task: &NewTask,
        #[body("InstanceId")] instance_id: &str,
        #[cfg(feature = "names")]
        #[body("Name")]
        name: &str,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Call<'_, Started>;
}
