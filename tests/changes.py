"""List the files a change touches, as git sees them."""

import os
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SINCE_VARIABLE = "CHANGED_SINCE"
RECENT = "--before=1 day ago"
MAIN_BRANCH = "origin/main"
APPLIES_TO_EVERY_APP = ("core", "config")


@cache
def changed_files() -> frozenset[str] | None:
    """List what differs from the commit in CHANGED_SINCE, else from the main branch, else from a day ago.

    None where nothing can be compared, as in a copy without git or with a history that begins today: then
    everything counts as changed.
    """
    since = os.environ.get(SINCE_VARIABLE) or _ahead_of_main() or _git("rev-list", "-1", RECENT, "HEAD")
    if not since:
        return None
    differing = _git("diff", "--name-only", "--no-renames", since)
    untracked = _git("ls-files", "--others", "--exclude-standard")
    return frozenset([*differing.splitlines(), *untracked.splitlines()])


def changed_apps(files: frozenset[str] | None, apps: frozenset[str]) -> frozenset[str]:
    """Name the apps a change touches themselves: all of them where it touches what every app stands on."""
    if files is None:
        return apps
    touched = {parts[1] for file in files if (parts := file.split("/"))[0] == "backend" and len(parts) > 2}
    return apps if touched.intersection(APPLIES_TO_EVERY_APP) else apps & touched


def _ahead_of_main() -> str:
    """Name the commit where the work on top of the main branch begins; empty where there is no such work."""
    begin = _git("merge-base", "HEAD", MAIN_BRANCH)
    return begin if begin != _git("rev-parse", "HEAD") else ""


def _git(*words: str) -> str:
    """Return what git answers; nothing where it refuses or is not there."""
    try:
        answer = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    except (OSError, subprocess.CalledProcessError):
        return ""
    return answer.stdout.strip()
