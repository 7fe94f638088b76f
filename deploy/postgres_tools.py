"""Postgres's own programs for dumping and restoring, run against an address."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from deploy.place import lasting
from deploy.postgres_programs import programs_for
from deploy.trouble import Trouble

_NAMES = {
    "dbname": "PGDATABASE",
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
}


@dataclass(frozen=True)
class Address:
    """Where a database is, and as whom."""

    conninfo: str

    @classmethod
    def of_owner(cls, env: Mapping[str, str]) -> Self:
        """As the owner of the tables."""
        return cls(env.get("DATABASE_OWNER_URL") or _given(env))

    @classmethod
    def for_backups(cls, env: Mapping[str, str]) -> Self:
        """As somebody whom the walls between people do not stop, for a backup holds all rows."""
        if env.get("BACKUP_DATABASE_URL"):
            return cls(env["BACKUP_DATABASE_URL"])
        url = _given(env)
        is_ours = str(conninfo_to_dict(url).get("host", "")).startswith("/")
        return cls(make_conninfo(url, user="postgres") if is_ours else url)

    @property
    def environment(self) -> dict[str, str]:
        """For libpq's programs: a password does not belong into an argument."""
        parts = {name: str(value) for name, value in conninfo_to_dict(self.conninfo).items() if value}
        return {_NAMES.get(name, f"PG{name.upper()}"): value for name, value in parts.items()}


def _given(env: Mapping[str, str]) -> str:
    if not env.get("DATABASE_URL"):
        raise Trouble("Say which database: set DATABASE_URL, or use `make backup` beside `make run`.")
    return env["DATABASE_URL"]


def run(address: Address, program: str, *arguments: str) -> None:
    env = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", **address.environment}
    done = subprocess.run(
        [_found(program), *arguments], env=env, check=False, capture_output=True, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        raise Trouble(f"{program} failed:\n{done.stderr.decode(errors='replace').strip()}")


def _found(program: str) -> Path:
    """Beside our own server, else wherever it is installed."""
    with suppress(Trouble):
        ours = programs_for(lasting()) / program
        if ours.exists():
            return ours
    installed = shutil.which(program)
    if installed is None:
        raise Trouble(f"{program} was not found: install Postgres's client programs.")
    return Path(installed)
