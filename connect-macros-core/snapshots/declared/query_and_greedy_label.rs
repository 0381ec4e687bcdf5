trait Files: ConnectClient {
    #[connect_endpoint(GET "/files/<Key..>?version=2&draft&<maxResults>")]
    fn file(
        &self,
        key: &str,
        max_results: Option<u32>,
        #[query("tag")] tags: &[&str],
        #[query] filter: &Filter,
    ) -> Call<'_, Bytes>;
}
