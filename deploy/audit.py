"""Published vulnerabilities of what we depend on: `python -m deploy.audit`.

A registry that does not answer such questions (many mirrors do not) is named in one line and fails nothing.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from deploy import trouble, web
from deploy.place import ROOT

NOTE = "note: "
"""How a line begins that is shown although nothing failed."""
PATIENCE = 120


class Found(NamedTuple):
    """What a registry said: whether it answered, and each vulnerability in one line."""

    answered: bool
    faults: list[str]


def python(said: str) -> Found:
    """What pip-audit found. A registry that knows none of the packages did not answer."""
    packages = _read(said).get("dependencies", [])
    known = [one for one in packages if "skip_reason" not in one]
    faults = [
        f"{one['name']} {one['version']}: {fault['id']}" for one in known for fault in one.get("vulns", [])
    ]
    return Found(bool(known), faults)


def node(said: str) -> Found:
    """What npm audit found."""
    report = _read(said)
    faults = [f"{name}: {one['severity']}" for name, one in report.get("vulnerabilities", {}).items()]
    return Found("vulnerabilities" in report, faults)


def _read(said: str) -> dict[str, Any]:
    try:
        found = json.loads(said)
    except json.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def _ask(command: list[str], folder: Path) -> str:
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, check=False, text=True, timeout=PATIENCE, env=_env()
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout


def _env() -> dict[str, str]:
    return {**os.environ, "PATH": web.path_with_node()}


def main() -> int:
    program = str(Path(sys.executable).parent / "pip-audit")
    asked = ["-r", "requirements.txt", "--disable-pip", "--require-hashes", "--format", "json"]
    found = {
        "Python packages": python(_ask([program, *asked], ROOT)),
        "npm packages": node(_ask([web.npm_program(), "audit", "--json"], web.FRONTEND)),
    }
    for what, one in found.items():
        if not one.answered:
            print(f"{NOTE}{what} were not audited: the registry here does not answer that question")
        for fault in one.faults:
            print(f"{what}: {fault}")
    return 1 if any(one.faults for one in found.values()) else 0


if __name__ == "__main__":
    trouble.run(main)
