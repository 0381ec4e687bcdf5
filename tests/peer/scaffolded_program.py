"""Talks to the program that calls the methods which `cargo connect add` wrote."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from credentials import ENVIRONMENT, without_aws
from program import ProgramFailed


class Refused(Exception):
    """A method returned an error."""


class Scaffolded:
    """The program, which runs inside its `with` block and makes one call at a time."""

    def __init__(self, program: Path, variables: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [program],
            env=without_aws(os.environ) | ENVIRONMENT | dict(variables),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def call(self, service: str, operation: str, arguments: dict[str, Any]) -> Any:
        """Returns what a method returned, as JSON."""
        line = {"service": service, "operation": operation, "arguments": arguments}
        to, by = self._process.stdin, self._process.stdout
        if to is None or by is None:
            raise ProgramFailed("the program has no pipes")
        to.write(json.dumps(line) + "\n")
        to.flush()
        answer = by.readline()
        if not answer:
            raise ProgramFailed(f"the program ended at {service} {operation}")
        said = json.loads(answer)
        if "error" in said:
            raise Refused(said["error"])
        return said["returned"]

    def __enter__(self) -> "Scaffolded":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
