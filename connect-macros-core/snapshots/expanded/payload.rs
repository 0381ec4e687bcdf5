trait Files: ConnectClient {
    fn upload(&self, text: Option<&str>) -> Call<'_, String> {
        let mut request = ::connect_runtime::__private::RequestBuilder::new({
            static __OPERATION: ::connect_runtime::__private::Operation = ::connect_runtime::__private::operation(
                "Upload",
                ::connect_runtime::__private::Method::POST,
                "/files",
            );
            &__OPERATION
        });
        request.path("/files");
        request.payload("text/plain", &text);
        ::connect_runtime::__private::from_request::<
            Call<'_, String>,
            ::connect_runtime::Raw,
        >(
            ::core::option::Option::Some(::connect_runtime::ConnectClient::client(self)),
            request,
        )
    }
}
