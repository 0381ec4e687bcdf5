"""Compares the methods that `cargo connect add` writes with boto3."""

import argparse
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import boto
import inputs
import program
import scaffolded_crate
import scaffolded_methods
import signature
from capture import Malformed
from model import SERVICES, service_model
from reading_differences import Tally
from relay import Relay
from scaffolded_call import Pair, Undeclared, Written
from scaffolded_program import Scaffolded
from standin_server import NotStarted, Standin, standin

KINDS = ("whole", "sparse", "hostile")
# How many samples each operation has. Each chooses other members of unions and values of enums.
SEEDS = {"whole": 8, "sparse": 1, "hostile": 3}
FILE = Path(__file__).with_name("scaffolded_differences.toml")


class BadList(Exception):
    """The list of rules is invalid."""


FAILURES = (
    BadList,
    Malformed,
    NotStarted,
    Undeclared,
    program.ProgramFailed,
    scaffolded_methods.Unreadable,
)


def rules() -> dict[str, set[str]]:
    """Returns the listed rules of each kind of samples."""
    listed: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for entry in tomllib.loads(FILE.read_text("utf-8")).get("rule", []):
        if sorted(entry) != ["name", "reason", "samples"] or not entry["reason"].strip():
            raise BadList(f"a rule needs a name, samples and a reason: {entry}")
        for kind in entry["samples"]:
            listed[kind].add(entry["name"])
    return listed


def written(services: list[str]) -> list[Written]:
    """Writes the methods of all operations."""
    scaffolded_crate.start()
    every = []
    for service in services:
        model = service_model(service)
        methods = scaffolded_crate.write(service, list(model.operation_names))
        missing = set(model.operation_names) - {method.operation for method in methods}
        if missing:
            raise scaffolded_methods.Unreadable(f"{service}: no method for {sorted(missing)}")
        every += [
            Written(service, model.operation_model(method.operation), method) for method in methods
        ]
    return every


def requests(one: Written, kind: str, seed: int) -> list[dict[str, Any]]:
    """Returns the requests to send: once all that keep to the model, and one for other samples."""
    full = inputs.full(one.model)
    return [inputs.minimal(one.model), *full] if (kind, seed) == (KINDS[0], 0) else full[:1]


def compare(every: list[Written], binary: Path, kind: str, listed: set[str]) -> Tally:
    """Compares one kind of samples, and prints the differences that have no listed reason."""
    start = time.monotonic()
    tally = Tally(kind, listed)
    for seed in range(SEEDS[kind]):
        options = ("--no-state", "--samples", kind, "--sample-seed", str(seed))
        with standin(*options) as server, Relay(server.endpoint) as relay:
            variables = server.variables | {"AWS_ENDPOINT_URL": relay.endpoint}
            with Scaffolded(binary, variables) as scaffolded:
                clients = _clients(every, Standin(variables))
                pair = Pair(relay, scaffolded, clients, _keys(variables), tally)
                for one in every:
                    for request in requests(one, kind, seed):
                        pair.call(one, request)
    print(f"{tally} in {time.monotonic() - start:.1f} s")
    return tally


def _clients(every: list[Written], server: Standin) -> dict[str, Any]:
    # boto3 signs beside a bearer token too, unless it is told not to.
    signed = {one.service: one.method.is_signed for one in every}
    return {name: server.client(name, signed=sign) for name, sign in signed.items()}


def _keys(variables: dict[str, str]) -> signature.Keys:
    return signature.Keys(
        variables["AWS_ACCESS_KEY_ID"],
        variables["AWS_SECRET_ACCESS_KEY"],
        variables["AWS_SESSION_TOKEN"],
        variables["AWS_REGION"],
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"some of {', '.join(KINDS)}")
    parser.add_argument("--service", choices=SERVICES, help="compare this service alone")
    arguments = parser.parse_args()
    if unknown := set(arguments.kinds) - set(KINDS):
        parser.error(f"there is no kind {', '.join(sorted(unknown))}")
    program.end_cleanly()
    boto.isolate()
    kinds = arguments.kinds or KINDS
    services = [arguments.service] if arguments.service else list(SERVICES)
    try:
        start = time.monotonic()
        listed = rules()
        every = written(services)
        binary = scaffolded_crate.build(services)
        print(f"written and built in {time.monotonic() - start:.1f} s")
        tallies = [compare(every, binary, kind, listed[kind]) for kind in kinds]
        failed = sum(tally.failed for tally in tallies)
        if not arguments.service:
            failed += sum(tally.print_unmet() for tally in tallies)
    except FAILURES as error:
        print(error, file=sys.stderr)
        failed = 1
    print(f"scaffolded: {'failed' if failed else 'passed'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
