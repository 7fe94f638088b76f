"""Building the web app, when its sources changed: `python -m deploy.web`; with `--test`, its unit tests."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from whitenoise import compress

from deploy import trouble
from deploy.place import ROOT
from deploy.trouble import Trouble

FRONTEND = ROOT / "frontend"
_MADE = {"node_modules", "dist", "openapi.json"}
_INSTALLED_STAMP = FRONTEND / "node_modules" / ".toward-installed"
_BUILT_STAMP = FRONTEND / "node_modules" / ".toward-built"
FIGURES = re.compile(r"^\S ((?:tests|pass|fail|duration_ms) .+)$", re.MULTILINE)
"""The lines of figures that Node's test runner ends with."""


def install() -> None:
    """The web app's packages, as locked."""
    wanted = _fingerprint([FRONTEND / "package.json", FRONTEND / "package-lock.json"])
    if _stamped(_INSTALLED_STAMP) == wanted:
        return
    print("Fetching the web app's packages …", flush=True)
    said = npm("ci", "--no-audit", "--no-fund", "--loglevel=error")
    if said:
        raise Trouble(f"{said}\n\nThe web app's packages could not be fetched: is this machine online?")
    _INSTALLED_STAMP.write_text(wanted)


def build() -> None:
    """frontend/dist, if its sources changed since it was made."""
    install()
    wanted = _fingerprint(_sources())
    if (FRONTEND / "dist" / "index.html").exists() and _stamped(_BUILT_STAMP) == wanted:
        return
    print("Building the web app …", flush=True)
    said = npm("run", "--silent", "build")
    if said:
        raise Trouble(f"{said}\n\nThe web app could not be built; the lines above say why.")
    compress.main(["--quiet", str(FRONTEND / "dist")])
    _BUILT_STAMP.write_text(wanted)


def test() -> int:
    """Run the unit tests of the web app; print their figures, and all they said when one failed."""
    install()
    done = _run_npm("test", "--silent")
    said = done.stdout.strip()
    figures = FIGURES.findall(said)
    if done.returncode:
        print(said)
    print(f"web app: {', '.join(figures) or 'no tests ran'}", flush=True)
    return 0 if done.returncode == 0 and figures else 1


def npm(*args: str) -> str:
    """Run npm in frontend/; returns what it said if it failed."""
    done = _run_npm(*args)
    return (done.stdout.strip() or f"npm {args[0]} failed") if done.returncode else ""


def _run_npm(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [npm_program(), *args],
        cwd=FRONTEND,
        env={**os.environ, "PATH": path_with_node()},
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def npm_program() -> str:
    program = shutil.which("npm", path=path_with_node())
    if not program:
        raise Trouble("No Node was found: install Node 22 or later.")
    return program


def path_with_node() -> str:
    """The wheel's Node stands beside this Python and comes before an installed one."""
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])


def _sources() -> Iterator[Path]:
    for folder, inside, names in os.walk(FRONTEND):
        if Path(folder) == FRONTEND:
            inside[:] = [name for name in inside if name not in _MADE]
        yield from (Path(folder, name) for name in names if name not in _MADE)


def _fingerprint(files: Iterator[Path] | list[Path]) -> str:
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(f"{file.relative_to(FRONTEND)}\0".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _stamped(stamp: Path) -> str:
    return stamp.read_text() if stamp.exists() else ""


def _main() -> int:
    if sys.argv[1:] == ["--test"]:
        return test()
    build()
    return 0


if __name__ == "__main__":
    trouble.run(_main)
