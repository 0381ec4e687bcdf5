"""Calls every operation on a stand-in that keeps state, with the ids that earlier calls made."""

from collections.abc import Callable, Iterable
from typing import Any

from botocore.exceptions import ClientError
from botocore.model import OperationModel

import limits

# What other things are in begins first and ends last.
OUTERMOST = ("Instance", "Domain")
BEGIN = ("Create", "Start", "Put", "Import", "Claim")
END = ("Stop", "Disassociate", "Release", "Delete")
PAGE_TOKENS = ("nexttoken", "nextpagetoken")
IDS = ("Id", "Arn", "ARN", "Name")
# The names of members that have the id or ARN of a thing of another name.
OTHER_NAMES = {"InitialContactId": "ContactId"}

# Codes that the service has beside those that the model lists.
ANY_OPERATIONS_CODES = {"ResourceNotFoundException", "DuplicateResourceException"}

Known = dict[str, dict[str, str]]


def order(name: str) -> tuple[int, bool]:
    """Puts operations that begin something first, and those that end something last."""
    if name.startswith(BEGIN):
        return 0, name.removeprefix("Create") not in OUTERMOST
    if name.startswith(END):
        return 2, name.removeprefix("Delete") in OUTERMOST
    return 1, False


def with_known_ids(request: dict[str, Any], known: dict[str, str]) -> dict[str, Any]:
    """Puts known ids into the members of the same names, and asks for the first page."""
    made = {name: known.get(OTHER_NAMES.get(name, name)) for name in request}
    changed = request | {name: value for name, value in made.items() if value}
    return {name: one for name, one in changed.items() if name.lower() not in PAGE_TOKENS}


def learn(operation: str, answer: dict[str, Any], known: dict[str, str]) -> None:
    """Keeps the ids and ARNs of what was created. `Id` alone is that of the operation's noun."""
    noun = operation.removeprefix("Create")
    for name, value in answer.items():
        if isinstance(value, dict) and name == noun:
            learn(operation, value, known)
        elif isinstance(value, str) and name.endswith(IDS):
            known[noun + name if name in IDS else name] = value


def fault(model: OperationModel, answer: Any) -> str | None:
    """Returns what is wrong with an answer. An error of the model's codes is right."""
    if isinstance(answer, ClientError):
        status = answer.response["ResponseMetadata"]["HTTPStatusCode"]
        code = answer.response["Error"]["Code"]
        listed = {shape.name for shape in model.error_shapes}
        if 400 <= status < 500 and code in listed | ANY_OPERATIONS_CODES:
            return None
        return f"{code} ({status}): {answer.response['Error'].get('Message')}"
    if isinstance(answer, Exception):
        return f"{type(answer).__name__}: {answer}"
    if model.output_shape is None:
        return None
    value = {name: one for name, one in answer.items() if name != "ResponseMetadata"}
    found = limits.faults(value, model.output_shape, whole=False, without=frozenset())
    return "; ".join(found[:3]) or None


def judge(
    operations: Iterable[Any], call: Callable[[Any, dict[str, Any]], Any], instance: str
) -> int:
    """Returns the number of wrong answers."""
    known: Known = {"connect": {"InstanceId": instance}}
    failed, unanswered = 0, []
    for one in sorted(operations, key=lambda one: order(one.model.name)):
        ids = known.setdefault(one.service, {})
        answers = [
            call(one, with_known_ids(request, ids)) for request in (one.full[0], one.minimal)
        ]
        for answer in answers:
            if found := fault(one.model, answer):
                failed += 1
                print(f"state: {one.name}: {found}")
        right = [answer for answer in answers if not isinstance(answer, Exception)]
        if right and one.model.name.startswith(BEGIN):
            learn(one.model.name, right[0], ids)
        if not right:
            unanswered.append(f"{one.name}: {answers[0]}")
    print(f"state: {len(unanswered)} operations only with errors of their models")
    return failed
