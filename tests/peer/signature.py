"""Recomputes Signature Version 4 from the received request."""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from capture import Captured
from credentials import ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY, SESSION_TOKEN

ALGORITHM = "AWS4-HMAC-SHA256"
AUTHORIZATION = re.compile(
    rf"{ALGORITHM} Credential=(?P<credential>[^, ]+), ?"
    r"SignedHeaders=(?P<signed>[^, ]+), ?Signature=(?P<signature>[0-9a-f]{64})"
)
# An unsigned request must have none of these, because each comes with the credentials.
OF_CREDENTIALS = ("authorization", "x-amz-security-token", "x-amz-date")
ALLOWED_AGE = timedelta(minutes=15)


@dataclass(frozen=True)
class Keys:
    """What a request is signed with."""

    access_key_id: str = ACCESS_KEY_ID
    secret_access_key: str = SECRET_ACCESS_KEY
    session_token: str = SESSION_TOKEN
    region: str = REGION


def problems(
    request: Captured, signing_name: str, *, signed: bool, keys: Keys = Keys()
) -> list[str]:
    """Returns the faults of the request's signature, or of its absence."""
    if not signed:
        present = [name for name in OF_CREDENTIALS if request.header(name) is not None]
        return [f"unsigned, but there is `{name}`" for name in present]
    authorization = request.header("authorization")
    if authorization is None:
        return ["no `authorization`"]
    match = AUTHORIZATION.fullmatch(authorization)
    if match is None:
        return [f"`authorization` has another form: {authorization}"]
    names = match["signed"].split(";")
    found = _scope_problems(request, match["credential"], signing_name, keys)
    found += _header_problems(request, names, keys)
    if not found and match["signature"] != expected_signature(request, names, signing_name, keys):
        canonical = canonical_request(request, names)
        found = [f"the signature does not match; the one computed here is of:\n{canonical}"]
    return found


def _scope_problems(
    request: Captured, credential: str, signing_name: str, keys: Keys
) -> list[str]:
    time = request.header("x-amz-date") or ""
    expected = f"{keys.access_key_id}/{time[:8]}/{keys.region}/{signing_name}/aws4_request"
    if credential != expected:
        return [f"the credential is {credential}, and should be {expected}"]
    if not re.fullmatch(r"\d{8}T\d{6}Z", time):
        return [f"`x-amz-date` is {time!r}"]
    signed_at = datetime.strptime(time, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    if abs(request.received - signed_at) > ALLOWED_AGE:
        return [f"`x-amz-date` is {time}, and it came at {request.received:%Y%m%dT%H%M%SZ}"]
    return []


def _header_problems(request: Captured, signed: list[str], keys: Keys) -> list[str]:
    found = []
    if signed != sorted(set(signed)):
        found.append(f"the signed headers are not in order: {signed}")
    if request.header("x-amz-security-token") != keys.session_token:
        found.append(f"`x-amz-security-token` is {request.header('x-amz-security-token')}")
    present = {name for name, _ in request.headers}
    must = {name for name in present if name.startswith("x-amz-")} | {"host"}
    found += [f"`{name}` is not signed" for name in sorted(must - set(signed))]
    found += [f"`{name}` is signed, but did not come" for name in sorted(set(signed) - present)]
    declared = request.header("x-amz-content-sha256")
    if declared not in (None, hashlib.sha256(request.body).hexdigest()):
        found.append("`x-amz-content-sha256` is not the body's")
    return found


def canonical_request(request: Captured, signed: list[str]) -> str:
    return "\n".join(
        [
            request.method,
            # Every service except S3 encodes each segment of the sent path once more.
            quote(request.path.encode("latin-1"), safe="/-_.~"),
            _canonical_query(request.query or ""),
            *(f"{name}:{_canonical_value(request, name)}" for name in signed),
            "",
            ";".join(signed),
            hashlib.sha256(request.body).hexdigest(),
        ]
    )


def _canonical_query(query: str) -> str:
    pairs = [pair.partition("=")[::2] for pair in query.split("&") if pair]
    return "&".join(f"{name}={value}" for name, value in sorted(pairs))


def _canonical_value(request: Captured, name: str) -> str:
    values = (value for key, value in request.headers if key == name)
    return ",".join(re.sub("[ \t]+", " ", value) for value in values)


def expected_signature(
    request: Captured, signed: list[str], signing_name: str, keys: Keys
) -> str:
    time = request.header("x-amz-date") or ""
    digest = hashlib.sha256(canonical_request(request, signed).encode("latin-1")).hexdigest()
    scope = f"{time[:8]}/{keys.region}/{signing_name}/aws4_request"
    key = f"AWS4{keys.secret_access_key}".encode()
    for part in scope.split("/"):
        key = _hmac(key, part)
    return _hmac(key, "\n".join([ALGORITHM, time, scope, digest])).hex()


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
