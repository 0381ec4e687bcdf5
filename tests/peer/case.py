"""Defines a case, which is one call, and the awkward values that the cases share."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True)
class Case:
    """One call. `service` is boto3's client name, and `operation` is the name in the model."""

    name: str
    service: str
    operation: str
    kwargs: dict[str, Any]
    signed: bool = True


def utc(year: int, month: int, day: int, *time: int) -> datetime:
    """Returns a UTC time. `time` has up to hour, minute, second and microsecond."""
    hour, minute, second, microsecond = (*time, 0, 0, 0, 0)[:4]
    return datetime(year, month, day, hour, minute, second, microsecond, UTC)


INSTANCE = "11111111-2222-3333-4444-555555555555"
CONTACT = "22222222-3333-4444-5555-666666666666"
TOKEN = "33333333-4444-4555-8666-777777777777"
INSTANCE_ARN = f"arn:aws:connect:us-west-2:123456789012:instance/{INSTANCE}"
QUEUE_ARN = f"{INSTANCE_ARN}/queue/{CONTACT}"

# Every printable ASCII character that is not a letter or a digit, each between two letters.
RESERVED = "a/b?c#d%e+f&g=h i*j!k'l(m)n~o:p@q,r;s$t[u]v\\w\"x<y>z|A^B`C{D}E-F_G.H"
ESCAPED = "%2F%2f%25%zz%"
UNICODE = "é日本🦀e\u0301\u00a0\u2028\ufeff"
CONTROL = "a\tb\nc\rd\u0000e\u001ff\u007fg"

I64_MAX = 2**63 - 1
I64_MIN = -(2**63)
I32_MAX = 2**31 - 1
I32_MIN = -(2**31)

# 1500 characters, including each base64 character that a URL must encode.
LONG_TOKEN = "ab+/=Zz9-_" * 150
# 8 KiB of UTF-8.
LONG_TEXT = 'é\n\t"\\/~' * 1024
