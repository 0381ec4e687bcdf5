"""Defines cases for Amazon Connect with values in the path."""

from typing import Any

from case import CONTACT, CONTROL, ESCAPED, I32_MIN, I64_MAX, I64_MIN, INSTANCE, LONG_TOKEN
from case import QUEUE_ARN, RESERVED, UNICODE, Case


def connect(name: str, operation: str, /, **kwargs: Any) -> Case:
    return Case(name, "connect", operation, kwargs)


CASES = [
    connect("label-plain", "GetFederationToken", InstanceId=INSTANCE),
    connect("label-reserved", "GetFederationToken", InstanceId=RESERVED),
    connect("label-escaped", "GetFederationToken", InstanceId=ESCAPED),
    connect("label-unicode", "GetFederationToken", InstanceId=UNICODE),
    connect("label-control", "GetFederationToken", InstanceId=CONTROL),
    connect("label-one-space", "DescribeInstance", InstanceId=" "),
    connect("label-three-dots", "DescribeInstance", InstanceId="..."),
    connect("label-escaped-dots", "DescribeInstance", InstanceId="%2E%2E"),
    connect("label-slash-alone", "DescribeInstance", InstanceId="/"),
    connect("label-dots-and-slashes", "DescribeInstance", InstanceId="a/..b//.c/d.."),
    connect("label-long", "DescribeInstance", InstanceId=LONG_TOKEN),
    connect("label-arn", "ListTagsForResource", resourceArn=QUEUE_ARN),
    connect("label-second", "DescribeUser", InstanceId=INSTANCE, UserId="a/b c"),
    connect("label-order", "DescribeUser", UserId="user", InstanceId="instance"),
    connect(
        "label-three-strings",
        "DisassociateFlow",
        InstanceId=INSTANCE,
        ResourceId=QUEUE_ARN,
        ResourceType="é/é",
    ),
    connect(
        "label-i64-max",
        "DeleteContactFlowVersion",
        InstanceId=INSTANCE,
        ContactFlowId="flow",
        ContactFlowVersion=I64_MAX,
    ),
    connect(
        "label-i64-min",
        "DeleteContactFlowModuleVersion",
        InstanceId=INSTANCE,
        ContactFlowModuleId="module",
        ContactFlowModuleVersion=I64_MIN,
    ),
    connect(
        "label-i32-zero", "DeleteViewVersion", InstanceId=INSTANCE, ViewId="view", ViewVersion=0
    ),
    connect(
        "label-i32-min",
        "DeleteViewVersion",
        InstanceId=INSTANCE,
        ViewId="view",
        ViewVersion=I32_MIN,
    ),
    connect("label-in-delete", "DeletePredefinedAttribute", InstanceId=INSTANCE, Name="Größe (cm)"),
    connect("post-without-body", "DeleteVocabulary", InstanceId=INSTANCE, VocabularyId="v 1"),
    connect("label-and-body", "PutUserStatus", InstanceId="i:1", UserId="u@1", AgentStatusId=""),
    connect(
        "label-enum",
        "UpdateInstanceAttribute",
        InstanceId=INSTANCE,
        AttributeType="INBOUND_CALLS",
        Value="false",
        ClientToken=CONTACT,
    ),
]
