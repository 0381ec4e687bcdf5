trait Tasks: ConnectClient {
    fn start_task(
        &self,
        instance_id: &str,
        #[cfg(feature = "names")]
        name: &str,
        client_token: Option<&str>,
    ) -> Call<'_, Started> {
        let mut request = ::connect_runtime::__private::RequestBuilder::new({
            static __OPERATION: ::connect_runtime::__private::Operation = ::connect_runtime::__private::with_idempotency_token(
                ::connect_runtime::__private::operation(
                    "StartTaskContact",
                    ::connect_runtime::__private::Method::PUT,
                    "/contact/task",
                ),
            );
            &__OPERATION
        });
        request.path("/contact/task");
        request.body_members();
        request.body_member("InstanceId", "instance_id", &instance_id);
        #[cfg(feature = "names")] request.body_member("Name", "name", &name);
        request
            .body_member(
                "ClientToken",
                "client_token",
                &::connect_runtime::__private::idempotency_token(&client_token),
            );
        ::connect_runtime::__private::from_request::<
            Call<'_, Started>,
            ::connect_runtime::Adaptive,
        >(
            ::core::option::Option::Some(::connect_runtime::ConnectClient::client(self)),
            request,
        )
    }
}
