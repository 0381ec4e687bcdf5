"""Loads the list of intended differences."""

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path

from wire import Difference

FILE = Path(__file__).with_name("differences.toml")
KEYS = ("case", "part", "ours", "boto3", "reason")

# The name of a case and one of its differences.
Found = tuple[str, Difference]


class BadList(Exception):
    """The list is invalid."""


def load(cases: Iterable[str], file: Path = FILE) -> set[Found]:
    known = set(cases)
    found: set[Found] = set()
    for entry in tomllib.loads(file.read_text("utf-8")).get("difference", []):
        if sorted(entry) != sorted(KEYS) or not all(isinstance(entry[key], str) for key in KEYS):
            raise BadList(f"an entry needs the texts {KEYS}: {entry}")
        if entry["case"] not in known:
            raise BadList(f"there is no case `{entry['case']}`")
        if not entry["reason"].strip():
            raise BadList(f"no reason is given for `{entry['part']}` of `{entry['case']}`")
        one = (entry["case"], Difference(entry["part"], entry["ours"], entry["boto3"]))
        if one in found:
            raise BadList(f"listed twice: `{entry['part']}` of `{entry['case']}`")
        found.add(one)
    return found


def as_toml(case: str, difference: Difference) -> str:
    """Formats an entry for the list with an empty reason."""
    texts = {
        "case": case,
        "part": difference.part,
        "ours": difference.ours,
        "boto3": difference.boto3,
    }
    lines = [f"{key} = {_toml_text(text)}" for key, text in texts.items()]
    return "\n".join(["[[difference]]", *lines, 'reason = ""'])


def _toml_text(text: str) -> str:
    # A basic string of TOML has the escapes that `json.dumps` writes, and also escapes DEL.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
