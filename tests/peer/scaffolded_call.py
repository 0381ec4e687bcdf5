"""Makes a call with a written method and with boto3, and compares requests and outputs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from botocore import xform_name
from botocore.model import OperationModel, Shape

import boto
import readings
import signature
import wire
from capture import Captured
from case import Case
from model import Facts, facts
from reading_differences import MISSING, Comparison, Finding, Tally
from relay import Relay
from scaffolded_methods import Method, Parameter
from scaffolded_program import Refused, Scaffolded


@dataclass(frozen=True)
class Written:
    """An operation with the method that was written for it."""

    service: str
    model: OperationModel
    method: Method

    @property
    def name(self) -> str:
        return f"{self.service} {self.model.name}"


class Undeclared(Exception):
    """A method has no parameter for a member, or one for no member."""


class Pair:
    """The written methods and boto3, behind one relay."""

    def __init__(
        self,
        relay: Relay,
        scaffolded: Scaffolded,
        clients: dict[str, Any],
        keys: signature.Keys,
        tally: Tally,
    ) -> None:
        self.relay = relay
        self.scaffolded = scaffolded
        self.clients = clients
        self.keys = keys
        self.tally = tally

    def call(self, written: Written, request: dict[str, Any]) -> None:
        """Makes a call with both, and adds what differs to the tally."""
        kwargs = _without_made_tokens(written, request)
        arguments = arguments_of(written, kwargs)
        self.relay.record()
        try:
            ours = self.scaffolded.call(written.service, written.model.name, arguments)
        except Refused as error:
            self.relay.take()
            self.tally.fault(written.name, f"ours: {error}")
            return
        our_requests = self.relay.take()
        self.relay.replay()
        client = self.clients[written.service]
        pages = _pages(client, written, kwargs)
        boto3_requests = self.relay.take()
        self.tally.add_call(written.name, len(our_requests))
        if not self.relay.has_all_replayed:
            self.tally.fault(written.name, "boto3 needed fewer responses")
        known = facts(Case(written.name, written.service, written.model.name, kwargs))
        for fault in self._request_faults(written, known, our_requests, boto3_requests):
            self.tally.fault(written.name, fault)
        for finding in _findings(self.tally.comparison, client, written, ours, pages):
            self.tally.finding(written.name, finding)

    def _request_faults(
        self, written: Written, known: Facts, ours: list[Captured], boto3: list[Captured]
    ) -> Iterator[str]:
        if len(ours) != len(boto3) or not ours:
            yield f"{len(ours)} requests of ours, {len(boto3)} of boto3"
            return
        signed = written.method.is_signed
        for pair in zip(ours, boto3):
            for sender, request in zip(("ours", "boto3"), pair):
                found = signature.problems(
                    request, known.signing_name, signed=signed, keys=self.keys
                )
                yield from (f"{sender}: {fault}" for fault in found)
            try:
                forms = [wire.wire(request, known) for request in pair]
            except wire.Unreadable as error:
                yield str(error)
                continue
            for one in wire.differences(*forms):
                yield f"request: `{one.part}`: ours {one.ours[:200]}, boto3 {one.boto3[:200]}"


def _pages(client: Any, written: Written, kwargs: dict[str, Any]) -> list[dict[str, Any]]:
    """Returns boto3's reading of all pages, or of the one response."""
    if written.method.has_pages:
        paginator = client.get_paginator(xform_name(written.model.name))
        return list(paginator.paginate(**kwargs))
    return [boto.call(client, written.model.name, kwargs)]


def _findings(
    comparison: Comparison,
    client: Any,
    written: Written,
    ours: Any,
    pages: list[dict[str, Any]],
) -> Iterator[Finding]:
    shape = written.model.output_shape
    read = [_output(page, shape) for page in pages]
    if not written.method.has_pages:
        ours = {} if ours is None else ours
        ours = readings.of_json(ours, shape) if shape else ours
        for finding in comparison.findings(ours, read[0]):
            yield _of_status(finding, shape)
        return
    paginator = client.get_paginator(xform_name(written.model.name))
    items = readings.wire_name(shape, paginator.result_keys[0].expression)
    ours = readings.of_json({items: ours}, shape)
    boto3 = {items: [item for page in read for item in page.get(items, [])]}
    yield from comparison.findings(ours, boto3)
    tokens = {token.expression for token in paginator._output_token}
    for page in read:
        for name in page.keys() - {items} - tokens:
            yield Finding(name, MISSING, page[name], "beside items")


def _of_status(finding: Finding, shape: Shape | None) -> Finding:
    """Marks a member that is the status of the response."""
    member = shape.members.get(finding.path) if shape else None
    is_status = member is not None and member.serialization.get("location") == "statusCode"
    if is_status and finding.ours is MISSING:
        return Finding(finding.path, finding.ours, finding.boto3, "status")
    return finding


def _output(page: dict[str, Any], shape: Shape | None) -> dict[str, Any]:
    members = {name: value for name, value in page.items() if name != "ResponseMetadata"}
    return readings.of_boto3(members, shape) if shape else members


def _without_made_tokens(written: Written, request: dict[str, Any]) -> dict[str, Any]:
    """Leaves out the tokens that both clients make."""
    names = {parameter_name(written, one) for one in written.method.parameters}
    shape = written.model.input_shape
    tokens = written.model.idempotent_members
    return {
        name: value
        for name, value in request.items()
        if name not in tokens or readings.wire_name(shape, name) in names
    }


def arguments_of(written: Written, kwargs: dict[str, Any]) -> dict[str, Any]:
    """Returns the arguments of a method by the names of its parameters."""
    if written.model.input_shape is None:
        return {}
    values = readings.argument(kwargs, written.model.input_shape)
    arguments = {}
    for parameter in written.method.parameters:
        if parameter.is_whole_body:
            continue
        name = parameter_name(written, parameter)
        if name in values:
            arguments[parameter.name.removeprefix("r#")] = values.pop(name)
    for parameter in written.method.parameters:
        if parameter.is_whole_body:
            arguments[parameter.name], values = values, {}
    if values:
        raise Undeclared(f"{written.name}: no parameter for {sorted(values)}")
    return arguments


def parameter_name(written: Written, parameter: Parameter) -> str | None:
    """Returns the name on the wire of a parameter's member, or None for a whole body."""
    if parameter.place is not None:
        return parameter.wire_name
    wanted = _folded(parameter.name.removeprefix("r#"))
    found = [label for label in written.method.labels if _folded(label) == wanted]
    if len(found) != 1:
        raise Undeclared(f"{written.name}: `{parameter.name}` is for {found}")
    return found[0]


def _folded(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())
