"""Defines cases for Amazon Connect with timestamps, and members in headers."""

from case import CONTACT, INSTANCE, INSTANCE_ARN, TOKEN, Case, utc
from cases_by_service.connect_labels import connect


def scheduled(name: str, *parts: int) -> Case:
    return connect(
        name,
        "UpdateContactSchedule",
        InstanceId=INSTANCE,
        ContactId=CONTACT,
        ScheduledTime=utc(*parts),
    )


def notification(name: str, **kwargs: object) -> Case:
    return connect(
        name,
        "UpdateUserNotificationStatus",
        InstanceId=INSTANCE,
        UserId="u",
        NotificationId="n",
        Status="READ",
        **kwargs,
    )


CASES: list[Case] = [
    scheduled("time-whole", 2026, 2, 28, 23, 59, 59),
    scheduled("time-half", 2026, 2, 28, 23, 59, 59, 500_000),
    scheduled("time-millisecond", 2026, 2, 28, 23, 59, 59, 1_000),
    scheduled("time-microsecond", 2026, 2, 28, 23, 59, 59, 999_999),
    scheduled("time-epoch", 1970, 1, 1),
    scheduled("time-before-epoch", 1969, 12, 31, 23, 59, 59),
    scheduled("time-before-epoch-with-fraction", 1969, 12, 31, 23, 59, 58, 250_000),
    scheduled("time-far", 9999, 12, 31, 23, 59, 59),
    scheduled("time-far-past", 1000, 1, 1),
    connect(
        "time-in-structure",
        "SearchContacts",
        InstanceId=INSTANCE,
        TimeRange={
            "Type": "INITIATION_TIMESTAMP",
            "StartTime": utc(2026, 1, 1),
            "EndTime": utc(2026, 1, 1, 12, 30, 0, 125_000),
        },
        MaxResults=100,
        Sort={"FieldName": "INITIATION_TIMESTAMP", "Order": "ASCENDING"},
    ),
    connect(
        "time-with-doubles",
        "GetMetricDataV2",
        ResourceArn=INSTANCE_ARN,
        StartTime=utc(2026, 1, 1, 8),
        EndTime=utc(2026, 1, 2, 8),
        Interval={"TimeZone": "UTC", "IntervalPeriod": "DAY"},
        Filters=[{"FilterKey": "QUEUE", "FilterValues": []}],
        Groupings=[],
        Metrics=[
            {
                "Name": "SERVICE_LEVEL",
                "Threshold": [{"Comparison": "LT", "ThresholdValue": 80.0}],
                "MetricFilters": [
                    {"MetricFilterKey": "k", "MetricFilterValues": [""], "Negate": False}
                ],
            }
        ],
        MaxResults=100,
    ),
    connect(
        "time-and-token-made",
        "CreateNotification",
        InstanceId=INSTANCE,
        ExpiresAt=utc(2026, 12, 31),
        Recipients=[INSTANCE_ARN],
        Content={"en_US": "Hello", "ja_JP": "日本"},
    ),
    notification(
        "header-all", LastModifiedTime=utc(2015, 1, 25, 8), LastModifiedRegion="us-west-2"
    ),
    notification("header-none"),
    notification("header-time-with-fraction", LastModifiedTime=utc(2015, 1, 5, 8, 0, 59, 999_999)),
    notification("header-time-before-epoch", LastModifiedTime=utc(1969, 12, 31, 23, 59, 59)),
    notification(
        "header-time-before-epoch-with-fraction",
        LastModifiedTime=utc(1969, 12, 31, 23, 59, 58, 500_000),
    ),
    notification("header-empty", LastModifiedRegion=""),
    notification("header-with-spaces", LastModifiedRegion="us  west   2"),
    notification("header-reserved", LastModifiedRegion='a,b;c="d"/e?f%20&g:h\'i\\j'),
    connect(
        "header-three-and-body",
        "CreateTestCase",
        InstanceId=INSTANCE,
        Name="é",
        Content="{}",
        EntryPoint={"Type": "CHAT", "ChatEntryPointParameters": {"FlowId": ""}},
        TestCaseId=TOKEN,
        Tags={},
        LastModifiedTime=utc(2024, 2, 29, 12),
        LastModifiedRegion="eu-central-1",
    ),
    connect(
        "header-and-empty-body",
        "UpdateTestCase",
        InstanceId=INSTANCE,
        TestCaseId="t/1",
        LastModifiedTime=utc(1994, 11, 6, 8, 49, 37),
    ),
]
