"""Steps with flows, and with what uses them."""

from typing import Any

from scenario_run import Scenario, search

FLOW = '{"Version":"2019-10-30","StartAction":"a","Actions":[]}'


def flow(scenario: Scenario, connect: Any, instance: str) -> str:
    made = scenario.step(
        "create the flow",
        connect.create_contact_flow,
        InstanceId=instance,
        Name="peer flow",
        Type="CONTACT_FLOW",
        Content=FLOW,
    )
    one = {"InstanceId": instance, "ContactFlowId": made["ContactFlowId"]}
    scenario.step("describe the flow", connect.describe_contact_flow, **one)
    scenario.step(
        "update the flow",
        connect.update_contact_flow_metadata,
        **one,
        Name="peer way",
        Description="ends at once",
    )
    scenario.step("describe the updated flow", connect.describe_contact_flow, **one)
    scenario.step(
        "find the flow by its new name",
        connect.search_contact_flows,
        **search(instance, "Name", "EXACT", "peer way"),
    )
    return str(made["ContactFlowId"])


def prompt(scenario: Scenario, connect: Any, instance: str) -> None:
    made = scenario.step(
        "create the prompt",
        connect.create_prompt,
        InstanceId=instance,
        Name="peer prompt",
        S3Uri="s3://peer/prompt.wav",
    )
    one = {"InstanceId": instance, "PromptId": made["PromptId"]}
    scenario.step("update the prompt", connect.update_prompt, **one, Description="a greeting")
    scenario.step("describe the prompt", connect.describe_prompt, **one)
    scenario.step("delete the prompt", connect.delete_prompt, **one)
    scenario.step("describe the deleted prompt", connect.describe_prompt, **one)


def quick_connect(scenario: Scenario, connect: Any, instance: str, queue: str, flow: str) -> None:
    config = {
        "QuickConnectType": "QUEUE",
        "QueueConfig": {"QueueId": queue, "ContactFlowId": flow},
    }
    made = scenario.step(
        "create the quick connect",
        connect.create_quick_connect,
        InstanceId=instance,
        Name="peer connect",
        QuickConnectConfig=config,
    )
    one = {"InstanceId": instance, "QuickConnectId": made["QuickConnectId"]}
    scenario.step(
        "rename the quick connect", connect.update_quick_connect_name, **one, Name="peer transfer"
    )
    scenario.step("describe the quick connect", connect.describe_quick_connect, **one)
    scenario.step("list the quick connects", connect.list_quick_connects, InstanceId=instance)
    scenario.step("delete the quick connect", connect.delete_quick_connect, **one)
    scenario.step("list no quick connects", connect.list_quick_connects, InstanceId=instance)


def contact(scenario: Scenario, connect: Any, instance: str, flow: str) -> None:
    made = scenario.step(
        "start the task",
        connect.start_task_contact,
        InstanceId=instance,
        ContactFlowId=flow,
        Name="peer task",
        Attributes={"color": "red"},
    )
    contact = made["ContactId"]
    one = {"InstanceId": instance, "ContactId": contact}
    first = {"InstanceId": instance, "InitialContactId": contact}
    scenario.step("describe the task", connect.describe_contact, **one)
    scenario.step(
        "add attributes", connect.update_contact_attributes, **first, Attributes={"size": "9"}
    )
    scenario.step("read the attributes", connect.get_contact_attributes, **first)
    scenario.step("tag the task", connect.tag_contact, **one, Tags={"team": "peer", "b": "1"})
    scenario.step("untag the task", connect.untag_contact, **one, TagKeys=["b"])
    scenario.step("stop the task", connect.stop_contact, **one)
    scenario.step("describe the stopped task", connect.describe_contact, **one)
