"""Extracts the compared parts of a captured request and finds their differences."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from capture import Captured
from model import Facts

ABSENT = "absent"
MADE_TOKEN = "a UUID v4"
UUID_V4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Wire:
    """The compared parts of a request. Generated tokens are masked."""

    method: str
    path: str
    # None if the target has no `?`.
    query: tuple[tuple[str, str], ...] | None
    # The content type and the modelled headers, if the request has them.
    headers: dict[str, str]
    # None if the body is empty.
    body: dict[str, Any] | None


@dataclass(frozen=True)
class Difference:
    """One part that differs: `query.nextToken`, `body.Tags.é`, `header.content-type`, …"""

    part: str
    ours: str
    boto3: str


class Unreadable(Exception):
    """The body is not one JSON document, or a generated token is missing or not a UUID v4."""


def wire(request: Captured, facts: Facts) -> Wire:
    headers = {
        name: value
        for name in ("content-type", *facts.headers)
        if (value := request.header(name)) is not None
    }
    query = None if request.query is None else tuple(_query(request.query, facts.made_in_query))
    body = _parse(request.body) if request.body else None
    for name in facts.made_in_body:
        if body is not None:
            body[name] = _masked(name, body.get(name))
    return Wire(request.method, request.path, query, headers, body)


def _query(query: str, made: frozenset[str]) -> Iterator[tuple[str, str]]:
    pairs = [pair.partition("=") for pair in query.split("&")]
    # Sorts only by name, so that a repeated name keeps the order of its values.
    for name, mark, value in sorted(pairs, key=lambda pair: pair[0]):
        yield name, _masked(name, value) if name in made else mark + value
    missing = made - {name for name, _, _ in pairs}
    if missing:
        raise Unreadable(f"no token is made for {sorted(missing)}")


def _masked(name: str, value: Any) -> str:
    if not isinstance(value, str) or not UUID_V4.fullmatch(value):
        raise Unreadable(f"the made `{name}` is {value!r}, which is no UUID v4")
    return MADE_TOKEN


def _parse(body: bytes) -> dict[str, Any]:
    try:
        document = json.loads(
            body.decode("utf-8"),
            parse_float=Decimal,
            parse_int=Decimal,
            parse_constant=_no_constant,
            object_pairs_hook=_object,
        )
    except ValueError as error:
        raise Unreadable(f"the body is not JSON ({error}): {body[:200]!r}") from error
    if not isinstance(document, dict):
        raise Unreadable(f"the body is no JSON object: {body[:200]!r}")
    return document


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError(f"a member comes twice among {[name for name, _ in pairs]}")
    return members


def differences(ours: Wire, boto3: Wire) -> Iterator[Difference]:
    for part in ("method", "path"):
        yield from _texts(part, getattr(ours, part), getattr(boto3, part))
    yield from _queries(ours.query, boto3.query)
    for name in sorted(ours.headers.keys() | boto3.headers.keys()):
        yield from _texts(f"header.{name}", ours.headers.get(name), boto3.headers.get(name))
    yield from _values("body", ours.body, boto3.body)


def _texts(part: str, ours: str | None, boto3: str | None) -> Iterator[Difference]:
    if ours != boto3:
        yield Difference(part, ABSENT if ours is None else ours, ABSENT if boto3 is None else boto3)


Pairs = tuple[tuple[str, str], ...] | None


def _queries(ours: Pairs, boto3: Pairs) -> Iterator[Difference]:
    if ours is None or boto3 is None:
        yield from _texts("query", _joined(ours), _joined(boto3))
        return
    for name in sorted({name for name, _ in ours + boto3}):
        these, those = (tuple(pair for pair in pairs if pair[0] == name) for pairs in (ours, boto3))
        yield from _texts(f"query.{name}", _joined(these or None), _joined(those or None))


def _joined(pairs: Pairs) -> str | None:
    return None if pairs is None else "&".join(name + value for name, value in pairs)


_MISSING = object()


def _values(part: str, ours: Any, boto3: Any) -> Iterator[Difference]:
    if isinstance(ours, dict) and isinstance(boto3, dict):
        for name in sorted(ours.keys() | boto3.keys()):
            these, those = ours.get(name, _MISSING), boto3.get(name, _MISSING)
            yield from _values(f"{part}.{name}", these, those)
    elif isinstance(ours, list) and isinstance(boto3, list) and len(ours) == len(boto3):
        for index, pair in enumerate(zip(ours, boto3)):
            yield from _values(f"{part}[{index}]", *pair)
    elif not _same(ours, boto3):
        yield Difference(part, _shown(part, ours), _shown(part, boto3))


def _same(ours: Any, boto3: Any) -> bool:
    if isinstance(ours, Decimal) and isinstance(boto3, Decimal):
        return ours == boto3 and ours.is_signed() == boto3.is_signed()
    return type(ours) is type(boto3) and bool(ours == boto3)


def _shown(part: str, value: Any) -> str:
    if value is _MISSING or (part == "body" and value is None):
        return ABSENT
    if isinstance(value, Decimal):
        return str(value)
    return json.dumps(value, ensure_ascii=False, default=str)
