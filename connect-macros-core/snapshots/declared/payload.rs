trait Files: ConnectClient {
    #[connect_endpoint(POST "/files", envelope = Raw)]
    fn upload(&self, #[payload("text/plain")] text: Option<&str>) -> Call<'_, String>;
}
