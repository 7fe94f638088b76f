"""Every check of the code, side by side, with one clear result: `python -m deploy.check`."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from deploy import trouble, web
from deploy.audit import NOTE
from deploy.place import ROOT
from deploy.rehearsal import rehearsal

_HERE, _MANAGE = Path(sys.executable).parent, (sys.executable, "manage.py")
SCHEMA = (
    *_MANAGE,
    "spectacular",
    "--validate",
    "--fail-on-warn",
    "--format",
    "openapi-json",
    "--file",
    "frontend/openapi.json",
)

# The slowest first, so that the others fill the gaps.
_CHECKS: dict[str, list[tuple[str, ...]]] = {
    "types": [(str(_HERE / "mypy"), "backend", "deploy", "tests", "manage.py")],
    "web app": [("npm", "run", "--silent", "check")],
    "api": [SCHEMA, ("npm", "run", "--silent", "api:types", "--", "--check")],
    "tables": [(*_MANAGE, "makemigrations", "--check", "--dry-run")],
    "django": [(*_MANAGE, "check", "--fail-level", "WARNING")],
    "layers": [(str(_HERE / "lint-imports"),)],
    "habits": [
        (str(_HERE / "bandit"), "--quiet", "--configfile", "pyproject.toml", "-r", "backend", "deploy")
    ],
    "audit": [(sys.executable, "-m", "deploy.audit")],
    "lint": [(str(_HERE / "ruff"), "check", ".")],
    "format": [(str(_HERE / "ruff"), "format", "--check", ".")],
}


class Result(NamedTuple):
    name: str
    passed: bool
    said: str


def main() -> int:
    web.install()
    with rehearsal() as settings, ThreadPoolExecutor(os.cpu_count()) as side_by_side:
        env = {**os.environ, **settings}
        results = list(side_by_side.map(lambda name: _check(name, env), _CHECKS))
    failed = [result for result in results if not result.passed]
    for result in failed:
        print(f"\n── {result.name} ──\n{result.said.strip()}")
    for line in (line for result in results for line in result.said.splitlines() if line.startswith(NOTE)):
        print(line)
    passed = len(results) - len(failed)
    print(
        f"\ncheck: {passed} of {len(results)} passed"
        + "".join(f", {result.name} failed" for result in failed)
    )
    return 1 if failed else 0


def _check(name: str, env: Mapping[str, str]) -> Result:
    started_at = time.monotonic()
    said, passed = "", True
    for command in _CHECKS[name]:
        done = run(command, env)
        said += done.stdout
        passed = done.returncode == 0
        if not passed:
            break
    print(f"{'ok  ' if passed else 'FAIL'} {name:<8} {time.monotonic() - started_at:5.1f} s", flush=True)
    return Result(name, passed, said)


def run(command: tuple[str, ...], env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """One command, with the wheel's Node in reach; npm runs in frontend/."""
    in_frontend = command[0] == "npm"
    return subprocess.run(
        (web.npm_program(), *command[1:]) if in_frontend else command,
        cwd=web.FRONTEND if in_frontend else ROOT,
        env={**env, "PATH": web.path_with_node()},
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


if __name__ == "__main__":
    trouble.run(main)
