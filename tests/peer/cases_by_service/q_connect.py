"""Defines cases for Amazon Q in Connect."""

from typing import Any

from case import I64_MAX, LONG_TOKEN, RESERVED, TOKEN, UNICODE, Case, utc


def q_connect(name: str, operation: str, /, **kwargs: Any) -> Case:
    return Case(name, "qconnect", operation, kwargs)


CASES = [
    q_connect(
        "q-query-four",
        "GetRecommendations",
        assistantId="a",
        sessionId="s",
        maxResults=1,
        waitTimeSeconds=0,
        nextChunkToken="a+b",
        recommendationType="DETECTED_INTENT",
    ),
    q_connect(
        "q-query-long",
        "GetNextMessage",
        assistantId="a",
        sessionId="s",
        nextMessageToken=LONG_TOKEN,
    ),
    q_connect("q-query-page", "ListContents", knowledgeBaseId=UNICODE, maxResults=1, nextToken=""),
    q_connect(
        "q-label-long-number",
        "DeleteAIPromptVersion",
        assistantId="a",
        aiPromptId="p:1",
        versionNumber=I64_MAX,
    ),
    q_connect(
        "q-patch",
        "UpdateSessionData",
        assistantId="a",
        sessionId="s/1",
        namespace="Custom",
        data=[{"key": "", "value": {"stringValue": RESERVED}}],
    ),
    q_connect(
        "q-put",
        "PutFeedback",
        assistantId="a",
        targetId="t",
        targetType="RESULT",
        contentFeedback={"generativeContentFeedbackData": {"relevance": "HELPFUL"}},
    ),
    q_connect(
        "q-query-page-in-post",
        "SearchContent",
        knowledgeBaseId="k",
        nextToken="n/+",
        maxResults=2,
        searchExpression={"filters": [{"field": "NAME", "operator": "EQUALS", "value": ""}]},
    ),
    q_connect(
        "q-body-page",
        "QueryAssistant",
        assistantId="a",
        queryText="¿qué?",
        nextToken="n/+",
        maxResults=0,
        queryCondition=[],
    ),
    q_connect(
        "q-floats-and-token-made",
        "CreateAIPrompt",
        assistantId="a",
        name="n",
        type="ANSWER_GENERATION",
        templateConfiguration={"textFullAIPromptEditTemplateConfiguration": {"text": "{{é}}\n"}},
        visibilityStatus="SAVED",
        templateType="TEXT",
        modelId="m",
        apiFormat="MESSAGES",
        inferenceConfiguration={"temperature": 0.5, "topP": 0.0, "topK": 0},
    ),
    q_connect(
        "q-time-and-token-given",
        "CreateAIPromptVersion",
        assistantId="a",
        aiPromptId="p",
        modifiedTime=utc(2026, 1, 1),
        clientToken=TOKEN,
    ),
    q_connect(
        "q-documents",
        "SendMessage",
        assistantId="a",
        sessionId="s",
        type="TEXT",
        message={
            "value": {
                "toolUseResult": {
                    "toolUseId": "i",
                    "toolName": "n",
                    "toolResult": {
                        "null": None,
                        "list": [None, True, 0, -1.5, "", {}, []],
                        "large": 12345678901234567890,
                        "é": {"a": {"b": []}},
                    },
                    "inputSchema": "text alone",
                }
            }
        },
        conversationContext={
            "selfServiceConversationHistory": [{"turnNumber": 0, "timestamp": utc(2026, 1, 1)}]
        },
        configuration={"generateFillerMessage": False},
        metadata={},
        clientToken=TOKEN,
    ),
    q_connect(
        "q-document-null",
        "SendMessage",
        assistantId="a",
        sessionId="s",
        type="TEXT",
        message={"value": {"data": None}},
        clientToken=TOKEN,
    ),
    q_connect(
        "q-booleans",
        "UpdateQuickResponse",
        knowledgeBaseId="k",
        quickResponseId="q",
        content={"content": "<p>é</p>"},
        removeDescription=True,
        isActive=False,
        channels=[],
    ),
    q_connect(
        "q-delete-with-query",
        "RemoveAssistantAIAgent",
        assistantId="a",
        aiAgentType="SELF_SERVICE",
        orchestratorUseCase="a b/c",
    ),
]
