trait Files: ConnectClient {
    fn file(
        &self,
        key: &str,
        max_results: Option<u32>,
        tags: &[&str],
        filter: &Filter,
    ) -> Call<'_, Bytes> {
        let mut request = ::connect_runtime::__private::RequestBuilder::new({
            static __OPERATION: ::connect_runtime::__private::Operation = ::connect_runtime::__private::operation(
                "File",
                ::connect_runtime::__private::Method::GET,
                "/files/<Key..>",
            );
            &__OPERATION
        });
        request.path("/files/");
        request.greedy_label("key", &key);
        request.fixed_query("version=2");
        request.fixed_query("draft");
        request.query("maxResults", &max_results);
        request.query("tag", &tags);
        request
            .query_fields("filter", &filter, &["version", "draft", "maxResults", "tag"]);
        ::connect_runtime::__private::from_request::<
            Call<'_, Bytes>,
            ::connect_runtime::Adaptive,
        >(
            ::core::option::Option::Some(::connect_runtime::ConnectClient::client(self)),
            request,
        )
    }
}
