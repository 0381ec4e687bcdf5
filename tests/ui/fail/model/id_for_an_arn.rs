use connect_runtime::{Call, Client, ConnectClient, InstanceId, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(POST "/phone-number/list")]
    fn list_phone_numbers_v2(&self, #[body("TargetArn")] target: &InstanceId) -> Call<'_, ()>;

    #[connect_endpoint(GET "/tags/<resourceArn>")]
    fn list_tags_for_resource(&self, resource_arn: InstanceId) -> Call<'_, ()>;

    #[connect_endpoint(GET "/instance/<InstanceId>/integration-associations?<integrationArn>")]
    fn list_integration_associations(
        &self,
        instance_id: &InstanceId,
        integration_arn: Option<&InstanceId>,
    ) -> Call<'_, ()>;
}
impl Api for Client {}

fn main() {}
