"""Which Postgres and Valkey are used, and what a crash of their keeper leaves behind."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from deploy import postgres, postgres_programs, valkey
from deploy.lock import Lock
from deploy.log import Log
from deploy.place import ROOT, throwaway
from deploy.servers import servers
from deploy.trouble import Trouble

_KEEPER = """
import signal, sys, time
from pathlib import Path
from deploy.lock import Lock
from deploy.log import Log
from deploy.servers import servers
# Whoever was started in the background inherits that nobody interrupts it.
signal.signal(signal.SIGINT, signal.default_int_handler)
place = Path(sys.argv[1])
lock = Lock(place / "keepers")
assert lock.take(patience=0)
with servers(lock=lock, log=Log(echo=False), given={}, place=place, throwaway=True) as started:
    print(started.env["DATABASE_OWNER_URL"], flush=True)
    time.sleep(600)
"""


@pytest.fixture
def place() -> Iterator[Path]:
    with throwaway() as (place, _):
        yield place


@pytest.fixture
def lock(place: Path) -> Iterator[Lock]:
    lock = Lock(place / "keepers")
    yield lock
    lock.free()


def test_given_servers_are_used_and_none_is_started(place: Path, lock: Lock) -> None:
    database = {"DATABASE_URL": "postgresql://far/away", "DATABASE_OWNER_URL": "postgresql://owner@far/away"}
    given = {**database, "REDIS_URL": "redis://far:1/0"}
    with servers(lock=lock, log=Log(echo=False), given=given, place=place) as started:
        assert started.env == given
        assert started.children == []
    assert not (place / "data").exists()


def test_without_any_valkey_one_sentence_says_what_to_do(
    place: Path, lock: Lock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(valkey, "find_spec", lambda name: None)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Trouble, match=r"^No Valkey was found: install .* or set REDIS_URL\.$"):
        valkey.start(place, lock=lock, log=Log(echo=False))


def test_without_any_postgres_one_sentence_says_what_to_do(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_programs, "find_spec", lambda name: None)
    monkeypatch.setattr(postgres_programs, "_INSTALLED", ())
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Trouble, match=r"^No Postgres was found: install .* or set DATABASE_URL\.$"):
        postgres_programs.programs_for(place)


def test_an_installed_postgres_is_used_when_there_is_no_wheel(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("initdb", "postgres"):
        (tmp_path / name).touch(mode=0o755)
    monkeypatch.setattr(postgres_programs, "find_spec", lambda name: None)
    monkeypatch.setattr(shutil, "which", lambda name: str(tmp_path / name))
    assert postgres_programs.programs_for(place) == tmp_path


def test_data_of_another_version_is_left_alone(place: Path, lock: Lock) -> None:
    (place / "data").mkdir()
    (place / "data" / "PG_VERSION").write_text("9\n")
    with pytest.raises(Trouble, match="was made by Postgres 9"):
        postgres.start(place, lock=lock, log=Log(echo=False), throwaway=True)


def test_the_application_is_no_superuser() -> None:
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        row = connection.execute(
            "select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user"
        ).fetchone()
    assert row == (False, False, False)


def test_a_killed_keeper_takes_its_servers_along_and_the_next_start_finds_the_data(
    place: Path, lock: Lock
) -> None:
    with _keeper(place) as keeper:
        url = _first_line(keeper)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("create table words as select 'still here' as word")
        keeper.kill()
    assert lock.take(patience=20), "somebody of the killed family is still alive"
    # The worst that a crash can leave: a note with the number of a living, different process.
    (place / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n{place}/data\n1\n5432\n{place}\n\n\n")
    with (
        servers(lock=lock, log=Log(echo=False), given={}, place=place, throwaway=True) as started,
        psycopg.connect(started.env["DATABASE_OWNER_URL"]) as connection,
    ):
        assert connection.execute("select word from words").fetchone() == ("still here",)


def test_a_keeper_that_is_asked_to_stop_leaves_nobody(place: Path, lock: Lock) -> None:
    with _keeper(place) as keeper:
        _first_line(keeper)
        keeper.send_signal(signal.SIGINT)
        keeper.wait(20)
    assert lock.take(patience=0)


def test_a_throwaway_place_is_gone_afterwards() -> None:
    with throwaway() as (place, _):
        assert place.stat().st_mode & 0o777 == 0o700
    assert not place.exists()


def _keeper(place: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", _KEEPER, str(place)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _first_line(keeper: "subprocess.Popen[str]") -> str:
    assert keeper.stdout
    return keeper.stdout.readline().strip()
