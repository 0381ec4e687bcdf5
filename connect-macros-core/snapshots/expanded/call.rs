trait Users: ConnectClient {
    fn delete_user(&self, instance_id: &str, id: UserId) -> Call<'_, (), UserError> {
        let mut request = ::connect_runtime::__private::RequestBuilder::new({
            static __OPERATION: ::connect_runtime::__private::Operation = ::connect_runtime::__private::operation(
                "DeleteUser",
                ::connect_runtime::__private::Method::DELETE,
                "/users/<InstanceId>/<UserId>",
            );
            &__OPERATION
        });
        request.path("/users/");
        request.label("instance_id", &instance_id);
        request.path("/");
        request.label("id", &id);
        ::connect_runtime::__private::from_request::<
            Call<'_, (), UserError>,
            ::connect_runtime::Adaptive,
        >(
            ::core::option::Option::Some(::connect_runtime::ConnectClient::client(self)),
            request,
        )
    }
}
