"""Follows the pages of the stand-in's samples with boto3's paginators."""

from typing import Any

from botocore import xform_name

# No sample has this many pages.
TOO_MANY = 20


def fault(client: Any, operation: str, request: dict[str, Any]) -> str | None:
    """Returns what is wrong with the pages of an operation. One without a paginator is right."""
    name = xform_name(operation)
    if not client.can_paginate(name):
        return None
    pages = client.get_paginator(name).paginate(**request)
    try:
        for number, _ in enumerate(pages):
            if number == TOO_MANY:
                return "the pages do not end"
    except Exception as error:  # Any kind is a finding.
        return f"{type(error).__name__}: {error}"
    return None
