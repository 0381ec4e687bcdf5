"""Runs moto's scenario against the stand-in. Compares differences with `moto_differences.toml`."""

import tomllib
from pathlib import Path
from unittest.mock import patch

import moto_scenario
from standin_server import Standin

FILE = Path(__file__).with_name("moto_differences.toml")
KEYS = {"what", "standin", "moto", "reason"}

# What differs, the stand-in's value and moto's, as Python writes them.
Difference = tuple[str, str, str]


class BadList(Exception):
    """The list is invalid."""


def load() -> set[Difference]:
    entries = tomllib.loads(FILE.read_text("utf-8")).get("difference", [])
    for entry in entries:
        if set(entry) != KEYS or not entry["reason"].strip():
            raise BadList(f"an entry needs {sorted(KEYS)}: {entry}")
    return {(entry["what"], entry["standin"], entry["moto"]) for entry in entries}


def differences(server: Standin) -> set[Difference]:
    """Runs the whole scenario. It begins without the instance that the stand-in brings."""
    found: set[Difference] = set()

    def note(what: str, got: object, wanted: object) -> None:
        if got != wanted:
            found.add((what, repr(got), repr(wanted)))

    client = server.client("connect")
    for instance in client.list_instances()["InstanceSummaryList"]:
        client.delete_instance(InstanceId=instance["Id"])
    with patch.object(moto_scenario, "expect", note):
        for step in moto_scenario.steps(client, moto_scenario.WITHIN_PATTERNS):
            print(f"moto's facts: {step}")
    return found


def judge(server: Standin) -> int:
    """Prints each difference that is not listed, or does not occur, and returns their number."""
    listed, found = load(), differences(server)
    for what, ours, theirs in sorted(found - listed):
        print(f"moto's facts: not listed: {what}: the stand-in has {ours}, moto has {theirs}")
    for what, *_ in sorted(listed - found):
        print(f"moto's facts: listed, but does not occur: {what}")
    print(f"moto's facts: {len(listed & found)} listed differences occur")
    return len(listed ^ found)
