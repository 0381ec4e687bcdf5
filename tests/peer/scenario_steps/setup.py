"""Steps with instances and what every user of one needs."""

from typing import Any

from scenario_run import Scenario, search

HOURS = [
    {
        "Day": "MONDAY",
        "StartTime": {"Hours": 8, "Minutes": 0},
        "EndTime": {"Hours": 17, "Minutes": 30},
    }
]


def instances(scenario: Scenario, connect: Any) -> tuple[str, str]:
    create = {
        "IdentityManagementType": "CONNECT_MANAGED",
        "InboundCallsEnabled": True,
        "OutboundCallsEnabled": False,
    }
    made = scenario.step(
        "create the instance",
        connect.create_instance,
        InstanceAlias="peer-one",
        Tags={"team": "peer"},
        **create,
    )
    other = scenario.step(
        "create the other instance", connect.create_instance, InstanceAlias="peer-two", **create
    )
    scenario.step(
        "an alias that is taken", connect.create_instance, InstanceAlias="peer-two", **create
    )
    scenario.step("describe the instance", connect.describe_instance, InstanceId=made["Id"])
    scenario.step("list the instances", connect.list_instances)
    return made["Id"], other["Id"]


def hours(scenario: Scenario, connect: Any, instance: str) -> str:
    create = {"InstanceId": instance, "Name": "peer hours", "TimeZone": "UTC", "Config": HOURS}
    made = scenario.step("create the hours", connect.create_hours_of_operation, **create)
    one = {"InstanceId": instance, "HoursOfOperationId": made["HoursOfOperationId"]}
    scenario.step("hours again", connect.create_hours_of_operation, **create)
    scenario.step("describe the hours", connect.describe_hours_of_operation, **one)
    scenario.step(
        "update the hours",
        connect.update_hours_of_operation,
        **one,
        Description="from Monday",
        TimeZone="Europe/Vienna",
    )
    scenario.step("describe the updated hours", connect.describe_hours_of_operation, **one)
    scenario.step("list the hours", connect.list_hours_of_operations, InstanceId=instance)
    return str(made["HoursOfOperationId"])


def queue(scenario: Scenario, connect: Any, instance: str, hours: str) -> str:
    made = scenario.step(
        "create the queue",
        connect.create_queue,
        InstanceId=instance,
        Name="peer queue",
        HoursOfOperationId=hours,
        MaxContacts=5,
        Tags={"team": "peer"},
    )
    one = {"InstanceId": instance, "QueueId": made["QueueId"]}
    scenario.step("describe the queue", connect.describe_queue, **one)
    scenario.step(
        "find the queue by the start of its name",
        connect.search_queues,
        **search(instance, "Name", "STARTS_WITH", "peer q"),
    )
    scenario.step("rename the queue", connect.update_queue_name, **one, Name="peer line")
    scenario.step("describe the renamed queue", connect.describe_queue, **one)
    scenario.step(
        "find no queue by the old name",
        connect.search_queues,
        **search(instance, "Name", "STARTS_WITH", "peer q"),
    )
    return str(made["QueueId"])


def routing_profile(scenario: Scenario, connect: Any, instance: str, queue: str) -> str:
    made = scenario.step(
        "create the routing profile",
        connect.create_routing_profile,
        InstanceId=instance,
        Name="peer routing",
        Description="voice",
        DefaultOutboundQueueId=queue,
        MediaConcurrencies=[{"Channel": "VOICE", "Concurrency": 1}],
    )
    one = {"InstanceId": instance, "RoutingProfileId": made["RoutingProfileId"]}
    scenario.step("describe the routing profile", connect.describe_routing_profile, **one)
    scenario.step(
        "find the routing profile by its name",
        connect.search_routing_profiles,
        **search(instance, "Name", "EXACT", "peer routing"),
    )
    scenario.step(
        "rename the routing profile", connect.update_routing_profile_name, **one, Name="peer voice"
    )
    scenario.step("describe the renamed routing profile", connect.describe_routing_profile, **one)
    return str(made["RoutingProfileId"])


def security_profile(scenario: Scenario, connect: Any, instance: str) -> str:
    made = scenario.step(
        "create the security profile",
        connect.create_security_profile,
        InstanceId=instance,
        SecurityProfileName="peer security",
        Permissions=["BasicAgentAccess"],
    )
    one = {"InstanceId": instance, "SecurityProfileId": made["SecurityProfileId"]}
    scenario.step("describe the security profile", connect.describe_security_profile, **one)
    scenario.step(
        "update the security profile",
        connect.update_security_profile,
        **one,
        Description="for agents",
    )
    scenario.step("describe the updated security profile", connect.describe_security_profile, **one)
    scenario.step(
        "find the security profile by a part of its name",
        connect.search_security_profiles,
        **search(instance, "SecurityProfileName", "CONTAINS", "r sec"),
    )
    return str(made["SecurityProfileId"])
