"""The same couples as PeriodicTasks of django-celery-beat, in a database of their own; and our clock."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import urlsplit

import psycopg

from deploy.place import ROOT

DATABASE = "instead"


class Instead(NamedTuple):
    start: float
    tick: float
    edit: float
    memory: float
    """MB that the tasks take."""
    all: float


def instead(couples: int) -> Instead:
    owner = os.environ["SUPERUSER_URL"]
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(f"drop database if exists {DATABASE} with (force)".encode())
        connection.execute(f"create database {DATABASE}".encode())
    env = {**os.environ, "DATABASE_URL": urlsplit(owner)._replace(path=f"/{DATABASE}").geturl()}
    command = [sys.executable, "-m", "tests.bench.periodic", str(couples)]
    said = subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True).stdout
    return Instead(**json.loads(said))


def our_clock() -> float:
    """MB that our beat takes once it runs, however many rhythms there are."""
    with TemporaryDirectory() as folder:
        state = ("--schedule", f"{folder}/beat")
        command = [
            sys.executable,
            "-m",
            "celery",
            "--app",
            "backend.config.celery",
            "--quiet",
            "beat",
            *state,
        ]
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as beat:
            time.sleep(6)
            pages = int(Path(f"/proc/{beat.pid}/statm").read_text().split()[1])
            beat.terminate()
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
