"""Bring a backup back into an empty database: `python -m deploy.restore WORDS [KEYS]`.

Without the file of keys all rows come back and no private word opens. The next start of Toward does the rest.
"""

import os
import sys
from pathlib import Path

import psycopg

from deploy import trouble
from deploy.lock import Lock
from deploy.log import Log
from deploy.place import LOCAL
from deploy.postgres_tools import Address, run
from deploy.servers import servers
from deploy.trouble import Trouble


def main() -> int:
    files = [Path(name) for name in sys.argv[1:]]
    if not 1 <= len(files) <= 2:  # noqa: PLR2004 - words, and perhaps keys
        raise Trouble("Say which backup: python -m deploy.restore WORDS.dump [KEYS.dump]")
    LOCAL.mkdir(mode=0o700, exist_ok=True)
    lock = Lock(LOCAL / "lock")
    if not lock.take(patience=0):
        raise Trouble("Toward is running from here: stop it first.")
    with servers(lock=lock, log=Log(echo=False)) as started:
        restore(Address.of_owner({**os.environ, **started.env}), *files)
    print("\n  The backup is back: start Toward as ever.\n")
    return 0


def restore(address: Address, words: Path, keys: Path | None = None) -> None:
    """All or nothing."""
    for file in (words, keys):
        if file and not file.is_file():
            raise Trouble(f"There is no file {file}.")
    with psycopg.connect(address.conninfo) as connection:
        if connection.execute("select 1 from pg_tables where schemaname = 'public'").fetchone():
            raise Trouble("This database is not empty: restore into a new one, or move the old one away.")
    database = f"--dbname={address.environment['PGDATABASE']}"
    for file in (words, keys):
        if file:
            run(
                address,
                "pg_restore",
                database,
                "--no-owner",
                "--no-privileges",
                "--single-transaction",
                str(file),
            )


if __name__ == "__main__":
    trouble.run(main)
