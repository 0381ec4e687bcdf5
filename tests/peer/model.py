"""Reads the facts about a case from botocore's models."""

from dataclasses import dataclass
from functools import cache

import botocore.session
from botocore.model import OperationModel, ServiceModel

from case import Case


@dataclass(frozen=True)
class Facts:
    """The parts of an operation's model that the check needs."""

    signing_name: str
    # Lower-case names of the headers that carry a member.
    headers: tuple[str, ...]
    # Names of the idempotency tokens that the caller omits, in the query and in the body.
    made_in_query: frozenset[str]
    made_in_body: frozenset[str]


@cache
def service_model(service: str) -> ServiceModel:
    return botocore.session.get_session().get_service_model(service)


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
