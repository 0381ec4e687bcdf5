use connect_runtime::{Call, Client, ConnectClient, InstanceId, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(POST "/workspaces/<InstanceId>/<WorkspaceId>/associate")]
    fn associate_workspace(
        &self,
        instance_id: &InstanceId,
        workspace_id: &str,
        #[body("ResourceArns")] arns: &[InstanceId],
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/workspaces/<InstanceId>/<WorkspaceId>/disassociate")]
    fn disassociate_workspace(
        &self,
        instance_id: &InstanceId,
        workspace_id: &str,
        #[body("ResourceArns")] arns: Vec<&InstanceId>,
    ) -> Call<'_, ()>;
}
impl Api for Client {}

fn main() {}
