/// Cases.
#[connect_api(service = CASES, error = CaseError, envelope = Bare)]
pub trait Cases: Debug {
    /// Lists domains.
    #[connect_endpoint(POST "/domains-list?<nextToken>", pages(token = "nextToken", items = "domains"))]
    fn list_domains(&self, next_token: Option<&str>) -> Pages<'_, Domain>;

    #[cfg(feature = "delete")]
    #[connect_endpoint(DELETE "/domains/<domainId>")]
    async fn delete_domain(&self, domain_id: &str) -> Result<()>;

    #[connect_endpoint(POST "/domains/<domainId>")]
    fn get_domain(&self, domain_id: &str) -> Call<'_, Domain>;

    #[cfg(feature = "fields")]
    #[cfg(not(feature = "delete"))]
    #[connect_endpoint(POST "/domains/<domainId>/fields-list")]
    fn fields(&self, domain_id: &str) -> Call<'_, Vec<Field>>;

    #[connect_endpoint(POST "/domains/<domainId>/layouts-list")]
    fn layouts(&self, domain_id: &str) -> Call<'_, Vec<Layout>>;

    fn helper(&self) -> u8 {
        7
    }
}
