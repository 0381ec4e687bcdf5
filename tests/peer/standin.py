"""Lets boto3 judge the stand-in: its refusals, its samples, its state, and moto's facts."""

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError
from botocore.model import OperationModel

import boto
import inputs
import kept_state
import limits
import moto_facts
import paginators
import program
import scenario
import spoils
from model import SERVICES, service_model
from spoils import Spoil
from standin_server import NotStarted, Standin, standin

THREADS = 4
# Codes for a broken model that the service has beside those that the model lists.
ANY_OPERATIONS_CODES = {"ValidationException"}
# The least share of spoiled requests that are refused with the member's name.
LEAST_NAMED = 0.99
# The characters of a value that are printed.
SHOWN = 120


@dataclass(frozen=True)
class Operation:
    """An operation of a service, with the requests that keep to its model."""

    service: str
    model: OperationModel
    minimal: dict[str, Any]
    full: list[dict[str, Any]]

    @property
    def name(self) -> str:
        return f"{self.service} {self.model.name}"

    @property
    def requests(self) -> list[dict[str, Any]]:
        return [self.minimal, *self.full]


def operations() -> list[Operation]:
    return [
        Operation(service, model, inputs.minimal(model), inputs.full(model))
        for service in SERVICES
        for model in _models(service)
    ]


def _models(service: str) -> list[OperationModel]:
    whole = service_model(service)
    return [whole.operation_model(name) for name in whole.operation_names]


class Caller:
    """Calls one stand-in from several threads."""

    def __init__(self, server: Standin, *, validate: bool) -> None:
        self.clients = {service: server.client(service, validate=validate) for service in SERVICES}

    def __call__(self, operation: Operation, request: dict[str, Any]) -> Any:
        """Returns the response, or the exception."""
        try:
            return boto.call(self.clients[operation.service], operation.model.name, request)
        except Exception as error:  # Any kind is a finding.
            return error

    def pages(self, operation: Operation) -> list[str]:
        """Returns what is wrong with the pages of a response, if it has any."""
        client = self.clients[operation.service]
        found = paginators.fault(client, operation.model.name, operation.minimal)
        return [found] if found else []


def in_threads(do: Callable[[Any], Any], these: Iterable[Any]) -> Iterator[Any]:
    with ThreadPoolExecutor(THREADS) as pool:
        yield from pool.map(do, these)


def right_requests(every: list[Operation]) -> int:
    """Counts the requests that keep to the model and are refused."""
    with standin("--no-state") as server:
        call = Caller(server, validate=True)
        pairs = [(one, request) for one in every for request in one.requests]
        failed = 0
        for (one, request), got in zip(pairs, in_threads(lambda pair: call(*pair), pairs)):
            if isinstance(got, Exception):
                failed += 1
                print(f"refused: {one.name}: {_said(got)}\n  {_short(request)}")
    print(f"requests: {len(every)} operations, {len(pairs)} requests, {failed} refused")
    return failed


def samples(every: list[Operation], kind: str) -> int:
    """Counts the samples that boto3 cannot read, or that the model does not allow.

    A hostile sample breaks the model on purpose, and only has to be readable.
    """
    with standin("--no-state", "--samples", kind) as server:
        call = Caller(server, validate=True)
        answers = in_threads(lambda one: call(one, one.minimal), every)
        failed = unlike_model = 0
        for one, got in zip(every, answers):
            unreadable = [_said(got)] if isinstance(got, Exception) else call.pages(one)
            odd = [] if unreadable else _faults_of_sample(one, got, whole=kind == "whole")
            unlike_model += bool(odd)
            found = unreadable if kind == "hostile" else unreadable + odd
            failed += bool(found)
            for fault in found:
                print(f"{kind} sample: {one.name}: {fault}")
    counts = f"{failed} failed, {unlike_model} break the model"
    print(f"samples: {kind}: {len(every)} operations, {counts}")
    return failed


def _faults_of_sample(operation: Operation, got: dict[str, Any], *, whole: bool) -> list[str]:
    shape = operation.model.output_shape
    if shape is None:
        return []
    value = {name: one for name, one in got.items() if name != "ResponseMetadata"}
    return limits.faults(value, shape, whole=whole, without=_page_tokens(operation))


def _page_tokens(operation: Operation) -> frozenset[str]:
    """Returns the members that a last page lacks."""
    names = operation.model.output_shape.members
    return frozenset(name for name in names if name.lower() in ("nexttoken", "nextpagetoken"))


def spoiled_requests(every: list[Operation]) -> int:
    """Counts the spoiled requests that are not refused with the spoiled member's name."""
    cases = [
        (one, spoil, request)
        for one in every
        for spoil, request in spoils.chosen(one.model, one.requests)
    ]
    with standin("--no-state") as server:
        call = Caller(server, validate=False)
        answers = in_threads(lambda case: call(case[0], case[2]), cases)
        kinds: Counter[str] = Counter()
        missed: Counter[str] = Counter()
        not_sent = 0
        for (one, spoil, _), got in zip(cases, answers):
            if isinstance(got, Exception) and not isinstance(got, ClientError):
                not_sent += 1
                print(f"not sent: {one.name}: {spoil.kind} {dotted(spoil)}: {_said(got)}")
                continue
            kinds[spoil.kind] += 1
            if fault := fault_of_refusal(one, spoil, got):
                missed[spoil.kind] += 1
                what = f"{spoil.kind} `{dotted(spoil)}`: {_value(spoil)}"
                print(f"spoiled: {one.name}: {what}: {fault}")
    return _close_spoiled(kinds, missed, not_sent)


