"""Makes models that AWS may publish one day, by random edits of a present one."""

import json
import random
from pathlib import Path
from typing import Any

EDITS_PER_SERVICE = 60


def edit(source: Path, target: Path, operations: dict[str, list[str]], chance: random.Random) -> None:
    """Writes the models of a folder with random edits, near the operations."""
    for service, names in operations.items():
        model = json.loads((source / f"{service}-service-2.json").read_text())
        pages = json.loads((source / f"{service}-paginators-1.json").read_text())
        shapes = sorted(_reachable(model, names))
        for _ in range(EDITS_PER_SERVICE):
            change = chance.choice(EDITS)
            change(model, pages["pagination"], chance.choice(shapes), chance.choice(names), chance)
        (target / f"{service}-service-2.json").write_text(json.dumps(model))
        (target / f"{service}-paginators-1.json").write_text(json.dumps(pages))


def _reachable(model: dict[str, Any], names: list[str]) -> set[str]:
    """Returns the names of all shapes that operations use."""
    found: set[str] = set()
    waiting = [reference for name in names for reference in _references(model["operations"][name])]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _references(model["shapes"][name])
    return found


def _references(part: Any) -> list[str]:
    if isinstance(part, list):
        return [name for item in part for name in _references(item)]
    if not isinstance(part, dict):
        return []
    own = [part["shape"]] if isinstance(part.get("shape"), str) else []
    return own + [name for key, item in part.items() if key != "documentation" for name in _references(item)]


def _mark(name: str) -> Any:
    """Returns an edit that sets a mark of a shape, or removes it."""

    def toggle(model: Any, _pages: Any, shape: str, _operation: str, _chance: random.Random) -> None:
        traits = model["shapes"][shape]
        traits[name] = not traits.get(name, False)

    return toggle


def _limit(model: Any, _pages: Any, shape: str, _operation: str, chance: random.Random) -> None:
    traits = model["shapes"][shape]
    if traits["type"] in ("structure", "boolean", "timestamp"):
        return
    name = chance.choice(["min", "max"])
    if name in traits and chance.random() < 0.3:
        del traits[name]
    else:
        traits[name] = max(0, traits.get(name, 5) + chance.choice([-2, -1, 1, 2, 100]))


def _pattern(model: Any, _pages: Any, shape: str, _operation: str, chance: random.Random) -> None:
    traits = model["shapes"][shape]
    if traits["type"] != "string":
        return
    if "pattern" in traits and chance.random() < 0.5:
        del traits["pattern"]
    else:
        traits["pattern"] = chance.choice(["^a$", "b\nc", "[\\S]+"])


def _values(model: Any, _pages: Any, shape: str, _operation: str, chance: random.Random) -> None:
    traits = model["shapes"][shape]
    if traits["type"] != "string":
        return
    values = traits.get("enum", [])
    if len(values) > 1 and chance.random() < 0.4:
        values.remove(chance.choice(values))
    elif values and chance.random() < 0.3:
        del traits["enum"]
    else:
        traits["enum"] = [*values, f"NEW_{len(values)}"]


def _kind(model: Any, _pages: Any, shape: str, _operation: str, chance: random.Random) -> None:
    traits = model["shapes"][shape]
    if traits["type"] in ("structure", "list", "map"):
        return
    kinds = ["string", "integer", "long", "float", "double", "boolean", "blob", "timestamp", "bigInteger"]
    traits["type"] = chance.choice(kinds)
    if traits["type"] == "timestamp":
        traits["timestampFormat"] = chance.choice(["iso8601", "rfc822", "unixTimestamp", "other"])


def _form(model: Any, _pages: Any, shape: str, _operation: str, chance: random.Random) -> None:
    traits = model["shapes"][shape]
    if traits["type"] == "structure" and not traits.get("exception"):
        mark = chance.choice(["union", "document", "eventstream"])
        traits[mark] = not traits.get(mark, False)


