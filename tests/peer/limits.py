"""Checks a value, as boto3 gives or takes it, against its shape in the model."""

from collections.abc import Iterator
from typing import Any

from botocore.model import Shape

import patterns
from inputs import limits


def faults(value: Any, shape: Shape, *, whole: bool, without: frozenset[str]) -> list[str]:
    """Returns what the model does not allow.

    `whole` demands every member at any depth, except those that lead back to a shape they are in,
    and those that are named in `without`.
    """
    return list(_Checker(whole, without).value(value, shape, "", ()))


class _Checker:
    def __init__(self, whole: bool, without: frozenset[str]) -> None:
        self.whole = whole
        self.without = without

    def value(self, value: Any, shape: Shape, path: str, within: tuple[str, ...]) -> Iterator[str]:
        if getattr(shape, "is_document_type", False):
            return
        if value is None:
            yield f"`{path}` is null"
            return
        kind = shape.type_name
        if kind == "structure":
            yield from self.structure(value, shape, path, within)
        elif kind == "list":
            yield from self.length(value, shape, path, within)
            for index, item in enumerate(value):
                yield from self.value(item, shape.member, f"{path}[{index}]", within)
        elif kind == "map":
            yield from self.length(value, shape, path, within)
            for key, item in value.items():
                yield from self.value(key, shape.key, f"{path} (a key)", within)
                yield from self.value(item, shape.value, f"{path}.{key}", within)
        elif kind in ("integer", "long", "float", "double"):
            yield from _in_range(value, shape, path)
        elif kind == "string":
            yield from _string(value, shape, path)
        elif kind == "blob":
            yield from _length(value, shape, path)

    def structure(
        self, value: dict[str, Any], shape: Shape, path: str, within: tuple[str, ...]
    ) -> Iterator[str]:
        within = (*within, shape.name)
        wanted = list(shape.members) if self.whole else list(shape.required_members)
        if shape.is_tagged_union:
            if len(value) != 1:
                yield f"`{path}` has the members {sorted(value)} of a union"
            wanted = []
        for name in wanted:
            member = shape.members[name]
            if name not in value and name not in self.without and not _leads_to(member, within):
                yield f"`{_dotted(path, name)}` is missing"
        for name, one in value.items():
            if name in shape.members:
                yield from self.value(one, shape.members[name], _dotted(path, name), within)

    def length(self, value: Any, shape: Shape, path: str, within: tuple[str, ...]) -> Iterator[str]:
        # Services answer with empty lists and maps, whatever the least length is.
        if value:
            yield from _length(value, shape, path)
        if self.whole and not value and limits(shape)[1] and not _leads_to(shape, within):
            yield f"`{path}` is empty"


def _dotted(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _leads_to(shape: Shape, within: tuple[str, ...]) -> bool:
    """Tells whether a member is, or consists of, a shape that it is in."""
    while shape.type_name in ("list", "map"):
        shape = shape.member if shape.type_name == "list" else shape.value
    return shape.name in within


def _length(value: Any, shape: Shape, path: str) -> Iterator[str]:
    least, most = limits(shape)
    if not least <= len(value) <= shape.metadata.get("max", len(value)):
        yield f"`{path}` has the length {len(value)}, and the model allows {least} to {most}"


def _in_range(value: float, shape: Shape, path: str) -> Iterator[str]:
    least, most = shape.metadata.get("min", value), shape.metadata.get("max", value)
    if not least <= value <= most:
        yield f"`{path}` is {value}, and the model allows {least} to {most}"


def _string(value: str, shape: Shape, path: str) -> Iterator[str]:
    yield from _length(value, shape, path)
    values = shape.metadata.get("enum")
    if values and value not in values:
        yield f"`{path}` is `{value}`, and the model has {', '.join(values)}"
    pattern = shape.metadata.get("pattern")
    if pattern and not patterns.matches(pattern, value):
        yield f"`{path}` is `{value}`, and the pattern is {pattern}"
