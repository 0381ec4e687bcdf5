"""Says what results of the scenario must be, so that two equal results cannot both be wrong."""

from typing import Any

from scenario_run import Result

# The step, the path of a value in its result, and the value. `*` stands for each item of a list.
FACTS: list[tuple[str, str, Any]] = [
    ("an alias that is taken", "status", 400),
    ("describe the instance", "Instance.InstanceAlias", "peer-one"),
    ("describe the instance", "Instance.InstanceStatus", "ACTIVE"),
    ("describe the instance", "Instance.Tags", {"team": "peer"}),
    ("hours again", "error", "DuplicateResourceException"),
    ("describe the hours", "HoursOfOperation.TimeZone", "UTC"),
    ("describe the hours", "HoursOfOperation.Config.*.StartTime", [{"Hours": 8, "Minutes": 0}]),
    ("describe the updated hours", "HoursOfOperation.TimeZone", "Europe/Vienna"),
    ("describe the updated hours", "HoursOfOperation.Name", "peer hours"),
    ("list the hours", "HoursOfOperationSummaryList.*.Name", ["peer hours"]),
    ("describe the queue", "Queue.HoursOfOperationId", "<create the hours: HoursOfOperationId>"),
    ("describe the queue", "Queue.Tags", {"team": "peer"}),
    ("find the queue by the start of its name", "Queues.*.Name", ["peer queue"]),
    ("describe the renamed queue", "Queue.Name", "peer line"),
    ("describe the renamed queue", "Queue.MaxContacts", 5),
    ("find no queue by the old name", "Queues", []),
    ("find the routing profile by its name", "RoutingProfiles.*.Name", ["peer routing"]),
    ("describe the renamed routing profile", "RoutingProfile.Name", "peer voice"),
    ("describe the updated security profile", "SecurityProfile.Description", "for agents"),
    (
        "find the security profile by a part of its name",
        "SecurityProfiles.*.SecurityProfileName",
        ["peer security"],
    ),
    ("a user name that is taken", "error", "DuplicateResourceException"),
    ("describe the user", "User.IdentityInfo", {"FirstName": "Ada", "LastName": "Peer"}),
    ("list the users", "UserSummaryList.*.Username", ["peer.user"]),
    ("find the user by a part of its name", "Users.*.Username", ["peer.user"]),
    ("find no user by a part as its name", "Users", []),
    ("describe the updated user", "User.IdentityInfo.LastName", "Other"),
    ("describe the updated user", "User.PhoneConfig.PhoneType", "SOFT_PHONE"),
    ("list the user's tags", "tags", {"team": "peer", "a b": "c/d"}),
    ("list the tags left", "tags", {"team": "peer"}),
    ("a queue is no user", "error", "ResourceNotFoundException"),
    ("the user in the other instance", "error", "ResourceNotFoundException"),
    ("the users of the other instance", "UserSummaryList", []),
    ("describe the deleted user", "error", "ResourceNotFoundException"),
    ("describe the updated flow", "ContactFlow.Name", "peer way"),
    ("describe the updated flow", "ContactFlow.Type", "CONTACT_FLOW"),
    ("find the flow by its new name", "ContactFlows.*.Name", ["peer way"]),
    ("describe the prompt", "Prompt.Description", "a greeting"),
    ("describe the deleted prompt", "error", "ResourceNotFoundException"),
    ("list the quick connects", "QuickConnectSummaryList.*.Name", ["peer transfer"]),
    ("list the quick connects", "QuickConnectSummaryList.*.QuickConnectType", ["QUEUE"]),
    ("list no quick connects", "QuickConnectSummaryList", []),
    ("describe the task", "Contact.Channel", "TASK"),
    ("read the attributes", "Attributes", {"color": "red", "size": "9"}),
    ("describe the stopped task", "Contact.Tags", {"team": "peer"}),
    ("a domain's name that is taken", "error", "ConflictException"),
    ("describe the case domain", "name", "peer-cases"),
    ("read the field", "fields.*.description", ["a text"]),
    ("list the fields", "fields.*.name", ["peer field"]),
    ("describe the deleted case domain", "error", "ResourceNotFoundException"),
    ("describe the profile domain", "DefaultExpirationDays", 30),
    ("find the profile by its number", "Items.*.FirstName", ["Ada"]),
    ("find the updated profile", "Items.*.LastName", ["Peer"]),
    ("find no profile", "Items", []),
    ("describe the deleted profile domain", "error", "ResourceNotFoundException"),
    ("list many users in pages", "pages", [100, 100, 50]),
    ("list many users in pages", "all", True),
]
ERRORS_ARE_RIGHT = {step for step, path, _ in FACTS if path in ("error", "status")}


def faults(results: dict[str, Result]) -> list[str]:
    """Returns the facts that do not hold, and the steps that fail and should not."""
    found = [
        f"{step}: {result['error']} ({result['status']})"
        for step, result in results.items()
        if "error" in result and step not in ERRORS_ARE_RIGHT
    ]
    for step, path, wanted in FACTS:
        got = _at(results[step], path.split("."))
        if got != wanted:
            found.append(f"{step}: `{path}` is {got!r}, and should be {wanted!r}")
    return found


def _at(value: Any, path: list[str]) -> Any:
    if not path:
        return value
    first, *rest = path
    if first == "*":
        return [_at(item, rest) for item in value] if isinstance(value, list) else None
    return _at(value.get(first), rest) if isinstance(value, dict) else None
