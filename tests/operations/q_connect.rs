//! Defines cases for Amazon Q in Connect.

use std::collections::BTreeMap;

use connect_runtime::{Call, Document, Pages, Timestamp, connect_api};
use serde::Serialize;
use serde_json::{Value, json};

use super::case::{Case, RESERVED, TOKEN, UNICODE, case, long_token, utc};

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecommendationsWanted<'a> {
    max_results: Option<u32>,
    wait_time_seconds: Option<u32>,
    next_chunk_token: Option<&'a str>,
    recommendation_type: Option<&'a str>,
}

#[derive(Serialize)]
pub(crate) struct RuntimeSessionData<'a> {
    key: &'a str,
    value: SessionValue<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum SessionValue<'a> {
    StringValue(&'a str),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InferenceConfiguration {
    temperature: Option<f32>,
    top_p: Option<f32>,
    top_k: Option<i32>,
}

#[derive(Serialize)]
pub(crate) struct Message<'a> {
    value: MessageData<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum MessageData<'a> {
    ToolUseResult(ToolUseResult<'a>),
    Data(Document),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ToolUseResult<'a> {
    tool_use_id: &'a str,
    tool_name: &'a str,
    tool_result: Document,
    input_schema: Document,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConversationContext {
    self_service_conversation_history: Vec<Turn>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Turn {
    turn_number: u32,
    timestamp: Timestamp,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MessageOptions {
    generate_filler_message: Option<bool>,
    generate_chunked_message: Option<bool>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct QuickResponseUpdate<'a> {
    name: Option<&'a str>,
    content: Option<Value>,
    remove_description: Option<bool>,
    is_active: Option<bool>,
    channels: Option<Vec<&'a str>>,
}

#[connect_api(service = Q_CONNECT)]
pub(crate) trait QConnect {
    #[connect_endpoint(GET "/assistants/<assistantId>/sessions/<sessionId>/recommendations")]
    fn get_recommendations(
        &self,
        assistant_id: &str,
        session_id: &str,
        #[query] wanted: RecommendationsWanted<'_>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(
        GET "/assistants/<assistantId>/sessions/<sessionId>/messages/next?<nextMessageToken>"
    )]
    fn get_next_message(
        &self,
        assistant_id: &str,
        session_id: &str,
        next_message_token: &str,
    ) -> Call<'_, ()>;

    #[connect_endpoint(
        GET "/knowledgeBases/<knowledgeBaseId>/contents?<maxResults>&<nextToken>",
        pages,
    )]
    fn list_contents(
        &self,
        knowledge_base_id: &str,
        max_results: Option<u32>,
        next_token: Option<&str>,
    ) -> Pages<'_, Value>;

    #[connect_endpoint(
        DELETE "/assistants/<assistantId>/aiprompts/<aiPromptId>/versions/<versionNumber>",
    )]
    fn delete_ai_prompt_version(
        &self,
        assistant_id: &str,
        ai_prompt_id: &str,
        version_number: u64,
    ) -> Call<'_, ()>;

    #[connect_endpoint(PATCH "/assistants/<assistantId>/sessions/<sessionId>/data")]
    fn update_session_data(
        &self,
        assistant_id: &str,
        session_id: &str,
        #[body("namespace")] namespace: Option<&str>,
        #[body("data")] data: &[RuntimeSessionData<'_>],
    ) -> Call<'_, ()>;

    #[connect_endpoint(PUT "/assistants/<assistantId>/feedback")]
    fn put_feedback(
        &self,
        assistant_id: &str,
        #[body("targetId")] target_id: &str,
        #[body("targetType")] target_type: &str,
        #[body("contentFeedback")] content_feedback: &Value,
    ) -> Call<'_, ()>;

    #[connect_endpoint(
        POST "/knowledgeBases/<knowledgeBaseId>/search?<nextToken>&<maxResults>",
        pages,
    )]
    fn search_content(
        &self,
        next_token: Option<&str>,
        max_results: Option<u32>,
        knowledge_base_id: &str,
        #[body("searchExpression")] search_expression: &Value,
    ) -> Pages<'_, Value>;

    #[connect_endpoint(POST "/assistants/<assistantId>/query", pages)]
    fn query_assistant(
        &self,
        assistant_id: &str,
        #[body("queryText")] query_text: Option<&str>,
        #[body("nextToken")] next_token: Option<&str>,
        #[body("maxResults")] max_results: Option<u32>,
        #[body("queryCondition")] query_condition: Option<&[Value]>,
    ) -> Pages<'_, Value>;

    #[connect_endpoint(POST "/assistants/<assistantId>/aiprompts")]
    fn create_ai_prompt(
        &self,
        #[idempotency_token]
        #[body("clientToken")]
        client_token: Option<&str>,
        assistant_id: &str,
        #[body("name")] name: &str,
        #[body("type")] r#type: &str,
        #[body("templateConfiguration")] template_configuration: &Value,
        #[body("visibilityStatus")] visibility_status: &str,
        #[body("templateType")] template_type: &str,
        #[body("modelId")] model_id: &str,
        #[body("apiFormat")] api_format: &str,
        #[body("inferenceConfiguration")] inference: Option<InferenceConfiguration>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/assistants/<assistantId>/aiprompts/<aiPromptId>/versions")]
    fn create_ai_prompt_version(
        &self,
        assistant_id: &str,
        ai_prompt_id: &str,
        #[body("modifiedTime")] modified_time: Option<Timestamp>,
        #[idempotency_token]
        #[body("clientToken")]
        client_token: Option<&str>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/assistants/<assistantId>/sessions/<sessionId>/message")]
    fn send_message(
        &self,
        assistant_id: &str,
        session_id: &str,
        #[body("type")] r#type: &str,
        #[body("message")] message: &Message<'_>,
        #[body("conversationContext")] context: Option<&ConversationContext>,
        #[body("configuration")] configuration: Option<&MessageOptions>,
        #[idempotency_token]
        #[body("clientToken")]
        client_token: Option<&str>,
        #[body("metadata")] metadata: Option<&BTreeMap<String, String>>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(POST "/knowledgeBases/<knowledgeBaseId>/quickResponses/<quickResponseId>")]
    fn update_quick_response(
        &self,
        knowledge_base_id: &str,
        quick_response_id: &str,
        #[body] update: &QuickResponseUpdate<'_>,
    ) -> Call<'_, ()>;

    #[connect_endpoint(
        DELETE
        "/assistants/<assistantId>/aiagentConfiguration?<aiAgentType>&<orchestratorUseCase>",
    )]
    fn remove_assistant_ai_agent(
        &self,
        assistant_id: &str,
        ai_agent_type: &str,
        orchestrator_use_case: Option<&str>,
    ) -> Call<'_, ()>;
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = reads();
    cases.extend(writes());
    cases
}

