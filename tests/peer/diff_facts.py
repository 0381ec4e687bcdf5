"""Reads from botocore's JSON what `diff_judge.py` compares."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

# Traits that a member may add to its shape.
OF_MEMBERS = ("timestampFormat", "jsonvalue", "streaming", "sensitive")
FORMATS = {"iso8601": "date-time", "rfc822": "http-date", "unixTimestamp": "epoch-seconds"}
FORMAT_IN = {"header": "rfc822", "querystring": "iso8601", "uri": "iso8601"}


@dataclass
class Value:
    """A value of a shape, as a member or as another part of a value."""

    model: "Model"
    shape: str
    # Traits of the shape with those of the member.
    traits: dict[str, Any]
    place: str = "body"
    name: str = ""
    wire_name: str = ""
    is_required: bool = False
    is_token: bool = False
    is_deprecated: bool = False
    is_input: bool = False
    is_error: bool = False
    # The labels of the path, for the structure of a request. None for values inside another one.
    labels: list[str] | None = None

    @cached_property
    def facts(self) -> dict[str, Any]:
        traits = self.traits
        kind = traits["type"]
        is_length = kind in ("string", "blob", "list", "map")
        least = traits.get("min")
        pattern = traits.get("pattern")
        return {
            "kind": self._kind(),
            "enum": frozenset(traits.get("enum", ())),
            "min": None if is_length and least is not None and least <= 0 else least,
            "max": traits.get("max"),
            # The built-in model has line breaks of a pattern as escapes.
            "pattern": pattern and re.sub(r"(\\?)\n", r"\\n", pattern),
            "sensitive": bool(traits.get("sensitive")),
            "sparse": bool(traits.get("sparse")),
            "streaming": bool(traits.get("streaming")),
            "deprecated": bool(traits.get("deprecated")),
        }

    def _kind(self) -> str:
        traits = self.traits
        match traits["type"]:
            case "structure":
                marks = (mark for mark in ("document", "union", "eventstream") if traits.get(mark))
                return next(marks, "structure")
            case "timestamp":
                own = traits.get("timestampFormat", FORMAT_IN.get(self.place, "unixTimestamp"))
                return FORMATS.get(own, own)
            case "string" if traits.get("jsonvalue"):
                return "jsonvalue"
            case other:
                return other

    def parts(self) -> dict[Any, "Value"]:
        """Returns members, elements, keys and values by what identifies them on the wire."""
        traits = self.traits
        if traits["type"] != "structure":
            named = {"[]": traits.get("member"), "{key}": traits.get("key"), "{}": traits.get("value")}
            return {name: self._part(name, reference) for name, reference in named.items() if reference}
        if self.facts["kind"] not in ("structure", "union"):
            return {}
        members = (self._member(name, reference) for name, reference in traits.get("members", {}).items())
        return {self._key(member): member for member in sorted(members, key=lambda member: member.wire_name)}

    def _part(self, name: str, reference: dict[str, Any]) -> "Value":
        part = self.model.value(reference)
        part.name = part.wire_name = name
        part.is_input = self.is_input
        return part

    def _member(self, name: str, reference: dict[str, Any]) -> "Value":
        member = self._part(reference.get("locationName", name), reference)
        member.name = name
        if any(trait in reference for trait in OF_MEMBERS):
            member.shape += f" of {self.shape}.{name}"
        if self.labels is not None:
            whole = "payload" if self.traits.get("payload") == name else "body"
            member.place = reference.get("location", whole)
        member.is_required = name in self.traits.get("required", ())
        member.is_token = bool(reference.get("idempotencyToken"))
        member.is_deprecated = bool(reference.get("deprecated"))
        return member

    def _key(self, member: "Value") -> tuple[str, Any]:
        name: Any = member.wire_name
        if member.place == "uri" and self.labels and name in self.labels:
            name = self.labels.index(name)
        if member.place == "header" or self.is_error and name.lower() == "message":
            name = name.lower()
        return member.place, name


class Model:
    """The model of one service."""

    def __init__(self, service: dict[str, Any], pages: dict[str, Any] | None) -> None:
        self.operations: dict[str, dict[str, Any]] = service["operations"]
        self.shapes: dict[str, dict[str, Any]] = service["shapes"]
        self.pages = pages and pages["pagination"]
        for name, operation in self.operations.items():
            operation["name"] = name

    @classmethod
    def read(cls, folder: Path, service: str) -> "Model":
        pages = folder / f"{service}-paginators-1.json"
        return cls(
            json.loads((folder / f"{service}-service-2.json").read_text()),
            json.loads(pages.read_text()) if pages.exists() else None,
        )

    def value(self, reference: dict[str, Any]) -> Value:
        added = {trait: reference[trait] for trait in OF_MEMBERS if trait in reference}
        return Value(self, reference["shape"], self.shapes[reference["shape"]] | added)

    def root(self, operation: dict[str, Any], part: str, labels: list[str]) -> Value:
        """Returns the structure of a request or response. An absent one has no members."""
        value = self.value(operation[part]) if part in operation else Value(self, "", {"type": "structure"})
        value.labels = labels if part == "input" else []
        value.is_input = part == "input"
        return value

    def errors(self, operation: dict[str, Any]) -> dict[str, tuple[int, Value]]:
        """Returns status and structure of each error by its code."""
        errors = {}
        for reference in operation.get("errors", ()):
            value = self.value(reference)
            value.labels, value.is_error = [], True
            error = value.traits.get("error", {})
            default = 500 if value.traits.get("fault") else 400
            code = error.get("code", reference["shape"])
            errors[code] = error.get("httpStatusCode", default), value
        return errors

    @staticmethod
    def line(operation: dict[str, Any]) -> tuple[str, str]:
        """Returns the method, and the path without the names of labels."""
        http = operation["http"]
        return http["method"], re.sub(r"\{[^}+]*", "{", http["requestUri"])

    @staticmethod
    def labels(operation: dict[str, Any]) -> list[str]:
        return re.findall(r"\{([^}+]*)", operation["http"]["requestUri"])

    def at(self, other: dict[str, Any]) -> dict[str, Any] | None:
        """Returns the operation with the line of another one."""
        line = self.line(other)
        return next((it for name, it in sorted(self.operations.items()) if self.line(it) == line), None)

    def line_changes(self, before: dict[str, Any], new: "Model", after: dict[str, Any]) -> list[str]:
        """Returns the words for what changed of an operation itself, and of its pages."""
        hosts = [it.get("endpoint", {}).get("hostPrefix") for it in (before, after)]
        (method, path), (new_method, new_path) = self.line(before), self.line(after)
        changed = {
            "operation_renamed": before["name"] != after["name"],
            "method_changed": method != new_method,
            "path_changed": path != new_path,
            "host_changed": hosts[0] != hosts[1],
            "operation_deprecated": after.get("deprecated", False) and not before.get("deprecated", False),
        }
        if new.pages is not None:
            old_pages, new_pages = self._pages(before), new._pages(after)
            changed["pages_added"] = bool(new_pages) and not old_pages
            changed["pages_removed"] = bool(old_pages) and not new_pages
            for field in old_pages.keys() & new_pages.keys():
                changed[f"pages_{field}_changed"] = old_pages[field] != new_pages[field]
        return [word for word, is_changed in changed.items() if is_changed]

    def _pages(self, operation: dict[str, Any]) -> dict[str, str | None]:
        """Returns the names of the pages as they are sent."""
        pages = (self.pages or {}).get(operation["name"])
        if not pages:
            return {}

        def sent(part: str, field: str) -> str | None:
            name = pages.get(field)
            name = name[0] if isinstance(name, list) else name
            members = self.value(operation[part]).traits.get("members", {}) if part in operation else {}
            return members.get(name, {}).get("locationName", name)

        return {
            "items": sent("output", "result_key"),
            "response_token": sent("output", "output_token"),
            "request_token": sent("input", "input_token"),
            "limit": sent("input", "limit_key"),
        }
