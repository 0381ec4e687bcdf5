use connect_runtime::{Call, connect_api};

#[connect_api(service = CASES)]
trait Cases {
    #[connect_endpoint(GET "/users/<InstanceId>/<UserId>")]
    fn describe_user(&self, instance_id: &str, user_id: &str) -> Call<'_, ()>;

    #[connect_endpoint(POST "/domains/<domainName>", service = connect_runtime::service::CONNECT)]
    fn create_domain(&self, domain_name: &str) -> Call<'_, ()>;

    #[connect_endpoint(GET "/domains/<domainId>/layouts")]
    fn list_domain_layouts(&self, domain_id: &str) -> Call<'_, ()>;
}

fn main() {}
