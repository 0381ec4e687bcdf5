"""Defines cases for Amazon Connect with values in the body, without timestamps and headers."""

from case import CONTACT, CONTROL, I32_MAX, I32_MIN, I64_MAX, I64_MIN, INSTANCE, INSTANCE_ARN
from case import LONG_TEXT, QUEUE_ARN, RESERVED, TOKEN, UNICODE, Case
from cases_by_service.connect_labels import connect

CASES: list[Case] = [
    connect("body-all-absent", "ListPhoneNumbersV2"),
    connect(
        "body-page",
        "ListPhoneNumbersV2",
        TargetArn=INSTANCE_ARN,
        MaxResults=0,
        NextToken="a+b/c==",
        PhoneNumberCountryCodes=[],
        PhoneNumberTypes=["UIFN"],
        PhoneNumberPrefix="",
    ),
    connect(
        "body-false-and-token-made",
        "CreateInstance",
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias="éclair",
        InboundCallsEnabled=False,
        OutboundCallsEnabled=True,
        Tags={},
    ),
    connect(
        "body-token-given",
        "CreateInstance",
        ClientToken=TOKEN,
        IdentityManagementType="SAML",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=False,
    ),
    connect("body-token-empty", "UpdatePhoneNumberMetadata", PhoneNumberId="p", ClientToken=""),
    connect("body-token-alone", "UpdatePhoneNumberMetadata", PhoneNumberId="p"),
    connect(
        "body-whole-structure",
        "CreateUser",
        InstanceId=INSTANCE,
        Username="j.müller",
        IdentityInfo={"FirstName": "Jörg", "LastName": 'O\'Neil "x"', "Email": ""},
        PhoneConfig={
            "PhoneType": "SOFT_PHONE",
            "AutoAccept": False,
            "AfterContactWorkTimeLimit": 0,
        },
        SecurityProfileIds=[],
        RoutingProfileId="r",
        AutoAcceptConfigs=[
            {"Channel": "VOICE", "AutoAccept": True, "AgentFirstCallbackAutoAccept": False}
        ],
        Tags={"": "", "a b": "c/d"},
    ),
    connect(
        "body-nested-list-of-structures",
        "CreateHoursOfOperation",
        InstanceId=INSTANCE,
        Name="24/7",
        TimeZone="Etc/GMT+1",
        Config=[
            {
                "Day": "MONDAY",
                "StartTime": {"Hours": 0, "Minutes": 0},
                "EndTime": {"Hours": 23, "Minutes": 59},
            },
            {
                "Day": "SUNDAY",
                "StartTime": {"Hours": 0, "Minutes": 1},
                "EndTime": {"Hours": 1, "Minutes": 1},
            },
        ],
    ),
    connect(
        "body-text-of-8-kib",
        "CreateVocabulary",
        InstanceId=INSTANCE,
        VocabularyName="v",
        LanguageCode="de-DE",
        Content=LONG_TEXT,
        ClientToken=TOKEN,
    ),
    connect(
        "body-json-in-a-string",
        "CreateContactFlow",
        InstanceId=INSTANCE,
        Name=RESERVED,
        Type="CONTACT_FLOW",
        Description=CONTROL,
        Content='{"Version":"2019-10-30","Actions":[{"Text":"</speak> \\u00e9 \\" é"}]}',
    ),
    connect(
        "body-map-of-awkward-names",
        "UpdateContactAttributes",
        InitialContactId=CONTACT,
        InstanceId=INSTANCE,
        Attributes={"": "empty", UNICODE: UNICODE, CONTROL: CONTROL, RESERVED: RESERVED, "0": "0"},
    ),
    connect(
        "body-map-of-structures-and-token-made",
        "StartOutboundVoiceContact",
        DestinationPhoneNumber="+12065550100",
        ContactFlowId="f",
        InstanceId=INSTANCE,
        References={"a/b": {"Type": "URL", "Value": "https://example.com/?q=1&r=2"}},
        Attributes={},
        AnswerMachineDetectionConfig={
            "EnableAnswerMachineDetection": False,
            "AwaitAnswerMachinePrompt": False,
        },
        OutboundStrategy={
            "Type": "AGENT_FIRST",
            "Config": {
                "AgentFirst": {
                    "Preview": {
                        "PostAcceptTimeoutConfig": {"DurationInSeconds": 0},
                        "AllowedUserActions": ["CALL", "DISCARD"],
                    }
                }
            },
        },
        RingTimeoutInSeconds=60,
    ),
    connect(
        "body-i64-max",
        "StartAttachedFileUpload",
        InstanceId=INSTANCE,
        FileName="Ünïcode.pdf",
        FileSizeInBytes=I64_MAX,
        UrlExpiryInSeconds=I32_MIN,
        FileUseCaseType="ATTACHMENT",
        AssociatedResourceArn=QUEUE_ARN,
        CreatedBy={"ConnectUserArn": INSTANCE_ARN},
    ),
    connect(
        "body-i64-min-and-floats",
        "UpdateContactRoutingData",
        InstanceId=INSTANCE,
        ContactId=CONTACT,
        QueueTimeAdjustmentSeconds=I32_MAX,
        QueuePriority=I64_MIN,
        RoutingCriteria={
            "Steps": [
                {
                    "Expiry": {"DurationInSeconds": -1},
                    "Expression": {
                        "OrExpression": [
                            {
                                "AttributeCondition": {
                                    "Name": "n",
                                    "ProficiencyLevel": 2.5,
                                    "MatchCriteria": {"AgentsCriteria": {"AgentIds": []}},
                                }
                            },
                            {"AndExpression": [{}]},
                        ]
                    },
                }
            ]
        },
    ),
    connect(
        "body-doubles",
        "SubmitContactEvaluation",
        InstanceId=INSTANCE,
        EvaluationId="e",
        Answers={
            name: {"Value": {"NumericValue": value}}
            for name, value in {
                "whole": 5.0,
                "tenth": 0.1,
                "third": 1 / 3,
                "large": 1e21,
                "largest": 1.7976931348623157e308,
                "small": 1e-7,
                "smallest": 5e-324,
                "zero": 0.0,
                "minus-zero": -0.0,
                "minus": -12345.6789,
                "past-i64": 1e19,
                "odd": 9007199254740993.0,
                "not-a-number": float("nan"),
                "infinite": float("inf"),
                "minus-infinite": float("-inf"),
            }.items()
        },
        Notes={"n": {"Value": ""}},
    ),
    connect(
        "body-union-kinds",
        "SubmitContactEvaluation",
        InstanceId=INSTANCE,
        EvaluationId="e",
        Answers={
            "text": {"Value": {"StringValue": ""}},
            "none": {"Value": {"NotApplicable": False}},
            "many": {"Value": {"StringValues": ["", "a"]}},
            "empty": {},
        },
        SubmittedBy={"ConnectUserArn": QUEUE_ARN},
    ),
    connect(
        "body-empty-structures",
        "CreateRule",
        InstanceId=INSTANCE,
        Name="r",
        TriggerEventSource={"EventSourceName": "OnCaseCreate"},
        Function='{"a":[]}',
        PublishStatus="DRAFT",
        Actions=[
            {"ActionType": "ASSIGN_CONTACT_CATEGORY", "AssignContactCategoryAction": {}},
            {
                "ActionType": "CREATE_CASE",
                "CreateCaseAction": {
                    "TemplateId": "t",
                    "Fields": [
                        {"Id": "a", "Value": {"EmptyValue": {}}},
                        {"Id": "b", "Value": {"BooleanValue": False}},
                        {"Id": "c", "Value": {"DoubleValue": -0.5}},
                    ],
                },
            },
        ],
        ClientToken=TOKEN,
    ),
    connect(
        "body-list-empty",
        "UpdateUserSecurityProfiles",
        InstanceId=INSTANCE,
        UserId="u",
        SecurityProfileIds=[],
    ),
    connect(
        "body-lists-of-lists",
        "SearchUsers",
        InstanceId=INSTANCE,
        NextToken="a/b+c==",
        MaxResults=1,
        SearchFilter={"TagFilter": {"OrConditions": [[], [{"TagKey": "k", "TagValue": "é"}]]}},
        SearchCriteria={
            "AndConditions": [
                {"OrConditions": []},
                {
                    "StringCondition": {
                        "FieldName": "Username",
                        "Value": "%_*",
                        "ComparisonType": "CONTAINS",
                    }
                },
            ]
        },
    ),
    connect(
        "body-recursive-map",
        "StartTaskContact",
        InstanceId=INSTANCE,
        Name="t",
        SegmentAttributes={
            "a": {"ValueMap": {"b": {"ValueList": [{"ValueInteger": 0}, {"ValueString": ""}]}}}
        },
        Attachments=[],
        ClientToken=TOKEN,
    ),
    connect("body-map-under-lower-case-name", "TagResource", resourceArn=QUEUE_ARN, tags={"é": ""}),
    connect(
        "body-false-list",
        "UpdateTrafficDistribution",
        Id=INSTANCE_ARN,
        SignInConfig={
            "Distributions": [
                {"Region": "us-west-2", "Enabled": False},
                {"Region": "us-east-1", "Enabled": True},
            ]
        },
        TelephonyConfig={"Distributions": [{"Region": "us-west-2", "Percentage": 100}]},
    ),
]
