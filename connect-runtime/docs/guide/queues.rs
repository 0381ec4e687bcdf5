use connect_runtime::{ConnectEnum, Pages, Result, connect_api};
use serde::{Deserialize, Serialize};

#[connect_api]
pub trait Connect {
    /// Calls [`ListQueues`](https://docs.aws.amazon.com/connect/latest/APIReference/API_ListQueues.html).
    #[connect_endpoint(GET "/queues-summary/<InstanceId>?<queueTypes>&<maxResults>&<nextToken>", pages)]
    fn list_queues(
        &self,
        instance_id: &str,
        queue_types: Option<&[QueueType]>,
        max_results: Option<i32>,
        next_token: Option<&str>,
    ) -> Pages<'_, QueueSummary>;

    /// Calls [`DescribeQueue`](https://docs.aws.amazon.com/connect/latest/APIReference/API_DescribeQueue.html).
    #[connect_endpoint(GET "/queues/<InstanceId>/<QueueId>")]
    async fn describe_queue(
        &self,
        instance_id: &str,
        queue_id: &str,
    ) -> Result<DescribeQueueResponse>;

    /// Calls [`UpdateQueueStatus`](https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateQueueStatus.html).
    #[connect_endpoint(POST "/queues/<InstanceId>/<QueueId>/status")]
    async fn update_queue_status(
        &self,
        instance_id: &str,
        queue_id: &str,
        #[body("Status")] status: &QueueStatus,
    ) -> Result<()>;
}

#[derive(Debug, Clone, PartialEq, Eq, ConnectEnum)]
pub enum QueueType {
    Standard,
    Agent,
    /// A value that AWS's model does not have.
    #[other]
    Other(String),
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct QueueSummary {
    pub id: Option<String>,
    /// 1 to 256 characters.
    pub name: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeQueueResponse {
    pub queue: Option<Queue>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Queue {
    /// 1 to 127 characters.
    pub name: Option<String>,
    pub status: Option<QueueStatus>,
}

#[derive(Debug, Clone, PartialEq, Eq, ConnectEnum)]
pub enum QueueStatus {
    Enabled,
    Disabled,
    /// A value that AWS's model does not have.
    #[other]
    Other(String),
}
