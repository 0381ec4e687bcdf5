"""Steps with users: their tags, the bounds of an instance, and many of them in pages."""

from typing import Any

from scenario_run import Result, Scenario, search

USERS = 250
PAGE = 100


def user(
    scenario: Scenario,
    connect: Any,
    instances: tuple[str, str],
    queue: str,
    profiles: tuple[str, str],
) -> None:
    instance, other = instances
    create = _new_user(instance, "peer.user", *profiles)
    made = scenario.step(
        "create the user",
        connect.create_user,
        **create,
        IdentityInfo={"FirstName": "Ada", "LastName": "Peer"},
    )
    one = {"InstanceId": instance, "UserId": made["UserId"]}
    scenario.step("a user name that is taken", connect.create_user, **create)
    scenario.step("describe the user", connect.describe_user, **one)
    scenario.step("list the users", connect.list_users, InstanceId=instance)
    scenario.step(
        "find the user by a part of its name",
        connect.search_users,
        **search(instance, "Username", "CONTAINS", "r.us"),
    )
    scenario.step(
        "find no user by a part as its name",
        connect.search_users,
        **search(instance, "Username", "EXACT", "r.us"),
    )
    identity = {"FirstName": "Ada", "LastName": "Other"}
    scenario.step(
        "update the user", connect.update_user_identity_info, **one, IdentityInfo=identity
    )
    scenario.step("describe the updated user", connect.describe_user, **one)
    _tags(scenario, connect, made["UserArn"])
    scenario.step("a queue is no user", connect.describe_user, InstanceId=instance, UserId=queue)
    scenario.step(
        "the user in the other instance",
        connect.describe_user,
        InstanceId=other,
        UserId=made["UserId"],
    )
    scenario.step("the users of the other instance", connect.list_users, InstanceId=other)
    scenario.step("delete the user", connect.delete_user, **one)
    scenario.step("describe the deleted user", connect.describe_user, **one)


def _new_user(instance: str, name: str, routing: str, security: str) -> Result:
    return {
        "InstanceId": instance,
        "Username": name,
        "PhoneConfig": {"PhoneType": "SOFT_PHONE", "AutoAccept": False},
        "RoutingProfileId": routing,
        "SecurityProfileIds": [security],
    }


def _tags(scenario: Scenario, connect: Any, arn: str) -> None:
    tags = {"team": "peer", "a b": "c/d"}
    scenario.step("tag the user", connect.tag_resource, resourceArn=arn, tags=tags)
    scenario.step("list the user's tags", connect.list_tags_for_resource, resourceArn=arn)
    scenario.step("untag the user", connect.untag_resource, resourceArn=arn, tagKeys=["a b"])
    scenario.step("list the tags left", connect.list_tags_for_resource, resourceArn=arn)


def pages(scenario: Scenario, connect: Any, instance: str, routing: str, security: str) -> None:
    names = [f"peer.{number:03}" for number in range(USERS)]
    for name in names:
        connect.create_user(**_new_user(instance, name, routing, security))
    paginator = connect.get_paginator("list_users")
    pages = paginator.paginate(InstanceId=instance, PaginationConfig={"PageSize": PAGE})
    listed = [[user["Username"] for user in page["UserSummaryList"]] for page in pages]
    scenario.results["list many users in pages"] = {
        "pages": [len(page) for page in listed],
        "all": sorted(sum(listed, [])) == names,
    }
