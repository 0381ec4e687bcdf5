"""Builds a program of what `cargo connect add` writes, which calls each method."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import scaffolded_methods
from program import WORKSPACE, ProgramFailed

FOLDER = WORKSPACE / "target" / "scaffold-peer"
TARGET = WORKSPACE / os.environ.get("CARGO_TARGET_DIR", "target")
# The source of the program.
SOURCES = {"scaffolded.rs": "main.rs", "scaffolded_unlisted.rs": "unlisted.rs"}
# The names that `cargo connect` has for boto3's services.
NAMES = {
    "connect": "connect",
    "connect-contact-lens": "contact-lens",
    "connectcampaignsv2": "campaigns-v2",
    "connectcases": "cases",
    "connectparticipant": "participant",
    "customer-profiles": "customer-profiles",
    "qconnect": "q-connect",
}
MANIFEST = f"""\
[package]
name = "scaffold-peer"
version = "0.0.0"
edition = "2024"

[dependencies]
connect-runtime = {{ path = "{WORKSPACE}/connect-runtime" }}
serde = {{ version = "1", features = ["derive"] }}
serde_json = {{ version = "1", features = ["raw_value"] }}
tokio = {{ version = "1", features = ["io-std", "io-util", "macros", "rt"] }}

[profile.dev]
debug = 0
incremental = false

[workspace]
"""
# What is changed in the written code, for the comparison.
CHANGES = [
    # What requests alone have can be read too, so that arguments can come as JSON.
    (re.compile(r"(#\[derive\([^)]*\bSerialize)(\)\])"), r"\1, serde::Deserialize\2"),
    # A value or member that no variant has shows in JSON.
    (re.compile(r"(#\[other\]\s+\w+\()String\b"), r"\1crate::unlisted::Value"),
    (re.compile(r"(#\[other\]\s+\w+\()UnknownMember\b"), r"\1crate::unlisted::Member"),
]


def write(service: str, operations: list[str]) -> list[scaffolded_methods.Method]:
    """Writes the module of a service, and returns its methods."""
    file = FOLDER / "src" / "services" / f"{_module(service)}.rs"
    command = [TARGET / "debug" / "cargo-connect", "add", "--service", NAMES[service], "--to", file]
    _run([*map(str, command), *operations])
    code = file.read_text("utf-8")
    changed = code
    for pattern, replacement in CHANGES:
        changed = pattern.sub(replacement, changed)
    file.write_text(changed + scaffolded_methods.calls(code), "utf-8")
    return scaffolded_methods.methods(code)[1]


def _module(service: str) -> str:
    return NAMES[service].replace("-", "_")


def start() -> None:
    """Makes an empty crate and builds the command."""
    _run(["cargo", "build", "--quiet", "--locked", "--package", "cargo-connect"])
    shutil.rmtree(FOLDER, ignore_errors=True)
    (FOLDER / "src" / "services").mkdir(parents=True)
    (FOLDER / "Cargo.toml").write_text(MANIFEST, "utf-8")
    shutil.copy(WORKSPACE / "Cargo.lock", FOLDER)
    for source, copy in SOURCES.items():
        shutil.copy(Path(__file__).with_name(source), FOLDER / "src" / copy)


def build(services: list[str]) -> Path:
    """Builds the program for the services whose modules are written, and returns its path."""
    pairs = [(service, _module(service)) for service in services]
    lines = [f"mod {module};\n" for _, module in pairs]
    lines.append("\n/// Returns the methods of one of boto3's services.\n")
    lines.append("pub(crate) fn methods(service: &str) -> crate::Methods {\n    match service {\n")
    lines += [f'        "{name}" => {module}::calls::METHODS,\n' for name, module in pairs]
    lines.append("        _ => &[],\n    }\n}\n")
    (FOLDER / "src" / "services.rs").write_text("".join(lines), "utf-8")
    manifest = str(FOLDER / "Cargo.toml")
    _run(["cargo", "build", "--quiet", "--manifest-path", manifest, "--target-dir", str(TARGET)])
    return TARGET / "debug" / "scaffold-peer"


def _run(command: list[str]) -> None:
    """Runs a command, whose standard error is shown if it fails."""
    done = subprocess.run(
        command,
        cwd=WORKSPACE,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        what = f"{' '.join(command[:4])} …: ended with {done.returncode}"
        raise ProgramFailed(f"{what}\n{done.stderr}")
