"""A backup in two files: all rows, which open nothing by themselves, and the keys that open them.

`python -m deploy.backup [FOLDER]` keeps both for two weeks: by then what was erased has left the backups too.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import psycopg

from deploy import trouble
from deploy.place import LOCAL
from deploy.postgres_tools import Address, run

KEPT_FOR = timedelta(days=14)
KEY_TABLES = ("vault_key",)
WORDS, KEYS = ".words.dump", ".keys.dump"
_FORMAT = ("--format=custom", "--no-owner", "--no-privileges")


class Backup(NamedTuple):
    words: Path
    keys: Path


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else LOCAL / "backups"
    made = backup(Address.for_backups(os.environ), folder)
    forget_old(folder)
    print(f"\n  words   {made.words}\n  keys    {made.keys}   (keep it somewhere else)\n")
    return 0


def backup(address: Address, folder: Path) -> Backup:
    """Both files, of the same moment."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = datetime.now(UTC).strftime("toward-%Y%m%dT%H%M%SZ")
    made = Backup(folder / f"{name}{WORDS}", folder / f"{name}{KEYS}")
    with _moment(address) as snapshot:
        leave_out = [f"--exclude-table-data=public.{table}" for table in KEY_TABLES]
        _dump(address, made.words, snapshot, *leave_out)
        _dump(
            address, made.keys, snapshot, "--data-only", *(f"--table=public.{table}" for table in KEY_TABLES)
        )
    return made


def forget_old(folder: Path) -> None:
    """Remove backups past their time."""
    for file in folder.glob("toward-*.dump"):
        if file.stat().st_mtime < time.time() - KEPT_FOR.total_seconds():
            file.unlink()


@contextmanager
def _moment(address: Address) -> Iterator[str]:
    """A key that is renewed between two dumps would not open what the first one holds."""
    with psycopg.connect(address.conninfo) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        row = connection.execute("select pg_export_snapshot()").fetchone()
        yield str(row[0] if row else "")


def _dump(address: Address, file: Path, snapshot: str, *what: str) -> None:
    """Readable by its owner only, from the first byte on; a half one never has its name."""
    part = file.with_suffix(".part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    run(address, "pg_dump", *_FORMAT, f"--snapshot={snapshot}", f"--file={part}", *what)
    part.replace(file)


if __name__ == "__main__":
    trouble.run(main)
