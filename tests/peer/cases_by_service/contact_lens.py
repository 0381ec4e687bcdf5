"""Defines cases for Amazon Connect Contact Lens."""

from case import CONTACT, INSTANCE, Case

OPERATION = "ListRealtimeContactAnalysisSegments"

CASES = [
    Case(
        "lens-first-page",
        "connect-contact-lens",
        OPERATION,
        {"InstanceId": INSTANCE, "ContactId": CONTACT},
    ),
    Case(
        "lens-next-page",
        "connect-contact-lens",
        OPERATION,
        {"InstanceId": INSTANCE, "ContactId": "é/", "MaxResults": 100, "NextToken": "a/b+c=="},
    ),
]
