"""Checks `cargo connect diff` against botocore's models, for a crate of 30 operations.

Usage: diff_judge.py OLD NEW… [--all] [--edits COUNT] [--seed SEED]

OLD is a folder with the models of the release that the command has, as `cargo xtask model` reads them. Each NEW is such
a folder of another release. The script computes what changed by itself: it lists every path of a request, response or
error with its facts, and holds the facts of both models against each other. The command must report the same changes.

With `--edits`, the script also makes COUNT models with random edits of OLD, which have what no release has yet. With
`--all`, the crate has all operations. `DIFF_PROGRAM` sets another command than `cargo run`.
"""

import argparse
import json
import os
import random
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from diff_edits import edit
from diff_facts import Model, Value

SERVICES = {
    "connect": ("CONNECT", "connect"),
    "connectcases": ("CASES", "cases"),
    "connectcampaignsv2": ("CAMPAIGNS_V2", "campaigns-v2"),
    "connect-contact-lens": ("CONTACT_LENS", "contact-lens"),
    "connectparticipant": ("PARTICIPANT", "participant"),
    "customer-profiles": ("CUSTOMER_PROFILES", "customer-profiles"),
    "qconnect": ("Q_CONNECT", "q-connect"),
}
# Large and small ones, with and without pages, and those that AWS changes often.
OPERATIONS = {
    "connect": """CreateUser ListUsers SearchUsers DescribeContact StartTaskContact CreateEvaluationForm
        StartOutboundVoiceContact GetMetricDataV2 CreateRule SearchContacts StartChatContact UpdateContactAttributes
        GetFederationToken DescribeQueue ListPhoneNumbersV2""",
    "connectcases": "CreateCase SearchCases GetCaseEventConfiguration",
    "connectcampaignsv2": "CreateCampaign DescribeCampaign PutOutboundRequestBatch",
    "connect-contact-lens": "ListRealtimeContactAnalysisSegments",
    "connectparticipant": "CreateParticipantConnection GetTranscript",
    "customer-profiles": "SearchProfiles PutIntegration CreateSegmentDefinition",
    "qconnect": "CreateAIPrompt CreateAIAgent SendMessage",
}

# The place of a change: its path as names, and the word for programs.
Change = tuple[tuple[str, ...], str]
Found = set[tuple[str, str, str, str, str]]

BREAKING, LOOK, ADDITION = "breaking", "to look at", "addition"
# What a change means in a request, and in what the service sends.
KINDS = {
    "operation_removed": (BREAKING, BREAKING),
    "operation_renamed": (LOOK, LOOK),
    "operation_deprecated": (LOOK, LOOK),
    "method_changed": (BREAKING, BREAKING),
    "path_changed": (BREAKING, BREAKING),
    "host_changed": (BREAKING, BREAKING),
    "pages_added": (ADDITION, ADDITION),
    "pages_removed": (LOOK, LOOK),
    "pages_items_changed": (BREAKING, BREAKING),
    "pages_response_token_changed": (BREAKING, BREAKING),
    "pages_request_token_changed": (BREAKING, BREAKING),
    "pages_limit_changed": (LOOK, LOOK),
    "error_added": (LOOK, LOOK),
    "error_removed": (BREAKING, BREAKING),
    "error_status_changed": (LOOK, LOOK),
    "label_renamed": (LOOK, LOOK),
    "member_added": (ADDITION, ADDITION),
    "required_member_added": (BREAKING, ADDITION),
    "member_removed": (BREAKING, BREAKING),
    "member_renamed": (BREAKING, BREAKING),
    "member_moved": (BREAKING, BREAKING),
    "member_required": (BREAKING, ADDITION),
    "member_optional": (ADDITION, LOOK),
    "token_changed": (LOOK, LOOK),
    "deprecated": (LOOK, LOOK),
    "values_added": (ADDITION, ADDITION),
    "values_removed": (BREAKING, LOOK),
    "values_limited": (BREAKING, LOOK),
    "values_opened": (ADDITION, LOOK),
    "max_added": (BREAKING, LOOK),
    "max_lowered": (BREAKING, LOOK),
    "max_removed": (ADDITION, LOOK),
    "max_raised": (ADDITION, LOOK),
    "min_added": (BREAKING, LOOK),
    "min_raised": (BREAKING, LOOK),
    "min_removed": (ADDITION, LOOK),
    "min_lowered": (ADDITION, LOOK),
    "pattern_added": (BREAKING, LOOK),
    "pattern_removed": (ADDITION, LOOK),
    "pattern_changed": (LOOK, LOOK),
    "sensitive_changed": (LOOK, LOOK),
    "streaming_changed": (LOOK, LOOK),
    "null_changed": (LOOK, LOOK),
}


