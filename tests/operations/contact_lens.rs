//! Defines cases for Amazon Connect Contact Lens.

use connect_runtime::{Pages, connect_api};
use serde_json::Value;

use super::case::{CONTACT, Case, INSTANCE, case};

#[connect_api(service = CONTACT_LENS)]
pub(crate) trait ContactLens {
    #[connect_endpoint(
        POST "/realtime-contact-analysis/analysis-segments",
        pages(token = "NextToken", items = "Segments"),
    )]
    fn list_realtime_contact_analysis_segments(
        &self,
        #[body("InstanceId")] instance_id: &str,
        #[body("ContactId")] contact_id: &str,
        #[body("MaxResults")] max_results: Option<u32>,
        #[body("NextToken")] next_token: Option<&str>,
    ) -> Pages<'_, Value>;
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case("lens-first-page", |c| {
            c.list_realtime_contact_analysis_segments(INSTANCE, CONTACT, None, None).into()
        }),
        case("lens-next-page", |c| {
            let token = Some("a/b+c==");
            c.list_realtime_contact_analysis_segments(INSTANCE, "é/", Some(100), token).into()
        }),
    ]
}
