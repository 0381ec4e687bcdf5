"""Sends every case with boto3 and with the Rust program, and compares the requests."""

import argparse
import json
import sys
from collections import Counter

import boto
import expected
import program
import signature
import wire
from capture import Captured, CaptureServer, Malformed
from case import Case
from cases import CASES
from model import facts


def send_with_boto3(server: CaptureServer) -> list[Captured]:
    requests = []
    clients = {}
    for case in CASES:
        key = (case.service, case.signed)
        if key not in clients:
            clients[key] = boto.client(
                case.service, server.endpoint, signed=case.signed, validate=False
            )
        boto.call(clients[key], case.operation, case.kwargs)
        taken = server.take()
        if len(taken) != 1:
            raise Malformed(f"boto3 sent {len(taken)} requests for `{case.name}`")
        requests += taken
    return requests


def send_with_rust(server: CaptureServer, command: str) -> list[Captured]:
    names = program.run(command, "wire", server.endpoint)
    requests = server.take()
    wanted = [case.name for case in CASES]
    if names != wanted:
        raise program.ProgramFailed(
            "the program's cases are not those of cases.py in their order"
            f"\nit lacks:    {_list(wanted, names)}"
            f"\nit has more: {_list(names, wanted)}"
            f"\nfirst other: {_first_other(names, wanted)}"
        )
    if len(requests) != len(names):
        raise program.ProgramFailed(f"{len(names)} cases, but {len(requests)} requests")
    return requests


def _list(these: list[str], less: list[str]) -> str:
    return ", ".join((Counter(these) - Counter(less)).elements()) or "none"


def _first_other(names: list[str], wanted: list[str]) -> str:
    pairs = enumerate(zip(names, wanted))
    return next((f"{a}, not {b}, at {i}" for i, (a, b) in pairs if a != b), "at the end")


def faults(case: Case, request: Captured) -> list[str]:
    """Returns the faults of one request, without comparing it to the other program's."""
    found = signature.problems(request, facts(case).signing_name, signed=case.signed)
    try:
        wire.wire(request, facts(case))
    except wire.Unreadable as error:
        found.append(str(error))
    return found


def compare(ours: list[Captured], boto3: list[Captured]) -> int:
    """Prints the faults and returns the number of cases that have one."""
    listed = expected.load(case.name for case in CASES)
    met: set[expected.Found] = set()
    failed = set()
    for case, *pair in zip(CASES, ours, boto3, strict=True):
        for sender, request in zip(("ours", "boto3"), pair):
            for fault in faults(case, request):
                failed.add(case.name)
                print(f"{case.name}: {sender}: {fault}")
        if case.name in failed:
            continue
        for difference in wire.differences(*(wire.wire(one, facts(case)) for one in pair)):
            met.add((case.name, difference))
            if (case.name, difference) not in listed:
                failed.add(case.name)
                print(f"{case.name}: not listed:\n{expected.as_toml(case.name, difference)}\n")
    for name, difference in sorted(listed - met, key=str):
        failed.add(name)
        print(f"{name}: listed, but does not occur:\n{expected.as_toml(name, difference)}\n")
    print(f"{len(listed & met)} listed differences occur")
    return _close(len(failed))


def dump(requests: list[Captured]) -> int:
    """Prints boto3's request of every case as JSON, and faults to standard error."""
    failed = set()
    forms = []
    for case, request in zip(CASES, requests, strict=True):
        for fault in faults(case, request):
            failed.add(case.name)
            print(f"{case.name}: {fault}", file=sys.stderr)
        forms.append(form(case, request))
    print(json.dumps(forms, indent=2, ensure_ascii=False))
    return len(failed)


def form(case: Case, request: Captured) -> dict[str, object]:
    known = facts(case)
    return {
        "name": case.name,
        "service": case.service,
        "operation": case.operation,
        "signing_name": known.signing_name if case.signed else None,
        "method": request.method,
        "path": request.path,
        "query": request.query,
        "content_type": request.header("content-type"),
        "content_length": request.header("content-length"),
        "headers": {name: request.header(name) for name in known.headers},
        "made_tokens": sorted(known.made_in_query | known.made_in_body),
        "body": request.body.decode("utf-8"),
    }


def _close(failed: int) -> int:
    print(f"wire: {len(CASES) - failed} passed, {failed} failed")
    return failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--dump", action="store_true", help="print boto3's requests as JSON, and end"
    )
    program.add_argument(parser)
    arguments = parser.parse_args()
    repeated = [name for name, count in Counter(case.name for case in CASES).items() if count > 1]
    if repeated:
        sys.exit(f"several cases have the name {repeated}")
    program.end_cleanly()
    boto.isolate()
    try:
        with CaptureServer() as server:
            boto3 = send_with_boto3(server)
            if arguments.dump:
                return 1 if dump(boto3) else 0
            ours = send_with_rust(server, arguments.program)
        return 1 if compare(ours, boto3) else 0
    except (program.ProgramFailed, expected.BadList, Malformed) as error:
        print(f"{error}", file=sys.stderr)
        _close(len(CASES))
        return 1


if __name__ == "__main__":
    sys.exit(main())
