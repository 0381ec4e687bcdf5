"""Starts the stand-in for Amazon Connect as a program."""

import os
import re
import shlex
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto
import program

COMMAND = "cargo run --quiet --locked --package cargo-connect -- serve"
# Includes the time to build the program.
START_SECONDS = 1200
VARIABLE = re.compile(r"^export (\w+)=(.*)\n", re.MULTILINE)
# The last variable that the program prints.
LAST = "CONNECT_INSTANCE_ID"


class NotStarted(Exception):
    """The stand-in did not start."""


@dataclass(frozen=True)
class Standin:
    """A stand-in that runs."""

    variables: dict[str, str]

    @property
    def endpoint(self) -> str:
        return self.variables["AWS_ENDPOINT_URL"]

    def client(self, service: str, *, signed: bool = True, validate: bool = True) -> Any:
        return boto.client(
            service,
            self.endpoint,
            signed=signed,
            validate=validate,
            region_name=self.variables["AWS_REGION"],
            aws_access_key_id=self.variables["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=self.variables["AWS_SECRET_ACCESS_KEY"],
            aws_session_token=self.variables["AWS_SESSION_TOKEN"],
        )


def command() -> list[str]:
    return shlex.split(os.environ.get("STANDIN_PROGRAM", COMMAND))


@contextmanager
def standin(*options: str) -> Iterator[Standin]:
    """Starts a stand-in on a free port for the `with` block."""
    whole = [*command(), "--port", "0", *options]
    with tempfile.TemporaryDirectory() as folder:
        log, errors = Path(folder, "log"), Path(folder, "errors")
        process = _start(whole, log, errors)
        try:
            yield Standin(_variables(process, log, errors))
        finally:
            _end(process)


def _start(command: list[str], log: Path, errors: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as stdout, errors.open("wb") as stderr:
        try:
            return subprocess.Popen(
                command,
                cwd=program.WORKSPACE,
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=stderr,
                start_new_session=True,
            )
        except OSError as error:
            raise NotStarted(f"{shlex.join(command)}: {error}") from error


def _variables(process: subprocess.Popen[bytes], log: Path, errors: Path) -> dict[str, str]:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        found = dict(VARIABLE.findall(log.read_text("utf-8", "replace")))
        if LAST in found:
            return found
        time.sleep(0.05)
    said = log.read_text("utf-8", "replace") + errors.read_text("utf-8", "replace")
    raise NotStarted(f"the stand-in did not start:\n{said}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the program and its parent, if cargo started it."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
