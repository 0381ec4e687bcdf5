trait Store<T: DeserializeOwned>: ConnectClient {
    fn put<'a, B>(
        &'a self,
        r#type: &str,
        tags: impl ToValues,
        item: &B,
    ) -> impl ::core::future::Future<Output = Result<T>> + ::core::marker::Send
    where
        B: Serialize + ?Sized,
    {
        let mut request = ::connect_runtime::__private::RequestBuilder::new({
            static __OPERATION: ::connect_runtime::__private::Operation = ::connect_runtime::__private::operation(
                "Put",
                ::connect_runtime::__private::Method::PUT,
                "/items/<type>",
            );
            &__OPERATION
        });
        request.path("/items/");
        request.label("type", &r#type);
        request.query("tags", &tags);
        request.json_body("item", &item);
        ::connect_runtime::__private::send::<
            Result<T>,
            ::connect_runtime::Adaptive,
        >(
            ::core::option::Option::Some(::connect_runtime::ConnectClient::client(self)),
            request,
        )
    }
}
