"""Runs one scenario against moto's server, first with boto3 and then with the Rust program."""

import argparse
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto
import moto_scenario
import program

START_SECONDS = 60
RUNNING = re.compile(r"Running on (http://127\.0\.0\.1:\d+)")


class NotStarted(Exception):
    """moto's server did not start."""


@contextmanager
def moto_server() -> Iterator[str]:
    """Starts a server for the `with` block and yields its address."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        with log.open("wb") as stderr:
            process = subprocess.Popen(
                # Runs in its own folder, so that `import moto` finds the package and not this file.
                [Path(sys.executable).with_name("moto_server"), "-H", "127.0.0.1", "-p", "0"],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=stderr,
            )
        try:
            yield _address(process, log)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        if match := RUNNING.search(log.read_text("utf-8", "replace")):
            return match[1]
        time.sleep(0.1)
    said = log.read_text("utf-8", "replace")
    raise NotStarted(f"moto's server does not run after {START_SECONDS} s at most:\n{said}")


def reset(endpoint: str) -> None:
    request = urllib.request.Request(f"{endpoint}/moto-api/reset", method="POST")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=20):
        pass


def run(command: str, *, boto3_alone: bool) -> int:
    """Prints the result of each program and returns the number of failures."""
    failed = 0
    with moto_server() as endpoint:
        try:
            for step in moto_scenario.steps(boto.client("connect", endpoint)):
                print(f"boto3: {step}")
        except moto_scenario.Wrong as error:
            failed += 1
            print(f"boto3: {error}")
        if not boto3_alone:
            reset(endpoint)
            try:
                for line in program.run(command, "moto", endpoint):
                    print(f"ours: {line}")
            except program.ProgramFailed as error:
                failed += 1
                print(f"ours: {error}")
    return failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--boto3", action="store_true", help="leave the Rust program out")
    program.add_argument(parser)
    arguments = parser.parse_args()
    program.end_cleanly()
    boto.isolate()
    programs = 1 if arguments.boto3 else 2
    try:
        failed = run(arguments.program, boto3_alone=arguments.boto3)
    except NotStarted as error:
        print(error)
        failed = programs
    print(f"moto: {programs - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
