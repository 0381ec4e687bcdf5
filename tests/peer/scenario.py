"""Runs one scenario on the stand-in with boto3 and with the Rust program, and compares the results.

`scenario.rs` has the same steps. `scenario_facts.py` says what some of the results must be.
"""

import json
from typing import Any

import program
import scenario_facts
from scenario_run import Result, Scenario
from scenario_steps import domains, flows, setup, users
from standin_server import Standin, standin


def with_boto3(server: Standin) -> Scenario:
    scenario = Scenario()
    connect = server.client("connect")
    instance, other = setup.instances(scenario, connect)
    hours = setup.hours(scenario, connect, instance)
    queue = setup.queue(scenario, connect, instance, hours)
    routing = setup.routing_profile(scenario, connect, instance, queue)
    security = setup.security_profile(scenario, connect, instance)
    users.user(scenario, connect, (instance, other), queue, (routing, security))
    flow = flows.flow(scenario, connect, instance)
    flows.prompt(scenario, connect, instance)
    flows.quick_connect(scenario, connect, instance, queue, flow)
    flows.contact(scenario, connect, instance, flow)
    domains.cases(scenario, server.client("connectcases"))
    domains.profiles(scenario, server.client("customer-profiles"))
    users.pages(scenario, connect, instance, routing, security)
    return scenario


def with_rust(server: Standin, command: str) -> dict[str, Result]:
    printed = program.run(command, "scenario", server.endpoint, variables=server.variables)
    lines = [json.loads(line) for line in printed]
    return {line["step"]: line["result"] for line in lines}


def judge(command: str | None) -> int:
    """Prints each fault and returns their number. Without a command, only boto3 runs."""
    with standin() as server:
        boto3 = with_boto3(server)
    found = boto3.faults + scenario_facts.faults(boto3.results)
    if command:
        with standin() as server:
            found += differences(boto3.results, with_rust(server, command))
    for fault in found:
        print(f"scenario: {fault}")
    print(f"scenario: {len(boto3.results)} steps, {len(found)} faults")
    return len(found)


def differences(boto3: dict[str, Result], ours: dict[str, Result]) -> list[str]:
    steps = [f"{step}: only one program has it" for step in boto3.keys() ^ ours.keys()]
    if list(boto3) != list(ours) and not steps:
        steps.append("the steps have another order")
    both = [step for step in boto3 if step in ours and boto3[step] != ours[step]]
    return sorted(steps) + [
        f"{step}: the results differ\n  boto3: {_text(boto3[step])}\n  ours: {_text(ours[step])}"
        for step in both
    ]


def _text(result: Any) -> str:
    return json.dumps(result, ensure_ascii=False, sort_keys=True)
