"""A real Postgres of our own: found, initialised once, reachable through a socket only its owner may open."""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg.rows import TupleRow

from deploy import leash
from deploy.leash import Child
from deploy.lock import Lock
from deploy.log import Log
from deploy.place import account
from deploy.postgres_programs import ENVIRONMENT, major_version, programs_for
from deploy.trouble import Trouble

_PORT = 5432  # only a part of the socket's name
_LONGEST_SOCKET_FOLDER = 80
_BUILTIN_COLLATION_SINCE = 17

# Errors name rows and values; neither belongs into a log.
_QUIET = (
    "log_error_verbosity=terse",
    "log_min_error_statement=panic",
    "log_min_messages=fatal",
    "log_checkpoints=off",
)
_FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
)


def start(place: Path, *, lock: Lock, log: Log, throwaway: bool) -> tuple[Child, str]:
    """Start Postgres on `place/data`; returns it with the address for the owner of its tables."""
    programs = programs_for(place)
    data, sockets = place / "data", _socket_folder(place)
    _initialise(programs, data, throwaway=throwaway)
    (data / "postmaster.pid").unlink(missing_ok=True)  # the lock is ours, so nobody runs here
    settings = (
        "listen_addresses=",
        f"unix_socket_directories={sockets}",
        "unix_socket_permissions=0700",
        "timezone=UTC",
        *_QUIET,
        *(_FAST if throwaway else ()),
    )
    child = leash.start(
        "postgres",
        [
            programs / "postgres",
            "-D",
            data,
            "-p",
            str(_PORT),
            *(part for one in settings for part in ("-c", one)),
        ],
        log=log,
        env=ENVIRONMENT,
        cwd=data,
        user=account(),
        farewell=signal.SIGINT,
        keep=(lock.fd,),
    )
    try:
        _create_database(_wait_until_it_answers(child, data, sockets, log))
    except BaseException:
        leash.stop([child])
        raise
    return child, f"postgresql://toward@/toward?host={quote(str(sockets))}&port={_PORT}"


def _initialise(programs: Path, data: Path, *, throwaway: bool) -> None:
    major = major_version(programs)
    if data.exists():
        found = (data / "PG_VERSION").read_text().strip()
        if found != major:
            raise Trouble(
                f"{data} was made by Postgres {found}, but this is {major}: export the data, or move it away."
            )
        return
    part = data.with_suffix(".part")  # a half-made database never counts as one
    shutil.rmtree(part, ignore_errors=True)
    user = account()
    builtin = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    done = subprocess.run(
        [
            programs / "initdb",
            f"--pgdata={part}",
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-instructions",
            *(builtin if int(major) >= _BUILTIN_COLLATION_SINCE else ()),
            *(("--no-sync",) if throwaway else ()),
        ],
        env=ENVIRONMENT,
        cwd=data.parent,
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise Trouble(f"Postgres could not make its files in {data}:\n{done.stderr.strip()}")
    part.rename(data)


def _socket_folder(place: Path) -> Path:
    """The path of a socket is at most about a hundred bytes long, a checkout's path may be longer."""
    if len(os.fsencode(place)) <= _LONGEST_SOCKET_FOLDER:
        return place
    folder = Path(tempfile.gettempdir()) / f"toward-{hashlib.sha256(os.fsencode(place)).hexdigest()[:12]}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.geteuid():
        raise Trouble(
            f"{folder} belongs to someone else: remove it, or move this checkout to a shorter path."
        )
    return folder


def _wait_until_it_answers(
    child: Child, data: Path, sockets: Path, log: Log
) -> "psycopg.Connection[TupleRow]":
    deadline = time.monotonic() + 60
    status = data / "postmaster.pid"
    while child.alive() and time.monotonic() < deadline:
        if status.exists() and status.read_text().rstrip().endswith("ready"):
            return psycopg.connect(
                host=str(sockets), port=_PORT, user="postgres", dbname="postgres", autocommit=True
            )
        time.sleep(0.03)
    raise Trouble(f"Postgres did not start:\n{log.tail()}")


def _create_database(connection: "psycopg.Connection[TupleRow]") -> None:
    """Its owner is no superuser: row-level security would not bind one."""
    with connection:
        if not connection.execute("select 1 from pg_roles where rolname = 'toward'").fetchone():
            connection.execute("create role toward login createdb createrole")
        if not connection.execute("select 1 from pg_database where datname = 'toward'").fetchone():
            connection.execute("create database toward owner toward")
