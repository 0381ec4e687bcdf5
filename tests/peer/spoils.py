"""Spoils one member of a request in each of the ways that the model forbids."""

import copy
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from botocore.model import OperationModel, Shape

import patterns

# The most spoils of an operation.
MOST = 12
# The greatest lengths that are exceeded, in the body and elsewhere.
LONGEST_TEXT = {"body": 300_000, "uri": 1_000, "querystring": 1_000, "header": 1_000}
MOST_ITEMS = 600
UNKNOWN_VALUE = "NOT_IN_THE_MODEL"
MISSING = object()

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Spoil:
    """One change to a request."""

    kind: str
    # The member as the model names it, with indexes and keys between.
    path: Path
    # The value that the member gets, or `MISSING`.
    value: Any
    # The name of the first member on the wire, where it is not in the body.
    wire_name: str
    # The changed part is the map's key, and `value` is the new key.
    is_key: bool = False

    def apply(self, request: dict[str, Any]) -> dict[str, Any]:
        """Returns a changed copy."""
        whole = copy.deepcopy(request)
        parent: Any = whole
        for step in self.path[:-1]:
            parent = parent[step]
        last = self.path[-1]
        if self.is_key:
            parent[self.value] = parent.pop(last)
        elif self.value is MISSING:
            del parent[last]
        else:
            parent[last] = self.value
        return whole


def chosen(
    operation: OperationModel, requests: list[dict[str, Any]]
) -> list[tuple[Spoil, dict[str, Any]]]:
    """Chooses spoils and the spoiled requests, with each kind as often as another.

    The choice is the same in each run.
    """
    if operation.input_shape is None:
        return []
    chance = random.Random(operation.name)
    piles = _by_kind(operation, requests)
    for pile in piles:
        chance.shuffle(pile)
    taken: list[tuple[Spoil, dict[str, Any]]] = []
    while len(taken) < MOST and any(piles):
        for pile in piles:
            if pile and len(taken) < MOST:
                spoil, request = pile.pop()
                taken.append((spoil, spoil.apply(request)))
    return taken


def _by_kind(
    operation: OperationModel, requests: list[dict[str, Any]]
) -> list[list[tuple[Spoil, dict[str, Any]]]]:
    """Returns the spoils of each kind, each with its request. A member occurs once in a kind."""
    found: dict[str, dict[Path, tuple[Spoil, dict[str, Any]]]] = {}
    for request in requests:
        for spoil in _of_request(operation, request):
            found.setdefault(spoil.kind, {}).setdefault(spoil.path, (spoil, request))
    return [list(pile.values()) for _, pile in sorted(found.items())]


def _of_request(operation: OperationModel, request: dict[str, Any]) -> Iterator[Spoil]:
    shape = operation.input_shape
    for name in request:
        member = shape.members[name]
        place = member.serialization.get("location", "body")
        wire_name = member.serialization.get("name", name)
        if name in shape.required_members and _can_miss(operation, name, place):
            yield Spoil("missing", (name,), MISSING, wire_name)
        yield from _Spoiler(place, wire_name).value(request[name], member, (name,))


def _can_miss(operation: OperationModel, name: str, place: str) -> bool:
    """Tells whether a request without the member can be sent, and differs from a right one."""
    # boto3 refuses a missing label, and fills in a missing token.
    if place == "uri" or name in operation.idempotent_members:
        return False
    member = operation.input_shape.members[name]
    # In a query, an empty list is sent as a missing one.
    may_be_empty = member.type_name == "list" and not member.metadata.get("min")
    return not (place == "querystring" and may_be_empty)


class _Spoiler:
    """Yields the spoils of a member of the input."""

    def __init__(self, place: str, wire_name: str) -> None:
        self.place = place
        self.wire_name = wire_name

    def spoil(self, kind: str, path: Path, value: Any, *, is_key: bool = False) -> Spoil:
        return Spoil(kind, path, value, self.wire_name, is_key)

    def value(self, value: Any, shape: Shape, path: Path) -> Iterator[Spoil]:
        if getattr(shape, "is_document_type", False):
            return
        if shape.type_name == "structure":
            yield from self.structure(value, shape, path)
        elif shape.type_name == "list":
            yield from self.list(value, shape, path)
        elif shape.type_name == "map":
            yield from self.map(value, shape, path)
        elif shape.type_name == "string":
            yield from self.string(value, shape, path)
        elif shape.type_name in ("integer", "long", "float", "double"):
            yield from self.number(shape, path)

    def structure(self, value: dict[str, Any], shape: Shape, path: Path) -> Iterator[Spoil]:
        for name, one in value.items():
            if name in shape.required_members:
                yield self.spoil("missing", (*path, name), MISSING)
            yield from self.value(one, shape.members[name], (*path, name))

    def list(self, value: list[Any], shape: Shape, path: Path) -> Iterator[Spoil]:
        least, most = shape.metadata.get("min", 0), shape.metadata.get("max", MOST_ITEMS)
        # An empty list is not sent in a query.
        if least > (0 if self.place == "body" else 1):
            yield self.spoil("too few", path, value[: least - 1])
        if value and most < MOST_ITEMS:
            yield self.spoil("too many", path, (value * (most + 1))[: most + 1])
        for index, item in enumerate(value):
            yield from self.value(item, shape.member, (*path, index))

    def map(self, value: dict[str, Any], shape: Shape, path: Path) -> Iterator[Spoil]:
        least, most = shape.metadata.get("min", 0), shape.metadata.get("max", MOST_ITEMS)
        if least > 0:
            yield self.spoil("too few", path, dict(list(value.items())[: least - 1]))
        for key, item in value.items():
            if most < MOST_ITEMS and "enum" not in shape.key.metadata:
                keys = [f"{key[:8]}{number}" for number in range(most + 1)]
                yield self.spoil("too many", path, dict.fromkeys(keys, item))
            for bad in self.string(key, shape.key, (*path, key)):
                yield self.spoil(f"{bad.kind} (a key)", bad.path, bad.value, is_key=True)
            yield from self.value(item, shape.value, (*path, key))

    def string(self, value: str, shape: Shape, path: Path) -> Iterator[Spoil]:
        if "enum" in shape.metadata:
            yield self.spoil("unknown value", path, UNKNOWN_VALUE)
            return
        least, longest = shape.metadata.get("min", 0), LONGEST_TEXT[self.place]
        most = shape.metadata.get("max", longest)
        if most < longest:
            yield self.spoil("too long", path, value + "a" * (most + 1 - len(value)))
        # A label or a header without a value is not sent.
        if least > (1 if self.place in ("uri", "header") else 0):
            yield self.spoil("too short", path, value[: least - 1])
        if pattern := shape.metadata.get("pattern"):
            plain = self.place in ("uri", "header")
            bad = patterns.not_matching(pattern, least, most, plain=plain)
            if bad is not None and (self.place != "header" or bad.isascii()):
                yield self.spoil("pattern", path, bad)

    def number(self, shape: Shape, path: Path) -> Iterator[Spoil]:
        if "min" in shape.metadata:
            yield self.spoil("too small", path, shape.metadata["min"] - 1)
        if "max" in shape.metadata:
            yield self.spoil("too great", path, shape.metadata["max"] + 1)