def changes(old: Model, new: Model, name: str) -> Iterator[tuple[str, str, str]]:
    """Yields kind, word and path of all changes of an operation."""
    before = old.operations[name]
    after = new.operations.get(name) or new.at(before)
    if after is None:
        yield BREAKING, "operation_removed", ""
        return
    for word in old.line_changes(before, new, after):
        yield KINDS[word][0], word, ""
    # With another path, a label is known by its name alone.
    is_path_same = old.line(before)[1] == new.line(after)[1]
    labels = [model.labels(it) if is_path_same else [] for model, it in ((old, before), (new, after))]
    for direction, part in (("request", "input"), ("response", "output")):
        roots = old.root(before, part, labels[0]), new.root(after, part, labels[1])
        for path, word in structure_changes(roots, ()):
            yield kind(direction, word), f"{direction}_{word.partition(' ')[0]}", written(path)
    for code, (status, value) in old.errors(before).items():
        if code not in new.errors(after):
            yield BREAKING, "error_removed", code
            continue
        now, now_value = new.errors(after)[code]
        if now != status:
            yield LOOK, "error_status_changed", code
        for path, word in structure_changes((value, now_value), (code,)):
            yield kind("error", word), f"error_{word.partition(' ')[0]}", written(path)
    for code in new.errors(after).keys() - old.errors(before).keys():
        yield LOOK, "error_added", code


def kind(direction: str, word: str) -> str:
    """Returns what a change means. After some words are details: the two kinds, or that a member was a token."""
    word, _, details = word.partition(" ")
    is_response = direction != "request"
    if word == "member_required" and details:
        return LOOK
    if word != "kind_changed":
        return KINDS[word][is_response]
    old, new = details.split("|")
    numbers = ["integer", "long", "float", "double"]
    if old in numbers and new in numbers:
        is_wider = numbers.index(new) > numbers.index(old)
        return (ADDITION, BREAKING)[is_response] if is_wider else (BREAKING, LOOK)[is_response]
    if (old, new) == ("structure", "union") or old == "document":
        return (BREAKING, LOOK)[is_response]
    if (old, new) == ("union", "structure") or new == "document":
        return (LOOK, BREAKING)[is_response]
    return BREAKING


def structure_changes(roots: tuple[Value, Value], path: tuple[str, ...]) -> list[Change]:
    """Returns the changes of two structures and of all in them.

    A change of two shapes has its first path alone: the shortest one, and of several the first one by the names.
    """
    first: dict[tuple[Any, ...], Change] = {}
    for path, old, new, of_parts in pairs(*roots, path, ()):
        owner = (old.shape, new.shape, old.facts["kind"], new.facts["kind"])
        here = [((), word) for word in value_changes(old.facts, new.facts)]
        here += [((name,), word) for name, word in of_parts]
        for names, word in here:
            key = (owner, names, word)
            change = (path + names, word)
            if key not in first or order(change) < order(first[key]):
                first[key] = change
    # A shape and the member with it may both be deprecated. That is one line.
    return sorted(set(first.values()))


def order(change: Change) -> tuple[int, tuple[str, ...]]:
    return len(change[0]), change[0]


