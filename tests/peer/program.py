"""Runs the Rust program."""

import argparse
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from credentials import ENVIRONMENT, without_aws

WORKSPACE = Path(__file__).resolve().parents[2]
COMMAND = "cargo run --quiet --locked --package connect-tests --example peer_calls --"
# Includes the time to build the program.
SECONDS = 1200


class ProgramFailed(Exception):
    """The Rust program failed."""


def end_cleanly() -> None:
    """Makes SIGTERM end the child processes, as an error does."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))


def add_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--program",
        default=os.environ.get("PEER_PROGRAM", COMMAND),
        metavar="COMMAND",
        help="the Rust program, run at the workspace's root with a scenario and an address; "
        "the variable PEER_PROGRAM gives it too (default: %(default)s)",
    )


def run(
    command: str,
    scenario: str,
    endpoint: str,
    seconds: float = SECONDS,
    variables: Mapping[str, str] | None = None,
) -> list[str]:
    """Runs the program and returns the lines of its output. Passes its standard error on.

    `variables` replace the region and the keys of the environment.
    """
    whole = [*shlex.split(command), scenario, endpoint]
    environment = without_aws(os.environ) | ENVIRONMENT | dict(variables or {})
    try:
        process = subprocess.Popen(
            whole,
            cwd=WORKSPACE,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
    except OSError as error:
        raise ProgramFailed(f"{shlex.join(whole)}: {error}") from error
    try:
        output, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise ProgramFailed(f"{shlex.join(whole)}: not done in {seconds} s") from error
    finally:
        _end(process)
    if process.returncode != 0:
        raise ProgramFailed(f"{shlex.join(whole)}: ended with {process.returncode}\n{output}")
    return output.splitlines()


def _end(process: subprocess.Popen[str]) -> None:
    """Ends the program and its children, because cargo's child outlives cargo otherwise."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
