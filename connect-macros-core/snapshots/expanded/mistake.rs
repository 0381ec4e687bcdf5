trait Users: ConnectClient {
    fn get_user(
        &self,
        user_id: &str,
        a: u8,
    ) -> impl ::core::future::Future<Output = Result<User>> + ::core::marker::Send {
        let _ = user_id;
        let _ = a;
        ::core::future::pending()
    }
    ::core::compile_error! {
        "unknown HTTP method `GTE`\nhelp: did you mean `GET`?"
    }
    ::core::compile_error! {
        "unknown attribute `#[qurey]` on the parameter of an endpoint\nhelp: did you mean `#[query]`?"
    }
}
