"""Finds strings that match a pattern of the model, and strings that do not.

AWS's patterns are Java's. Python's `re` reads them after `\\p{…}` is replaced by ranges. A string
matches a pattern if the pattern occurs anywhere in it.
"""

import random
import re
import string
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

# The characters that strings are made of, the plainest first.
LETTERS = string.ascii_letters + string.digits
ALPHABET = LETTERS + string.punctuation + " é"
# Strings that break most patterns. Blanks and control characters have no place in a header.
ODD = ["!", "~", "é", "§", "%", "{", "|", "€", "-", ":", "/", "aws:", "x y", "0", "a", "A", "\\"]
ODD_IN_BODY = [" ", "\n", "\t", "\x01", "\u2028"]
# The most repetitions that a generated string has in excess of the pattern's minimum.
MOST_REPEATS = 48
PROPERTY = re.compile(r"\\([pP])\{(\w+)\}")


class NoString(Exception):
    """No string was found for a pattern and a length."""


@cache
def _ranges(category: str, inside: bool) -> str:
    """Returns the ranges of the characters that are in a Unicode category, or that are not."""
    found: list[list[int]] = []
    for point in range(sys.maxunicode + 1):
        if unicodedata.category(chr(point)).startswith(category) != inside:
            continue
        if found and found[-1][1] == point - 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in found)


def in_python(pattern: str) -> str:
    """Replaces `\\p{L}` and its like, which `re` does not know."""
    parts: list[str] = []
    in_class = False
    at = 0
    while at < len(pattern):
        found = PROPERTY.match(pattern, at)
        if found:
            ranges = _ranges(found[2], found[1] == "p")
            parts.append(ranges if in_class else f"[{ranges}]")
            at = found.end()
            continue
        width = 2 if pattern[at] == "\\" else 1
        if width == 1:
            in_class = pattern[at] == "[" or (in_class and pattern[at] != "]")
        parts.append(pattern[at : at + width])
        at += width
    return "".join(parts)


@cache
def readings(pattern: str) -> tuple[re.Pattern[str], ...]:
    """Returns the pattern as it is written and, if it has a slip, as it is meant.

    Some patterns of the model have doubled backslashes, and one stands between slashes.
    """
    meant = pattern.replace("\\\\", "\\")
    if meant.startswith("/") and meant.endswith("/"):
        meant = meant[1:-1]
    return tuple(re.compile(in_python(one)) for one in dict.fromkeys([pattern, meant]))


def has_slip(pattern: str) -> bool:
    return len(readings(pattern)) > 1


def matches(pattern: str, text: str) -> bool:
    """Decides by either reading of a pattern with a slip."""
    return any(reading.search(text) for reading in readings(pattern))


@cache
def matching(pattern: str, shortest: int, longest: int, seed: int) -> str:
    """Returns a string that matches each reading, or else as the pattern is meant."""
    as_meant = None
    for text in _candidates(pattern, shortest, longest, random.Random(seed)):
        found = [bool(reading.search(text)) for reading in readings(pattern)]
        if all(found):
            return text
        if found[-1] and as_meant is None:
            as_meant = text
    if as_meant is None:
        raise NoString(f"no string of {shortest} to {longest} characters matches {pattern}")
    return as_meant


def _candidates(pattern: str, shortest: int, longest: int, chance: random.Random) -> Iterator[str]:
    for reading in readings(pattern):
        tree = parser.parse(reading.pattern)
        for repeats in range(MOST_REPEATS):
            for _ in range(4):
                text = _written(tree, chance, repeats)
                for padded in (text, text + "a" * (shortest - len(text))):
                    if shortest <= len(padded) <= longest:
                        yield padded
    # For a pattern whose look-aheads demand several kinds of characters.
    yield ("Aa0" * longest)[: min(longest, max(shortest, 12))]


def _written(tree: Any, chance: random.Random, repeats: int) -> str:
    """Writes a string for a parsed pattern. Look-aheads add nothing; the caller checks them."""
    return "".join(_piece(kind, value, chance, repeats) for kind, value in tree)


def _piece(kind: Any, value: Any, chance: random.Random, repeats: int) -> str:
    if kind is kinds.LITERAL:
        return chr(value)
    if kind is kinds.NOT_LITERAL:
        return "b" if value == ord("a") else "a"
    if kind is kinds.ANY:
        return "a"
    if kind is kinds.IN:
        return chance.choice(_members(tuple(value)))
    if kind is kinds.BRANCH:
        return _written(chance.choice(value[1]), chance, repeats)
    if kind is kinds.SUBPATTERN:
        return _written(value[-1], chance, repeats)
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT):
        least, most, repeated = value
        times = min(int(most), int(least) + repeats)
        return "".join(_written(repeated, chance, repeats) for _ in range(times))
    if kind in (kinds.AT, kinds.ASSERT, kinds.ASSERT_NOT):
        return ""
    raise NoString(f"patterns with {kind} are not written")


@cache
def _members(items: tuple[Any, ...]) -> list[str]:
    """Returns the characters of a class: letters and digits if it has any."""
    negated = items[0][0] is kinds.NEGATE
    found = [one for one in ALPHABET if any(_holds(item, one) for item in items) != negated]
    return [one for one in found if one in LETTERS] or found or ["\t"]


def _holds(item: Any, character: str) -> bool:
    kind, value = item
    if kind is kinds.LITERAL:
        return bool(ord(character) == value)
    if kind is kinds.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    if kind is kinds.CATEGORY:
        name = str(value)
        holds = {
            "DIGIT": character.isdigit(),
            "SPACE": character.isspace(),
            "WORD": character.isalnum() or character == "_",
        }[name.rsplit("_", 1)[1]]
        return holds != ("_NOT_" in name)
    return False


def not_matching(pattern: str, shortest: int, longest: int, *, plain: bool) -> str | None:
    """Returns a string of a valid length that does not match, or nothing if none is found."""
    if has_slip(pattern):
        return None
    for odd in ODD if plain else ODD + ODD_IN_BODY:
        text = odd * -(-max(shortest, 1) // len(odd))
        if len(text) <= longest and not matches(pattern, text):
            return text
    return None