def pairs(old: Value, new: Value, path: tuple[str, ...], above: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """Yields each path with both values and the changes of their parts."""
    before, after = old.facts["kind"], new.facts["kind"]
    owner = (old.shape, new.shape, before, after)
    if owner in above:
        return
    is_structure = {before, after} <= {"structure", "union"}
    if not is_structure and before != after:
        yield path, old, new, []
        return
    inner, of_parts = match(old, new)
    yield path, old, new, of_parts
    for name, (one, other) in inner.items():
        yield from pairs(one, other, (*path, name), (*above, owner))


def match(old: Value, new: Value) -> tuple[dict[str, tuple[Value, Value]], list[tuple[str, str]]]:
    """Finds for each part of a value what it is in the other model. Returns the pairs, and the changes of parts."""
    before, after = old.parts(), new.parts()
    inner: dict[str, tuple[Value, Value]] = {}
    found: list[tuple[str, str]] = []
    rest = {key: part for key, part in after.items() if key not in before}
    for key, part in before.items():
        now = after.get(key)
        word = None
        if now is None:
            moved = [other for other in rest if rest[other].wire_name == part.wire_name]
            renamed = [other for other in rest if rest[other].name == part.name]
            word = "member_moved" if moved else "member_renamed" if renamed else "member_removed"
            now = rest.pop((moved or renamed)[0]) if moved or renamed else None
        elif part.place == "uri" and part.wire_name != now.wire_name:
            word = "label_renamed"
        if word:
            found.append((part.wire_name, word))
        if now:
            inner[part.wire_name] = part, now
            found += [(part.wire_name, word) for word in member_changes(part, now)]
    for part in rest.values():
        is_duty = part.is_required and new.is_input
        found.append((part.wire_name, "required_member_added" if is_duty else "member_added"))
    return inner, found


def member_changes(old: Value, new: Value) -> Iterator[str]:
    if new.is_required and not old.is_required:
        yield "member_required token" if old.is_token else "member_required"
    if old.is_required and not new.is_required:
        yield "member_optional"
    if old.is_token != new.is_token:
        yield "token_changed"
    if new.is_deprecated and not old.is_deprecated:
        yield "deprecated"


def value_changes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """Yields the words for two values with other facts."""
    kinds = old["kind"], new["kind"]
    if kinds[0] != kinds[1]:
        yield f"kind_changed {kinds[0]}|{kinds[1]}"
        alike = {"structure", "union"}, {"integer", "long", "float", "double"}
        if not any(set(kinds) <= group for group in alike):
            return
    if new["deprecated"] and not old["deprecated"]:
        yield "deprecated"
    for fact, word in (("sensitive", "sensitive"), ("sparse", "null"), ("streaming", "streaming")):
        if old[fact] != new[fact]:
            yield f"{word}_changed"
    if old["enum"] and new["enum"]:
        if new["enum"] - old["enum"]:
            yield "values_added"
        if old["enum"] - new["enum"]:
            yield "values_removed"
    elif old["enum"] != new["enum"]:
        yield "values_opened" if old["enum"] else "values_limited"
    for fact in ("max", "min", "pattern"):
        one, other = old[fact], new[fact]
        if one is None and other is not None:
            yield f"{fact}_added"
        elif other is None and one is not None:
            yield f"{fact}_removed"
        elif one != other:
            limit = "raised" if other > one else "lowered"
            yield "pattern_changed" if fact == "pattern" else f"{fact}_{limit}"


def written(path: tuple[str, ...]) -> str:
    return ".".join(path).replace(".[]", "[]").replace(".{", "{")


def command() -> list[str]:
    workspace = Path(__file__).resolve().parents[2]
    default = f"cargo run --quiet --manifest-path {workspace}/Cargo.toml --package cargo-connect --"
    return shlex.split(os.environ.get("DIFF_PROGRAM", default))


def crate(folder: Path, operations: dict[str, list[str]]) -> None:
    """Writes a package that declares operations."""
    (folder / "src").mkdir()
    modules = []
    for service, names in operations.items():
        module = SERVICES[service][0].lower()
        modules.append(f"mod {module};\n")
        options = ["--service", module.replace("_", "-"), "--to", str(folder / f"src/{module}.rs")]
        subprocess.run([*command(), "add", *options, *names], check=True, stderr=subprocess.DEVNULL)
    (folder / "src/lib.rs").write_text("".join(modules))
    manifest = '[package]\nname = "calls"\nversion = "0.1.0"\nedition = "2024"\n\n[workspace]\n'
    (folder / "Cargo.toml").write_text(manifest)


def reported(package: Path, model: Path) -> Found:
    options = ["--json", "--model", str(model), "--manifest-path", str(package / "Cargo.toml")]
    findings = json.loads(subprocess.run([*command(), "diff", *options], check=True, stdout=subprocess.PIPE).stdout)
    fields = "service", "operation", "kind", "what", "path"
    found = Counter(tuple(finding[field] for field in fields) for finding in findings)
    if twice := [finding for finding, count in found.items() if count > 1]:
        sys.exit(f"reported twice: {twice[0]}")
    return set(found)


def judge(package: Path, old: dict[str, Model], folder: Path, operations: dict[str, list[str]], title: str) -> bool:
    """Compares what the command says with what changed. Prints the differences, and returns whether there are none."""
    expected: Found = set()
    count = 0
    for service, names in operations.items():
        if not (folder / f"{service}-service-2.json").exists():
            continue
        new = Model.read(folder, service)
        for name in names:
            count += 1
            for weight, word, path in changes(old[service], new, name):
                expected.add((SERVICES[service][1], name, weight, word, path))
    found = reported(package, folder)
    for sign, lines in (("-", expected - found), ("+", found - expected)):
        for line in sorted(lines):
            print(f"    {sign} {' | '.join(line)}")
    weights = Counter(line[2] for line in found)
    counts = ", ".join(f"{weights[weight]} {weight}" for weight in (BREAKING, LOOK, ADDITION))
    print(f"{title}: {count} operations: {counts}; {len(expected ^ found)} differences")
    return expected == found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path, nargs="*")
    parser.add_argument("--all", action="store_true", help="compare all operations")
    parser.add_argument("--edits", type=int, default=0, help="the number of models with random edits")
    parser.add_argument("--seed", type=int, default=0, help="the seed of the first one")
    options = parser.parse_args()
    old = {service: Model.read(options.old, service) for service in SERVICES}
    operations = {service: names.split() for service, names in OPERATIONS.items()}
    if options.all:
        operations = {service: list(model.operations) for service, model in old.items()}
    is_right = True
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "package"
        package.mkdir()
        crate(package, operations)
        for new in options.new:
            is_right &= judge(package, old, new.resolve(), operations, new.name)
        for seed in range(options.seed, options.seed + options.edits):
            edited = Path(folder) / f"edited-{seed}"
            edited.mkdir()
            edit(options.old, edited, operations, random.Random(seed))
            is_right &= judge(package, old, edited, operations, f"edits of seed {seed}")
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main())
