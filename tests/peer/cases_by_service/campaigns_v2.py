"""Defines cases for Amazon Connect outbound campaigns, version 2."""

from typing import Any

from case import INSTANCE, TOKEN, UNICODE, Case, utc

CAMPAIGN_ARN = "arn:aws:connect-campaigns:us-west-2:123456789012:campaign/c 1"


def campaigns(name: str, operation: str, /, **kwargs: Any) -> Case:
    return Case(name, "connectcampaignsv2", operation, kwargs)


CASES = [
    campaigns("campaigns-post-without-body", "PauseCampaign", id="c/1"),
    campaigns("campaigns-get", "DescribeCampaign", id=UNICODE),
    campaigns("campaigns-body-all-absent", "ListCampaigns"),
    campaigns(
        "campaigns-body-page",
        "ListCampaigns",
        maxResults=1,
        nextToken="a/b+c==",
        filters={"instanceIdFilter": {"value": INSTANCE, "operator": "Eq"}},
    ),
    campaigns(
        "campaigns-query-page",
        "ListConnectInstanceIntegrations",
        connectInstanceId=INSTANCE,
        maxResults=1,
        nextToken="a/b+c==",
    ),
    campaigns(
        "campaigns-whole-structure",
        "CreateCampaign",
        name="c",
        connectInstanceId=INSTANCE,
        channelSubtypeConfig={
            "telephony": {
                "capacity": 1.0,
                "outboundMode": {"predictive": {"bandwidthAllocation": 0.01}},
                "defaultOutboundConfig": {
                    "connectContactFlowId": "f",
                    "answerMachineDetectionConfig": {"enableAnswerMachineDetection": False},
                },
            },
            "sms": {
                "outboundMode": {"agentless": {}},
                "defaultOutboundConfig": {
                    "connectSourcePhoneNumberArn": "p",
                    "wisdomTemplateArn": "t",
                },
            },
        },
        communicationTimeConfig={
            "localTimeZoneConfig": {"localTimeZoneDetection": []},
            "telephony": {
                "openHours": {
                    "dailyHours": {
                        "MONDAY": [{"startTime": "T09:00", "endTime": "T17:00"}],
                        "SUNDAY": [],
                    }
                }
            },
        },
        tags={},
    ),
    campaigns(
        "campaigns-date-time-whole",
        "UpdateCampaignSchedule",
        id="c",
        schedule={
            "startTime": utc(2026, 2, 28, 23, 59, 59),
            "endTime": utc(1969, 12, 31),
            "refreshFrequency": "P1D",
        },
    ),
    campaigns(
        "campaigns-date-time-fraction",
        "UpdateCampaignSchedule",
        id="c",
        schedule={
            "startTime": utc(2026, 2, 28, 23, 59, 59, 500_000),
            "endTime": utc(2026, 3, 1, 0, 0, 0, 123_456),
        },
    ),
    campaigns(
        "campaigns-date-time-in-list",
        "PutOutboundRequestBatch",
        id="c",
        outboundRequests=[
            {
                "clientToken": TOKEN,
                "expirationTime": utc(2026, 3, 1),
                "channelSubtypeParameters": {
                    "telephony": {"destinationPhoneNumber": "+1", "attributes": {"é": ""}}
                },
            }
        ],
    ),
    campaigns(
        "campaigns-query-enum", "DeleteCampaignChannelSubtypeConfig", id="c", channelSubtype="SMS"
    ),
    campaigns("campaigns-query-list", "UntagResource", arn=CAMPAIGN_ARN, tagKeys=["b", "a", "a/é"]),
]
