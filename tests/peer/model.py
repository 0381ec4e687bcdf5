"""Reads the facts about a case from botocore's models, or from those in `CONNECT_MODELS`."""

import atexit
import json
import os
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import botocore.session
from botocore.model import OperationModel, ServiceModel

from case import Case

SERVICES = (
    "connect",
    "connect-contact-lens",
    "connectcampaignsv2",
    "connectcases",
    "connectparticipant",
    "customer-profiles",
    "qconnect",
)
# The files of a service that clients read.
FILES = ("service-2", "paginators-1", "endpoint-rule-set-1")


@dataclass(frozen=True)
class Facts:
    """The parts of an operation's model that the check needs."""

    signing_name: str
    # Lower-case names of the headers that carry a member.
    headers: tuple[str, ...]
    # Names of the idempotency tokens that the caller omits, in the query and in the body.
    made_in_query: frozenset[str]
    made_in_body: frozenset[str]


def new_session() -> botocore.session.Session:
    """Returns a session that finds the models in `CONNECT_MODELS` before its own."""
    session = botocore.session.Session()
    if folder := os.environ.get("CONNECT_MODELS"):
        session.set_config_variable("data_path", _in_layout_of_botocore(folder))
    return session


@cache
def _in_layout_of_botocore(folder: str) -> str:
    """Links the files, which have the service in their names, into a folder for each service."""
    whole = tempfile.TemporaryDirectory()
    atexit.register(whole.cleanup)
    for service in SERVICES:
        model = Path(folder, f"{service}-service-2.json").resolve()
        version = json.loads(model.read_bytes())["metadata"]["apiVersion"]
        links = Path(whole.name, service, version)
        links.mkdir(parents=True)
        for kind in FILES:
            (links / f"{kind}.json").symlink_to(model.with_name(f"{service}-{kind}.json"))
    return whole.name


@cache
def service_model(service: str) -> ServiceModel:
    return new_session().get_service_model(service)


def operation_model(case: Case) -> OperationModel:
    return service_model(case.service).operation_model(case.operation)


def facts(case: Case) -> Facts:
    operation = operation_model(case)
    members = operation.input_shape.members if operation.input_shape else {}
    headers: list[str] = []
    made: dict[str, set[str]] = {"querystring": set(), "body": set()}
    for member, shape in members.items():
        location = shape.serialization.get("location", "body")
        name = shape.serialization.get("name", member)
        if location == "header":
            headers.append(name.lower())
        if member in operation.idempotent_members and member not in case.kwargs:
            made[location].add(name)
    return Facts(
        signing_name=operation.service_model.signing_name,
        headers=tuple(headers),
        made_in_query=frozenset(made["querystring"]),
        made_in_body=frozenset(made["body"]),
    )
