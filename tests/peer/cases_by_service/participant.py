"""Defines cases for Amazon Connect Participant: a bearer token, mostly without a signature."""

from typing import Any

from case import I64_MAX, LONG_TEXT, LONG_TOKEN, RESERVED, TOKEN, UNICODE, Case

BEARER = "eyJhbGciOiJIUzI1NiJ9.e30.c2ln-_=="


def participant(name: str, operation: str, /, *, signed: bool = False, **kwargs: Any) -> Case:
    return Case(name, "connectparticipant", operation, kwargs, signed)


CASES = [
    participant(
        "participant-connection",
        "CreateParticipantConnection",
        ParticipantToken=BEARER,
        Type=["WEBSOCKET", "CONNECTION_CREDENTIALS"],
        ConnectParticipant=False,
    ),
    participant(
        "participant-signed-connection",
        "CreateParticipantConnection",
        signed=True,
        ParticipantToken=BEARER,
        Type=[],
    ),
    participant(
        "participant-message-and-token-made",
        "SendMessage",
        ConnectionToken=BEARER,
        ContentType="text/plain",
        Content=UNICODE,
    ),
    participant(
        "participant-long-message",
        "SendMessage",
        ConnectionToken=BEARER,
        ContentType="text/markdown",
        Content=LONG_TEXT,
        ClientToken=TOKEN,
    ),
    participant(
        "participant-signed-event",
        "SendEvent",
        signed=True,
        ConnectionToken=BEARER,
        ContentType="application/vnd.amazonaws.connect.event.typing",
    ),
    participant(
        "participant-transcript",
        "GetTranscript",
        ConnectionToken=LONG_TOKEN,
        MaxResults=0,
        NextToken="a+b",
        ScanDirection="BACKWARD",
        StartPosition={"MostRecent": 0, "AbsoluteTime": "2026-01-01T00:00:00.000Z"},
    ),
    participant("participant-transcript-empty-body", "GetTranscript", ConnectionToken=BEARER),
    participant("participant-view", "DescribeView", ConnectionToken=BEARER, ViewToken=RESERVED),
    participant(
        "participant-upload",
        "StartAttachmentUpload",
        ConnectionToken=BEARER,
        ContentType="image/png",
        AttachmentSizeInBytes=I64_MAX,
        AttachmentName='é "x".png',
        ClientToken=TOKEN,
    ),
    participant("participant-disconnect", "DisconnectParticipant", ConnectionToken=BEARER),
]
