use connect_runtime::{ConnectEnum, Pages, Result, connect_api};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[connect_api]
pub trait Connect {
    /// Calls [`CreateAgentStatus`](https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateAgentStatus.html).
    #[connect_endpoint(PUT "/agent-status/<InstanceId>")]
    async fn create_agent_status(
        &self,
        instance_id: &str,
        #[body("Name")] name: &str,
        #[body("Description")] description: Option<&str>,
        #[body("State")] state: &AgentStatusState,
        #[body("DisplayOrder")] display_order: Option<i32>,
        #[body("Tags")] tags: Option<&BTreeMap<String, String>>,
    ) -> Result<CreateAgentStatusResponse>;

    /// Calls [`ListAgentStatuses`](https://docs.aws.amazon.com/connect/latest/APIReference/API_ListAgentStatuses.html).
    #[connect_endpoint(GET "/agent-status/<InstanceId>?<maxResults>&<AgentStatusTypes>&<nextToken>", pages)]
    fn list_agent_statuses(
        &self,
        instance_id: &str,
        max_results: Option<i32>,
        agent_status_types: Option<&[AgentStatusType]>,
        next_token: Option<&str>,
    ) -> Pages<'_, AgentStatusSummary>;
}

#[derive(Debug, Clone, PartialEq, Eq, ConnectEnum)]
pub enum AgentStatusState {
    Enabled,
    Disabled,
    /// A value that AWS's model does not have.
    #[other]
    Other(String),
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateAgentStatusResponse {
    pub agent_status_id: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, ConnectEnum)]
pub enum AgentStatusType {
    Routable,
    Custom,
    Offline,
    /// A value that AWS's model does not have.
    #[other]
    Other(String),
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AgentStatusSummary {
    /// 1 to 127 characters.
    pub name: Option<String>,
}
