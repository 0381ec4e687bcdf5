"""Runs every operation of Amazon Connect that moto supports, on instances that it creates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

INSTANCES = 5
TAGS = {"plain": "value", "a b/c": "é&=+", "empty": ""}
# In the order in which moto returns them.
DATA_SETS = ["agent_metrics", "contact statistics/é", "contact_record"]
UNKNOWN = "99999999-9999-4999-8999-999999999999"


@dataclass(frozen=True)
class Values:
    """The values that the model restricts by patterns."""

    alias: str
    new_tag: str


# moto does not check patterns.
BEYOND_PATTERNS = Values(alias="peer-{}-é", new_tag="new,one")
WITHIN_PATTERNS = Values(alias="peer-{}", new_tag="new.one")


class Wrong(Exception):
    """A response differs from the expected one."""


def expect(what: str, got: object, wanted: object) -> None:
    if got != wanted:
        raise Wrong(f"{what}: got {got!r}, and should be {wanted!r}")


def expect_error(what: str, code: str, status: int, call: Any, **kwargs: Any) -> None:
    try:
        answer = call(**kwargs)
    except ClientError as error:
        expect(f"{what}: code", error.response["Error"]["Code"], code)
        expect(f"{what}: status", error.response["ResponseMetadata"]["HTTPStatusCode"], status)
    else:
        expect(f"{what}: the response", answer, f"the error {code}")


def steps(client: Any, values: Values = BEYOND_PATTERNS) -> Iterator[str]:
    """Runs the scenario and yields a description of each finished step."""
    alias = values.alias
    created = [create(client, number, alias.format(number)) for number in range(INSTANCES)]
    yield f"created {INSTANCES} instances"
    describe(client, created, alias)
    yield "described them, and an unknown one"
    list_instances(client, [instance["Id"] for instance in created])
    yield "listed them, at once and in pages of 2"
    refuse(client)
    yield "met a refused page token, and an operation that is not served"
    change_tags(client, created[0]["Arn"], values.new_tag)
    yield "listed, added and removed tags"
    associate(client, created[1]["Id"])
    yield "associated data sets, listed them in pages of 1, and disassociated one"
    for instance in created:
        client.delete_instance(InstanceId=instance["Id"])
    expect("instances left", client.list_instances()["InstanceSummaryList"], [])
    yield "deleted the instances"


def create(client: Any, number: int, alias: str) -> Any:
    return client.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias=alias,
        InboundCallsEnabled=True,
        OutboundCallsEnabled=False,
        **({"Tags": TAGS} if number == 0 else {}),
    )


def describe(client: Any, created: list[dict[str, Any]], alias: str) -> None:
    for number, instance in enumerate(created):
        got = client.describe_instance(InstanceId=instance["Id"])["Instance"]
        expect("the ARN", got["Arn"], instance["Arn"])
        expect("the alias", got["InstanceAlias"], alias.format(number))
        expect("the status", got["InstanceStatus"], "ACTIVE")
        expect("inbound calls", got["InboundCallsEnabled"], True)
        expect("outbound calls", got["OutboundCallsEnabled"], False)
        expect("the tags", got.get("Tags"), TAGS if number == 0 else None)
        expect("the kind of the time", type(got["CreatedTime"]), datetime)
    expect_error(
        "an unknown instance",
        "ResourceNotFoundException",
        404,
        client.describe_instance,
        InstanceId=UNKNOWN,
    )


def list_instances(client: Any, ids: list[str]) -> None:
    at_once = client.list_instances()
    expect("all at once", [one["Id"] for one in at_once["InstanceSummaryList"]], ids)
    expect("a token after all", at_once.get("NextToken"), None)
    pages = page_by_page(client.list_instances, "InstanceSummaryList", MaxResults=2)
    expect("the pages", [[one["Id"] for one in page] for page in pages], _in_twos(ids))
    paginator = client.get_paginator("list_instances").paginate(PaginationConfig={"PageSize": 2})
    expect("the paginator's", [len(page["InstanceSummaryList"]) for page in paginator], [2, 2, 1])


def _in_twos(ids: list[str]) -> list[list[str]]:
    return [ids[start : start + 2] for start in range(0, len(ids), 2)]


def page_by_page(call: Any, items: str, **kwargs: Any) -> list[list[dict[str, Any]]]:
    pages: list[list[dict[str, Any]]] = []
    token: dict[str, str] = {}
    while len(pages) <= INSTANCES:
        answer = call(**kwargs, **token)
        pages.append(answer[items])
        if "NextToken" not in answer:
            return pages
        token = {"NextToken": answer["NextToken"]}
    raise Wrong(f"{items} has no last page")


def refuse(client: Any) -> None:
    expect_error(
        "another's token", "InvalidToken", 400, client.list_instances, NextToken="no token"
    )
    # moto responds with HTML here, so boto3 uses the status as the code.
    expect_error("not served", "404", 404, client.get_federation_token, InstanceId=UNKNOWN)


def change_tags(client: Any, arn: str, new: str) -> None:
    expect("the first tags", client.list_tags_for_resource(resourceArn=arn)["tags"], TAGS)
    client.tag_resource(resourceArn=arn, tags={"plain": "other", new: "1"})
    client.untag_resource(resourceArn=arn, tagKeys=["empty", "a b/c"])
    got = client.list_tags_for_resource(resourceArn=arn)["tags"]
    expect("the tags after", got, {"plain": "other", new: "1"})


def associate(client: Any, instance: str) -> None:
    for data_set in DATA_SETS:
        got = client.associate_analytics_data_set(InstanceId=instance, DataSetId=data_set)
        expect("the data set", got["DataSetId"], data_set)
        expect("the account", got.get("TargetAccountId"), "123456789012")
    expect_error(
        "a data set again",
        "InvalidParameterException",
        400,
        client.associate_analytics_data_set,
        InstanceId=instance,
        DataSetId=DATA_SETS[0],
    )
    expect("the pages of data sets", _associated(client, instance), [[one] for one in DATA_SETS])
    one = client.list_analytics_data_associations(InstanceId=instance, DataSetId=DATA_SETS[1])
    expect("one data set", [found["DataSetId"] for found in one["Results"]], [DATA_SETS[1]])
    client.disassociate_analytics_data_set(InstanceId=instance, DataSetId=DATA_SETS[2])
    expect("the data sets left", _associated(client, instance), [[one] for one in DATA_SETS[:2]])


def _associated(client: Any, instance: str) -> list[list[str]]:
    call = client.list_analytics_data_associations
    pages = page_by_page(call, "Results", InstanceId=instance, MaxResults=1)
    return [[one["DataSetId"] for one in page] for page in pages]
