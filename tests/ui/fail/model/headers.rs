use connect_runtime::{Call, Client, ConnectClient, connect_endpoint};

trait Api: ConnectClient {
    #[connect_endpoint(POST "/participant/message", service = PARTICIPANT, auth = none)]
    fn send_message(
        &self,
        #[header("X-Amz-Beaer")] token: &str,
        #[body("ContentType")] content_type: &str,
        #[body("Content")] content: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/participant/transcript", service = PARTICIPANT, auth = none)]
    fn get_transcript(&self, #[body("X-Amz-Bearer")] token: &str) -> Call<'_, ()>;
}
impl Api for Client {}

fn main() {}