def _member(model: Any, _pages: Any, shape: str, _operation: str, chance: random.Random) -> None:
    """Adds, removes, renames or moves a member, or changes a mark or the shape of it."""
    traits = model["shapes"][shape]
    members = traits.get("members")
    if not members:
        return
    required = traits.setdefault("required", [])
    name = chance.choice(sorted(members))
    member = members[name]
    action = chance.randrange(9)
    if action == 0:
        added = f"Added{len(members)}"
        members[added] = {"shape": chance.choice(sorted(model["shapes"]))}
        if chance.random() < 0.4:
            required.append(added)
    elif action == 1:
        del members[name]
        traits["required"] = [other for other in required if other != name]
    elif action == 2:
        member["locationName"] = f"other{name}"
    elif action == 3:
        member["location"] = chance.choice(["querystring", "header", "statusCode", "headers"])
    elif action == 4:
        traits["required"] = [other for other in required if other != name] if name in required else [*required, name]
    elif action == 5:
        member["idempotencyToken"] = not member.get("idempotencyToken", False)
    elif action == 6:
        member["deprecated"] = True
    elif action == 7:
        member["shape"] = chance.choice(sorted(model["shapes"]))
    else:
        member[chance.choice(["streaming", "sensitive", "jsonvalue"])] = True


def _rename_shape(model: Any, _pages: Any, shape: str, _operation: str, chance: random.Random) -> None:
    """Gives one member a copy of its shape, which is no change by itself."""
    members = model["shapes"][shape].get("members")
    if members:
        member = members[chance.choice(sorted(members))]
        copy = f"{member['shape']}Copy"
        model["shapes"].setdefault(copy, model["shapes"][member["shape"]])
        member["shape"] = copy


def _operation(model: Any, pages: Any, _shape: str, operation: str, chance: random.Random) -> None:
    action = chance.randrange(14)
    if operation not in model["operations"]:
        return
    facts = model["operations"][operation]
    http = facts["http"]
    if action == 0:
        del model["operations"][operation]
    elif action == 1:
        model["operations"][f"Other{operation}"] = model["operations"].pop(operation)
    elif action == 2:
        http["method"] = chance.choice(["PATCH", "DELETE"])
    elif action == 3:
        http["requestUri"] = "/v9" + http["requestUri"]
    elif action == 4:
        http["requestUri"] = http["requestUri"].replace("}", "+}", 1)
    elif action == 5:
        facts["deprecated"] = True
    elif action == 6:
        facts["endpoint"] = {"hostPrefix": "other."}
    elif action == 7 and facts.get("errors"):
        facts["errors"].pop()
    elif action == 8:
        errors = sorted(name for name, traits in model["shapes"].items() if traits.get("exception"))
        reference = {"shape": chance.choice(errors)}
        if reference not in facts.setdefault("errors", []):
            facts["errors"].append(reference)
    elif action == 9 and "output" in facts:
        del facts["output"]
    elif action == 10 and operation in pages:
        del pages[operation]
    elif action == 11 and operation in pages:
        pages[operation][chance.choice(["input_token", "output_token", "result_key", "limit_key"])] = "Other"
    elif action == 12 and operation not in pages:
        pages[operation] = {"input_token": "Next", "output_token": "Next", "result_key": ["Items", "Next"]}
    elif action == 13:
        _rename_label(model, facts, chance)


def _rename_label(model: Any, operation: Any, chance: random.Random) -> None:
    """Gives a label another name, in the path and in its member."""
    members = model["shapes"][operation["input"]["shape"]]["members"] if "input" in operation else {}
    labels = sorted(name for name, member in members.items() if member.get("location") == "uri")
    if labels:
        name = chance.choice(labels)
        http = operation["http"]
        before = members[name].get("locationName", name)
        members[name]["locationName"] = f"{before}Label"
        http["requestUri"] = http["requestUri"].replace(f"{{{before}", f"{{{before}Label")


def _status(model: Any, _pages: Any, shape: str, _operation: str, chance: random.Random) -> None:
    traits = model["shapes"][shape]
    if traits.get("exception"):
        traits.setdefault("error", {})["httpStatusCode"] = chance.choice([400, 418, 503])


EDITS = [
    *[_member] * 5,
    *[_limit] * 3,
    *[_values] * 2,
    _pattern,
    _kind,
    _form,
    _operation,
    _rename_shape,
    _status,
    _mark("sensitive"),
    _mark("sparse"),
    _mark("deprecated"),
    _mark("streaming"),
]