fn reads() -> Vec<Case> {
    vec![
        case("q-query-four", |c| {
            let wanted = RecommendationsWanted {
                max_results: Some(1),
                wait_time_seconds: Some(0),
                next_chunk_token: Some("a+b"),
                recommendation_type: Some("DETECTED_INTENT"),
            };
            c.get_recommendations("a", "s", wanted).into()
        }),
        case("q-query-long", |c| c.get_next_message("a", "s", &long_token()).into()),
        case("q-query-page", |c| c.list_contents(UNICODE, Some(1), Some("")).into()),
        case("q-label-long-number", |c| {
            c.delete_ai_prompt_version("a", "p:1", u64::MAX / 2).into()
        }),
        case("q-patch", |c| {
            let data = RuntimeSessionData { key: "", value: SessionValue::StringValue(RESERVED) };
            c.update_session_data("a", "s/1", Some("Custom"), &[data]).into()
        }),
        case("q-put", |c| {
            let feedback = json!({ "generativeContentFeedbackData": { "relevance": "HELPFUL" } });
            c.put_feedback("a", "t", "RESULT", &feedback).into()
        }),
        case("q-query-page-in-post", |c| {
            let filter = json!({ "field": "NAME", "operator": "EQUALS", "value": "" });
            let expression = json!({ "filters": [filter] });
            c.search_content(Some("n/+"), Some(2), "k", &expression).into()
        }),
        case("q-body-page", |c| {
            c.query_assistant("a", Some("¿qué?"), Some("n/+"), Some(0), Some(&[])).into()
        }),
    ]
}

fn writes() -> Vec<Case> {
    vec![
        case("q-floats-and-token-made", |c| {
            let template =
                json!({ "textFullAIPromptEditTemplateConfiguration": { "text": "{{é}}\n" } });
            let inference =
                InferenceConfiguration { temperature: Some(0.5), top_p: Some(0.0), top_k: Some(0) };
            c.create_ai_prompt(
                None,
                "a",
                "n",
                "ANSWER_GENERATION",
                &template,
                "SAVED",
                "TEXT",
                "m",
                "MESSAGES",
                Some(inference),
            )
            .into()
        }),
        case("q-time-and-token-given", |c| {
            let time = utc("2026-01-01T00:00:00Z");
            c.create_ai_prompt_version("a", "p", Some(time), Some(TOKEN)).into()
        }),
        case("q-documents", |c| {
            let turn = Turn { turn_number: 0, timestamp: utc("2026-01-01T00:00:00Z") };
            let context = ConversationContext { self_service_conversation_history: vec![turn] };
            let options = MessageOptions {
                generate_filler_message: Some(false),
                ..MessageOptions::default()
            };
            c.send_message(
                "a",
                "s",
                "TEXT",
                &Message { value: MessageData::ToolUseResult(tool_use_result()) },
                Some(&context),
                Some(&options),
                Some(TOKEN),
                Some(&BTreeMap::new()),
            )
            .into()
        }),
        case("q-document-null", |c| {
            let message = Message { value: MessageData::Data(Document(Value::Null)) };
            c.send_message("a", "s", "TEXT", &message, None, None, Some(TOKEN), None).into()
        }),
        case("q-booleans", |c| {
            let update = QuickResponseUpdate {
                content: Some(json!({ "content": "<p>é</p>" })),
                remove_description: Some(true),
                is_active: Some(false),
                channels: Some(vec![]),
                ..QuickResponseUpdate::default()
            };
            c.update_quick_response("k", "q", &update).into()
        }),
        case("q-delete-with-query", |c| {
            c.remove_assistant_ai_agent("a", "SELF_SERVICE", Some("a b/c")).into()
        }),
    ]
}

fn tool_use_result() -> ToolUseResult<'static> {
    ToolUseResult {
        tool_use_id: "i",
        tool_name: "n",
        tool_result: Document(json!({
            "null": null,
            "list": [null, true, 0, -1.5, "", {}, []],
            "large": 12_345_678_901_234_567_890_u64,
            "é": { "a": { "b": [] } },
        })),
        input_schema: Document(json!("text alone")),
    }
}
