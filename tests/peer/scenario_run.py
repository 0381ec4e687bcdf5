"""Runs the steps of a scenario with boto3, and keeps their results in a form to compare."""

from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

import limits

# A text or number of JSON with one of these as the end of its name is a time.
TIMES = ("Time", "Timestamp", "At")
IDS = ("Id", "Arn", "ARN")

Result = dict[str, Any]


class Scenario:
    """Knows the results so far, and the ids and ARNs of the things that the steps made."""

    def __init__(self) -> None:
        self.results: dict[str, Result] = {}
        # What the model does not allow in a response.
        self.faults: list[str] = []
        # A text of a response, and what stands for it.
        self.names: list[tuple[str, str]] = []

    def step(self, name: str, call: Callable[..., Any], /, **kwargs: Any) -> Result:
        """Calls an operation and returns its response as it is. It is empty after an error."""
        try:
            answer: Result = call(**kwargs)
        except ClientError as error:
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            self.results[name] = {"error": error.response["Error"]["Code"], "status": status}
            return {}
        del answer["ResponseMetadata"]
        self.check(name, call, answer)
        if name.startswith(("create ", "start ")):
            self.learn(name, answer)
        self.results[name] = self.normal(answer)
        return answer

    def check(self, name: str, call: Any, answer: Result) -> None:
        meta = call.__self__.meta
        operation = meta.method_to_api_mapping[call.__name__]
        if shape := meta.service_model.operation_model(operation).output_shape:
            found = limits.faults(answer, shape, whole=False, without=frozenset())
            self.faults += [f"{name}: {fault}" for fault in found]

    def learn(self, name: str, answer: Result) -> None:
        for member, value in answer.items():
            if member.endswith(IDS):
                self.names.append((value, f"<{name}: {member}>"))
        # An ARN has ids of other things in it.
        self.names.sort(key=lambda pair: (-len(pair[0]), pair[0]))

    def normal(self, value: Any) -> Any:
        """Leaves times out, and puts the name of the step that made a thing for its id or ARN."""
        if isinstance(value, dict):
            return {
                self.normal(name): self.normal(one)
                for name, one in value.items()
                if not _is_time(name, one)
            }
        if isinstance(value, list):
            return [self.normal(one) for one in value]
        if isinstance(value, str):
            for known, name in self.names:
                value = value.replace(known, name)
        return value


def _is_time(name: str, value: object) -> bool:
    return name.endswith(TIMES) and not isinstance(value, (dict, list))


def search(instance: str, field: str, comparison: str, value: str) -> Result:
    """Returns the request of a search by one text."""
    condition = {"FieldName": field, "ComparisonType": comparison, "Value": value}
    return {"InstanceId": instance, "SearchCriteria": {"StringCondition": condition}}
