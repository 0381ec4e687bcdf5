"""Brings values of requests and of responses into one form."""

import base64
import json
from collections.abc import Callable, Container
from datetime import UTC, datetime
from typing import Any

from botocore.model import Shape
from botocore.utils import parse_timestamp

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# How boto3 says that it does not know the member of a union.
BOTO3_UNKNOWN = "SDK_UNKNOWN_MEMBER"
# How the written types say that they do not know a member of a union or a value of an enum.
UNLISTED = "not listed: "


def wire_name(shape: Shape, member: str) -> str:
    """Returns the name that a member of a structure has on the wire."""
    return str(shape.members[member].serialization.get("name", member))


def argument(value: Any, shape: Shape) -> Any:
    """Returns a value that boto3 takes as JSON, with the names on the wire."""
    if getattr(shape, "is_document_type", False):
        return value
    if shape.type_name == "structure":
        members = shape.members
        return {wire_name(shape, name): argument(one, members[name]) for name, one in value.items()}
    if shape.type_name == "list":
        return [argument(item, shape.member) for item in value]
    if shape.type_name == "map":
        return {key: argument(item, shape.value) for key, item in value.items()}
    if shape.type_name == "timestamp":
        return value.isoformat().replace("+00:00", "Z")
    if shape.type_name == "blob":
        return base64.b64encode(value).decode()
    return value


class Unknown:
    """A member of a union that the model does not have. boto3 keeps its name only."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unknown)

    def __repr__(self) -> str:
        return "an unknown member"


def of_boto3(value: Any, shape: Shape) -> Any:
    """Returns a value that boto3 read, with the names on the wire."""
    return _reading(value, shape, _members_of_boto3)


def of_json(value: Any, shape: Shape) -> Any:
    """Returns a value in JSON, as it is on the wire. An absent member may be null."""
    return _reading(value, shape, _members_of_json)


Members = Callable[[dict[str, Any], Shape], dict[str, Any]]


def _reading(value: Any, shape: Shape, members: Members) -> Any:
    if value is None:
        return None
    if getattr(shape, "is_document_type", False):
        # One value, in which each null counts, and 1 is not 1.0.
        return json.dumps(value, sort_keys=True)
    if shape.type_name == "structure":
        return members(value, shape)
    if shape.type_name == "list":
        return [_reading(item, shape.member, members) for item in value]
    if shape.type_name == "map":
        return {key: _reading(item, shape.value, members) for key, item in value.items()}
    if shape.type_name == "timestamp":
        time = value if isinstance(value, datetime) else parse_timestamp(value)
        return time.astimezone(UTC)
    if shape.type_name == "blob":
        return base64.b64decode(value, validate=True) if isinstance(value, str) else value
    if values := shape.metadata.get("enum"):
        return _unlisted(value, values)
    return value


def _unlisted(text: str, listed: Container[str]) -> str:
    """Returns a text without the mark, if it really is not on the list."""
    bare = text.removeprefix(UNLISTED)
    return text if bare in listed else bare


def _members_of_boto3(value: dict[str, Any], shape: Shape) -> dict[str, Any]:
    if shape.is_tagged_union and BOTO3_UNKNOWN in value:
        return {value[BOTO3_UNKNOWN]["name"]: Unknown()}
    return {
        wire_name(shape, name): of_boto3(one, shape.members[name]) for name, one in value.items()
    }


def _members_of_json(value: dict[str, Any], shape: Shape) -> dict[str, Any]:
    shapes = {wire_name(shape, name): one for name, one in shape.members.items()}
    if shape.is_tagged_union and not value.keys() & shapes.keys():
        return {_unlisted(name, shapes.keys()): Unknown() for name in value}
    # What is not in the model stays, as a difference.
    return {
        name: of_json(one, shapes[name]) if name in shapes else one
        for name, one in value.items()
        if one is not None
    }
