trait Users: ConnectClient {
    fn search_users(
        &self,
        instance_id: &str,
        next_token: Option<&str>,
    ) -> Pages<'_, User> {
        let mut request = ::connect_runtime::__private::RequestBuilder::new({
            static __OPERATION: ::connect_runtime::__private::Operation = ::connect_runtime::__private::with_paging(
                ::connect_runtime::__private::operation(
                    "SearchUsers",
                    ::connect_runtime::__private::Method::POST,
                    "/search-users",
                ),
                "NextToken",
                "Users",
                ::connect_runtime::__private::RequestToken::Body("NextToken"),
            );
            &__OPERATION
        });
        request.path("/search-users");
        request.body_members();
        request.body_member("InstanceId", "instance_id", &instance_id);
        request.body_member("NextToken", "next_token", &next_token);
        ::connect_runtime::__private::from_paged_request::<
            Pages<'_, User>,
            ::connect_runtime::Adaptive,
        >(
            ::core::option::Option::Some(::connect_runtime::ConnectClient::client(self)),
            request,
        )
    }
}
