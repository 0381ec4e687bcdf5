use connect_runtime::{Client, ConnectClient, Pages, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(
        GET "/users-summary/<InstanceId>?<nextToken>",
        pages(token = "nextToken", items = "Users"),
    )]
    fn list_users(&self, instance_id: &str, next_token: Option<&str>) -> Pages<'_, ()>;

    #[connect_endpoint(
        POST "/domains/<domainId>/cases-search",
        service = CASES,
        pages(token = "nextToken", items = "cases", request_token = query("nextToken")),
    )]
    fn search_cases(&self, domain_id: &str) -> Pages<'_, ()>;

    #[connect_endpoint(
        POST "/metrics/data",
        pages(token = "NextToken", items = "MetricResult"),
    )]
    fn get_metric_data_v2(&self, #[body] request: &serde_json::Value) -> Pages<'_, ()>;
}
impl Api for Client {}

fn main() {}
