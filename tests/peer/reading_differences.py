"""Finds the differences between two readings of a response, and sorts them by rule."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MISSING = object()
# The characters of a value that are printed.
SHOWN = 100


@dataclass(frozen=True)
class Finding:
    """One value that differs. Without a rule it has no known reason."""

    path: str
    ours: Any
    boto3: Any
    rule: str | None = None

    def __str__(self) -> str:
        return f"`{self.path}`: ours {_shown(self.ours)}, boto3 {_shown(self.boto3)}"


def _shown(value: Any) -> str:
    return "nothing" if value is MISSING else repr(value)[:SHOWN]


class Comparison:
    """Compares readings and counts their values."""

    def __init__(self) -> None:
        self.values = 0

    def findings(self, ours: Any, boto3: Any, path: str = "") -> Iterator[Finding]:
        if isinstance(ours, dict) and isinstance(boto3, dict):
            yield from self._members(ours, boto3, path)
        elif isinstance(ours, list) and isinstance(boto3, list):
            yield from self._items(ours, boto3, path)
        else:
            self.values += 1
            if not _same(ours, boto3):
                yield Finding(path, ours, boto3)

    def _members(
        self, ours: dict[str, Any], boto3: dict[str, Any], path: str
    ) -> Iterator[Finding]:
        # An empty object is a value.
        self.values += not boto3
        for name in sorted(ours.keys() | boto3.keys()):
            pair = ours.get(name, MISSING), boto3.get(name, MISSING)
            inner = f"{path}.{name}" if path else name
            if MISSING not in pair:
                yield from self.findings(*pair, inner)
            else:
                yield Finding(inner, *pair, _rule(*pair))

    def _items(self, ours: list[Any], boto3: list[Any], path: str) -> Iterator[Finding]:
        self.values += not boto3
        if len(ours) < len(boto3) and None in boto3 and None not in ours:
            yield Finding(path, ours, boto3, "null item")
            boto3 = [item for item in boto3 if item is not None]
        if len(ours) != len(boto3):
            yield Finding(path, ours, boto3)
            return
        for index, pair in enumerate(zip(ours, boto3)):
            yield from self.findings(*pair, f"{path}[{index}]")


def _rule(ours: Any, boto3: Any) -> str | None:
    """Returns the rule for a member that one side has."""
    if boto3 is MISSING and ours in ([], {}):
        return "empty collection"
    if ours is MISSING and boto3 is None:
        return "null entry"
    return None


def _same(ours: Any, boto3: Any) -> bool:
    if isinstance(ours, bool) or isinstance(boto3, bool):
        return ours is boto3
    return bool(ours == boto3)


class Tally:
    """Counts what was compared in one kind of samples, and prints what no rule explains."""

    def __init__(self, kind: str, listed: set[str]) -> None:
        self.kind = kind
        self.listed = listed
        self.comparison = Comparison()
        self.operations: set[str] = set()
        self.calls = 0
        self.requests = 0
        self.rules: Counter[str] = Counter()
        self.failed = 0

    def add_call(self, operation: str, requests: int) -> None:
        self.operations.add(operation)
        self.calls += 1
        self.requests += requests

    def fault(self, operation: str, text: str) -> None:
        self.failed += 1
        print(f"{self.kind}: {operation}: {text}")

    def finding(self, operation: str, finding: Finding) -> None:
        if finding.rule in self.listed:
            self.rules[finding.rule] += 1
            return
        rule = f" ({finding.rule})" if finding.rule else ""
        self.fault(operation, f"{finding}{rule}")

    def print_unmet(self) -> int:
        """Returns the number of listed rules that do not occur."""
        unmet = [rule for rule in sorted(self.listed) if not self.rules[rule]]
        for rule in unmet:
            print(f"{self.kind}: the rule `{rule}` is listed, but does not occur")
        return len(unmet)

    def __str__(self) -> str:
        rules = "".join(f"  {rule}: {self.rules[rule]}\n" for rule in sorted(self.listed))
        return (
            f"{rules}{self.kind}: {len(self.operations)} operations, {self.calls} calls, "
            f"{self.requests} requests, {self.comparison.values} values, "
            f"{self.rules.total()} listed differences, {self.failed} others"
        )
