trait Users: ConnectClient {
    #[deprecated]
    fn create(
        &self,
        instance_id: &str,
        user: &NewUser,
    ) -> impl ::core::future::Future<
        Output = Result<User, UserError>,
    > + ::core::marker::Send {
        let mut request = ::connect_runtime::__private::RequestBuilder::new({
            static __OPERATION: ::connect_runtime::__private::Operation = ::connect_runtime::__private::with_max_attempts(
                ::connect_runtime::__private::with_timeout(
                    ::connect_runtime::__private::operation(
                        "CreateUser",
                        ::connect_runtime::__private::Method::PUT,
                        "/users/<InstanceId>",
                    ),
                    ::connect_runtime::__private::Duration::new(5u64, 0u32),
                ),
                1u32,
            );
            &__OPERATION
        });
        request.path("/users/");
        request.label("instance_id", &instance_id);
        request.json_body("user", &user);
        ::connect_runtime::__private::send::<
            Result<User, UserError>,
            ::connect_runtime::Adaptive,
        >(
            ::core::option::Option::Some(::connect_runtime::ConnectClient::client(self)),
            request,
        )
    }
}
