use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(PUT "/contact/outbound-voice")]
    fn start_outbound_voice_contact(
        &self,
        #[body("DestinationPhoneNumber")] number: &str,
        #[body("ContactFlowId")] flow: &str,
        #[body("InstanceId")] instance: &str,
        #[body("ClientToken")] token: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/participant/start-attachment-upload", service = PARTICIPANT, auth = none)]
    fn start_attachment_upload(
        &self,
        #[header("X-Amz-Bearer")] bearer: &str,
        #[body] upload: &serde_json::Value,
        #[body("ClientToken")] token: &str,
    ) -> Call<'_, ()>;
}
impl Api for Client {}

fn main() {}
