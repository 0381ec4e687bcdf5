"""Makes requests that keep to the model: with the required members only, or with every member."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from botocore.model import OperationModel, Shape

import patterns

# Shapes that contain themselves end here.
MOST_TIMES_IN_ITSELF = 2
# A string without a pattern has its greatest length, unless that is more than this.
LONGEST = 64
WITHOUT_LIMIT = 10_000
TIME = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
DOCUMENT = {"peer": [1, "two", True, {"three": 3.5}]}
TEXT = "peer-value-"


class Recursive(Exception):
    """A shape contains itself too often. The next optional member above is left out."""


def minimal(operation: OperationModel) -> dict[str, Any]:
    return _Maker(full=False, turn=0).request(operation)


def full(operation: OperationModel) -> list[dict[str, Any]]:
    """Returns as many requests as are needed for each member of each union to occur."""
    turns = _most_alternatives(operation.input_shape, set()) if operation.input_shape else 1
    return [_Maker(full=True, turn=turn).request(operation) for turn in range(turns)]


def _most_alternatives(shape: Shape, seen: set[str]) -> int:
    if shape.name in seen:
        return 1
    seen.add(shape.name)
    own = len(shape.members) if getattr(shape, "is_tagged_union", False) else 1
    return max([own, *(_most_alternatives(part, seen) for part in parts(shape))])


def parts(shape: Shape) -> Iterator[Shape]:
    """Yields the shapes that a shape directly contains."""
    if shape.type_name == "structure":
        yield from shape.members.values()
    elif shape.type_name == "list":
        yield shape.member
    elif shape.type_name == "map":
        yield shape.key
        yield shape.value


def limits(shape: Shape) -> tuple[int, int]:
    """Returns the least and the greatest length."""
    return shape.metadata.get("min", 0), shape.metadata.get("max", WITHOUT_LIMIT)


class _Maker:
    def __init__(self, *, full: bool, turn: int) -> None:
        self.full = full
        # Decides between alternatives: the members of a union, and the values of an enum.
        self.turn = turn
        self.within: list[str] = []

    def request(self, operation: OperationModel) -> dict[str, Any]:
        shape = operation.input_shape
        return self.structure(shape) if shape else {}

    def value(self, shape: Shape) -> Any:
        if getattr(shape, "is_document_type", False):
            return DOCUMENT
        return getattr(self, shape.type_name)(shape)

    def structure(self, shape: Shape) -> dict[str, Any]:
        if self.within.count(shape.name) >= MOST_TIMES_IN_ITSELF:
            raise Recursive
        self.within.append(shape.name)
        try:
            return self.union(shape) if shape.is_tagged_union else self.members(shape)
        finally:
            self.within.pop()

    def members(self, shape: Shape) -> dict[str, Any]:
        made = {}
        for name, member in shape.members.items():
            required = name in shape.required_members
            # boto3 fills an idempotency token in.
            needed = required and not member.metadata.get("idempotencyToken")
            if not needed and not self.full:
                continue
            try:
                made[name] = self.value(member)
            except Recursive:
                if required:
                    raise
        return made

    def union(self, shape: Shape) -> dict[str, Any]:
        names = list(shape.members)
        first = self.turn % len(names)
        for name in names[first:] + names[:first]:
            try:
                return {name: self.value(shape.members[name])}
            except Recursive:
                continue
        raise Recursive

    def list(self, shape: Shape) -> list[Any]:
        least, most = limits(shape)
        wanted = 1 if shape.member.type_name in ("structure", "list", "map") else 2
        times = max(least, min(most, wanted)) if self.full else least
        return [self.item(shape.member, number) for number in range(times)]

    def map(self, shape: Shape) -> dict[str, Any]:
        least, most = limits(shape)
        times = max(least, min(most, 1)) if self.full else least
        return {self.item(shape.key, number): self.value(shape.value) for number in range(times)}

    def item(self, shape: Shape, number: int) -> Any:
        """Makes items that differ, as far as the model has several values."""
        self.turn += number
        try:
            return self.value(shape)
        finally:
            self.turn -= number

    def string(self, shape: Shape) -> str:
        if values := shape.metadata.get("enum"):
            return str(values[self.turn % len(values)])
        if shape.metadata.get("idempotencyToken"):
            return str(uuid.UUID(int=self.turn + 1, version=4))
        least, most = limits(shape)
        if pattern := shape.metadata.get("pattern"):
            return patterns.matching(pattern, max(least, 1), most, self.turn)
        return self.text(shape, least, most)

    def text(self, shape: Shape, least: int, most: int) -> str:
        if not self.full:
            return _cut(TEXT, max(least, 1))
        length = most if most <= LONGEST else max(least, len(TEXT))
        text = _cut(f"{self.turn}{TEXT}", length)
        # A header carries ASCII only.
        in_header = shape.serialization.get("location") == "header"
        return text if in_header else text[:-1] + "é"

    def integer(self, shape: Shape) -> int:
        least, most = shape.metadata.get("min", 0), shape.metadata.get("max", 2**31 - 1)
        return int(most if self.full else max(least, min(1, most)))

    long = integer

    def double(self, shape: Shape) -> float:
        least, most = shape.metadata.get("min", 0), shape.metadata.get("max", 1_000)
        return (least + most) / 2 if self.full else float(least)

    float = double

    def boolean(self, _: Shape) -> bool:
        return self.full

    def timestamp(self, _: Shape) -> datetime:
        return TIME

    def blob(self, shape: Shape) -> bytes:
        least, most = limits(shape)
        return _cut(TEXT, max(least, min(len(TEXT), most))).encode()


def _cut(text: str, length: int) -> str:
    return (text * -(-length // len(text)))[:length]
