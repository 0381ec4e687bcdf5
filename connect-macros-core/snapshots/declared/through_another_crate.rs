#[connect_api(crate = company::connect_runtime, service = CASES, envelope = Bare)]
trait Users {
    #[company::connect_runtime::connect_endpoint(PUT "/users")]
    fn create_user(
        &self,
        #[idempotency_token]
        #[body("ClientToken")]
        client_token: Option<&str>,
    ) -> Call<'_, User>;
}

#[derive(ConnectError)]
#[connect(crate = "::company::connect_runtime")]
enum UserError {
    #[code("ResourceNotFoundException")]
    NotFound { resource_type: Option<String> },
    #[other]
    Other(Error),
}
