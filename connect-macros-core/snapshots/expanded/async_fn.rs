trait Federation: ConnectClient {
    /// Retrieves a token for federation.
    fn get_federation_token(
        &self,
        instance_id: &str,
    ) -> impl ::core::future::Future<
        Output = Result<FederationToken>,
    > + ::core::marker::Send {
        let mut request = ::connect_runtime::__private::RequestBuilder::new({
            static __OPERATION: ::connect_runtime::__private::Operation = ::connect_runtime::__private::operation(
                "GetFederationToken",
                ::connect_runtime::__private::Method::GET,
                "/user/federate/<InstanceId>",
            );
            &__OPERATION
        });
        request.path("/user/federate/");
        request.label("instance_id", &instance_id);
        ::connect_runtime::__private::send::<
            Result<FederationToken>,
            ::connect_runtime::Adaptive,
        >(
            ::core::option::Option::Some(::connect_runtime::ConnectClient::client(self)),
            request,
        )
    }
}
