trait Chat: ConnectClient {
    fn connect(
        &self,
        participant_token: &str,
        meta: &BTreeMap<String, String>,
    ) -> impl ::core::future::Future<
        Output = Result<Connection>,
    > + ::core::marker::Send {
        let mut request = ::connect_runtime::__private::RequestBuilder::new({
            static __OPERATION: ::connect_runtime::__private::Operation = ::connect_runtime::__private::with_auth(
                ::connect_runtime::__private::with_service(
                    ::connect_runtime::__private::operation(
                        "CreateParticipantConnection",
                        ::connect_runtime::__private::Method::POST,
                        "/participant/connection",
                    ),
                    ::connect_runtime::service::PARTICIPANT,
                ),
                ::connect_runtime::__private::Auth::None,
            );
            &__OPERATION
        });
        request.path("/participant/connection");
        request.header("x-amz-bearer", "participant_token", &participant_token);
        request.headers("x-meta-", "meta", &meta, &["x-amz-bearer"]);
        request.body_members();
        ::connect_runtime::__private::send::<
            Result<Connection>,
            ::connect_runtime::Adaptive,
        >(
            ::core::option::Option::Some(::connect_runtime::ConnectClient::client(self)),
            request,
        )
    }
}
