"""Defines cases for Amazon Connect Customer Profiles."""

from typing import Any

from case import CONTROL, I64_MIN, RESERVED, UNICODE, Case, utc


def profiles(name: str, operation: str, /, **kwargs: Any) -> Case:
    return Case(name, "customer-profiles", operation, kwargs)


CASES = [
    profiles("profiles-query-kebab-case", "ListDomains", MaxResults=1, NextToken="a/b+c=="),
    profiles("profiles-query-false", "ListIntegrations", DomainName="d", IncludeHidden=False),
    profiles(
        "profiles-query-true-in-post",
        "ListAccountIntegrations",
        Uri="https://example.com/?a=b",
        MaxResults=0,
        IncludeHidden=True,
    ),
    profiles(
        "profiles-query-integer",
        "GetRecommender",
        DomainName="d",
        RecommenderName="r",
        TrainingMetricsCount=3,
    ),
    profiles(
        "profiles-patch",
        "UpdateRecommender",
        DomainName="d",
        RecommenderName="a/é",
        Description="",
        RecommenderConfig={
            "EventsConfig": {
                "EventParametersList": [
                    {"EventType": "e", "EventValueThreshold": -1.25, "EventWeight": 1.0}
                ]
            },
            "TrainingFrequency": 0,
            "IncludedColumns": {"": [], "c": ["", "é"]},
        },
    ),
    profiles("profiles-patch-empty-body", "UpdateRecommender", DomainName="d", RecommenderName="r"),
    profiles("profiles-put-without-body", "StartUploadJob", DomainName="d", JobId="j"),
    profiles(
        "profiles-post-without-body",
        "GetObjectTypeAttributeStatistics",
        DomainName="d",
        ObjectTypeName="o.1",
        AttributeName="a.b_c~",
    ),
    profiles(
        "profiles-whole-structure",
        "CreateProfile",
        DomainName=RESERVED,
        AccountNumber="",
        FirstName=UNICODE,
        AdditionalInformation=CONTROL,
        Address={"Address1": "Straße 1", "PostalCode": "01234"},
        ShippingAddress={},
        Attributes={"": "", "a": "b"},
        EngagementPreferences={"Phone": [], "Email": [{"KeyName": "k"}]},
    ),
    profiles(
        "profiles-body-list-and-query-page",
        "SearchProfiles",
        DomainName="d",
        NextToken="",
        MaxResults=100,
        KeyName="_email",
        Values=["a@example.com", "a@example.com"],
        AdditionalSearchKeys=[{"KeyName": "k", "Values": []}],
        LogicalOperator="AND",
    ),
    profiles(
        "profiles-times-in-body-and-query-page",
        "ListWorkflows",
        DomainName="d",
        QueryStartDate=utc(2026, 1, 1),
        QueryEndDate=utc(2026, 1, 1, 0, 0, 0, 750_000),
        NextToken="n",
        MaxResults=1,
    ),
    profiles(
        "profiles-lists-of-lists",
        "GetAutoMergingPreview",
        DomainName="d",
        Consolidation={"MatchingAttributesList": [["a", "b"], []]},
        ConflictResolution={"ConflictResolvingModel": "RECENCY"},
        MinAllowedConfidenceScoreForMerging=0.0,
    ),
    profiles(
        "profiles-deep-structure",
        "PutIntegration",
        DomainName="d",
        FlowDefinition={
            "FlowName": "f",
            "KmsArn": "k",
            "SourceFlowConfig": {
                "ConnectorType": "Salesforce",
                "SourceConnectorProperties": {
                    "Salesforce": {"Object": "o", "IncludeDeletedRecords": False}
                },
            },
            "Tasks": [],
            "TriggerConfig": {
                "TriggerType": "Scheduled",
                "TriggerProperties": {
                    "Scheduled": {
                        "ScheduleExpression": "rate(1hours)",
                        "ScheduleStartTime": utc(2026, 1, 1, 0, 0, 0, 1),
                        "ScheduleOffset": I64_MIN,
                    }
                },
            },
        },
    ),
]
