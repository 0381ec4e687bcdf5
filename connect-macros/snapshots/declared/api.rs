/// Cases.
#[connect_api(service = CASES, error = CaseError, envelope = Bare)]
pub trait Cases: Debug {
    /// Lists domains.
    #[connect_endpoint(POST "/domains-list?<nextToken>", pages(token = "nextToken", items = "domains"))]
    fn list_domains(&self, next_token: Option<&str>) -> Pages<'_, Domain>;

    #[cfg(feature = "delete")]
    #[connect_endpoint(DELETE "/domains/<domainId>")]
    async fn delete_domain(&self, domain_id: &str) -> Result<()>;

    fn helper(&self) -> u8 {
        7
    }
}