def _close_spoiled(kinds: Counter[str], missed: Counter[str], not_sent: int) -> int:
    for kind in sorted(kinds):
        print(f"  {kind}: {kinds[kind]} sent, {missed[kind]} missed")
    sent, bad = kinds.total(), missed.total()
    named = (sent - bad) / sent if sent else 0.0
    by_name = f"{sent - bad} refused by name ({named:.2%})"
    print(f"spoiled: {sent} requests, {by_name}, {not_sent} not sent")
    return int(named < LEAST_NAMED)


def fault_of_refusal(operation: Operation, spoil: Spoil, got: Any) -> str | None:
    if not isinstance(got, ClientError):
        return "not refused"
    status = got.response["ResponseMetadata"]["HTTPStatusCode"]
    code, message = got.response["Error"]["Code"], got.response["Error"].get("Message", "")
    listed = {shape.name for shape in operation.model.error_shapes}
    listed |= {shape.error_code for shape in operation.model.error_shapes}
    if not 400 <= status < 500:
        return f"the status is {status}: {_said(got)}"
    if code not in listed | ANY_OPERATIONS_CODES:
        return f"the code is not one of the operation: {_said(got)}"
    if not _names(spoil, message):
        return f"the member is not named: {_said(got)}"
    return None


def dotted(spoil: Spoil) -> str:
    steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in spoil.path]
    return "".join(steps).removeprefix(".")


def _names(spoil: Spoil, message: str) -> bool:
    """Tells whether a message has the member's path. A key of a map may stand in brackets."""
    first, *rest = spoil.path
    names = {str(first), spoil.wire_name}
    # The message may have the old key, the new one or neither, but it has the map.
    steps = rest[:-1] if spoil.is_key else rest
    path = "".join(_step(step) for step in steps)
    end = "" if spoil.is_key else r"(?![.\[]\w)"
    return any(
        re.search(rf"(?<![\w.\]]){re.escape(name)}{path}(?!\w){end}", message) for name in names
    )


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return rf"\[{step}\]"
    name = re.escape(step)
    return rf"(\.{name}\b|\[.?{name}.?\])"


def _value(spoil: Spoil) -> str:
    return "left out" if spoil.value is spoils.MISSING else _short(spoil.value)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}… ({len(text)} characters)"


def _said(error: Exception) -> str:
    if isinstance(error, ClientError):
        answer = error.response["Error"]
        return f"{answer['Code']}: {answer.get('Message')}"
    return f"{type(error).__name__}: {error}"


def state(every: list[Operation]) -> int:
    with standin() as server:
        instances = server.client("connect").list_instances()["InstanceSummaryList"]
        return kept_state.judge(every, Caller(server, validate=True), instances[0]["Id"])


def moto() -> int:
    with standin() as server:
        return moto_facts.judge(server)


def parts(every: list[Operation], command: str | None) -> dict[str, Callable[[], int]]:
    """Returns what can be judged by its name. Each part returns the number of faults."""
    return {
        "requests": lambda: right_requests(every),
        "whole": lambda: samples(every, "whole"),
        "sparse": lambda: samples(every, "sparse"),
        "hostile": lambda: samples(every, "hostile"),
        "spoiled": lambda: spoiled_requests(every),
        "state": lambda: state(every),
        "moto": moto,
        "scenario": lambda: scenario.judge(command),
    }


def passes(name: str, part: Callable[[], int]) -> bool:
    start = time.monotonic()
    try:
        failed = part() > 0
    except (NotStarted, moto_facts.BadList, program.ProgramFailed) as error:
        print(error)
        failed = True
    print(f"{name}: {'failed' if failed else 'passed'} in {time.monotonic() - start:.1f} s")
    return not failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"some of {', '.join(parts([], None))}"
    )
    parser.add_argument("--service", choices=SERVICES, help="judge this service alone")
    parser.add_argument("--boto3", action="store_true", help="leave the Rust program out")
    program.add_argument(parser)
    arguments = parser.parse_args()
    program.end_cleanly()
    boto.isolate()
    every = [one for one in operations() if arguments.service in (None, one.service)]
    known = parts(every, None if arguments.boto3 else arguments.program)
    if unknown := set(arguments.parts) - known.keys():
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    chosen = arguments.parts or list(known)
    passed = sum(passes(name, known[name]) for name in chosen)
    print(f"standin: {passed} passed, {len(chosen) - passed} failed")
    return 1 if passed < len(chosen) else 0


if __name__ == "__main__":
    sys.exit(main())
