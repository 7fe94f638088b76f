"""Backups: rows without keys open nothing, both together open everything, and what was erased fades."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from backend.accounts.models import Person
from backend.core.scope import house
from backend.vault.models import Key
from backend.vault.services import destroy_key
from deploy.backup import KEPT_FOR, Backup, backup, forget_old
from deploy.postgres_tools import Address
from deploy.restore import restore
from deploy.trouble import Trouble
from tests.servers import fresh_database
from tests.vault.story import NAMES, written

pytestmark = pytest.mark.django_db(transaction=True)
OWNER = os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]


@pytest.fixture
def made(lived: None, tmp_path: Path) -> Backup:
    """Of the database of this test."""
    ours = make_conninfo(OWNER, dbname=connection.settings_dict["NAME"])
    return backup(Address.for_backups({"DATABASE_URL": ours}), tmp_path / "backups")


@pytest.fixture
def empty() -> Address:
    fresh_database("toward_restored")
    return Address(make_conninfo(OWNER, dbname="toward_restored"))


@contextmanager
def inside(address: Address) -> Iterator[None]:
    """This process reads the restored database for a while, as the owner of its tables."""
    connection.close()
    kept = dict(connection.settings_dict)
    connection.settings_dict |= {
        "NAME": address.environment["PGDATABASE"],
        "USER": unquote(urlsplit(OWNER).username or ""),
    }
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.clear()
        connection.settings_dict.update(kept)


def _words() -> dict[tuple[object, str], str]:
    return {(each.row.pk, each.column): each.words for each in written()}


def test_both_files_together_open_everything(made: Backup, empty: Address) -> None:
    before = _words()
    restore(empty, made.words, made.keys)
    with inside(empty):
        assert _words() == before


def test_rows_alone_open_nothing(made: Backup, empty: Address) -> None:
    restore(empty, made.words)
    with inside(empty):
        with house():
            assert (Person.objects.count(), Key.objects.count()) == (3, 0)
        assert written() == []


def test_each_file_holds_its_own_and_is_for_its_owner_only(made: Backup) -> None:
    wrapped = [bytes(key.wrapped) for key in Key.objects.all()]
    words, keys = made.words.read_bytes(), made.keys.read_bytes()
    assert [file.stat().st_mode & 0o777 for file in made] == [0o600, 0o600]
    assert made.words.parent.stat().st_mode & 0o777 == 0o700
    assert NAMES["Ana"].encode() not in words + keys
    assert wrapped
    assert b"vault_key" in keys


def test_destroyed_key_is_in_no_later_backup(
    made: Backup, ana: Person, empty: Address, tmp_path: Path
) -> None:
    destroy_key(key_id=ana.key_id)
    ours = make_conninfo(OWNER, dbname=connection.settings_dict["NAME"])
    later = backup(Address.for_backups({"DATABASE_URL": ours}), tmp_path / "later")
    restore(empty, later.words, later.keys)
    with inside(empty):
        opened = {each.words for each in written()}
    assert NAMES["Ben"] in opened
    assert NAMES["Ana"] not in opened


def test_backups_are_kept_for_two_weeks(tmp_path: Path) -> None:
    for name, days in (("toward-a.words.dump", 15), ("toward-a.keys.dump", 15), ("toward-b.keys.dump", 13)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() - days * 86400,) * 2)
    forget_old(tmp_path)
    assert KEPT_FOR.days == 14
    assert [file.name for file in tmp_path.iterdir()] == ["toward-b.keys.dump"]


def test_restoring_over_something_is_refused(made: Backup, empty: Address) -> None:
    restore(empty, made.words)
    with pytest.raises(Trouble, match="not empty"):
        restore(empty, made.words)


def test_role_that_sees_only_a_part_makes_no_backup(lived: None, tmp_path: Path) -> None:
    """Half a backup would be worse than none."""
    ours = make_conninfo(OWNER, dbname=connection.settings_dict["NAME"])
    with walled(ours), pytest.raises(Trouble, match="row-level security"):
        backup(Address(ours), tmp_path)
    assert list(tmp_path.glob("*.dump")) == []


@contextmanager
def walled(address: str) -> Iterator[None]:
    """A table whose owner is kept from some of its rows, as the walls between people do."""
    look = "select relforcerowsecurity from pg_class where relname = 'accounts_person'"
    change = "alter table accounts_person {0} row level security, {1} row level security"
    with psycopg.connect(address, autocommit=True) as owner:
        stands = owner.execute(look).fetchone() == (True,)
        if not stands:
            owner.execute(change.format("enable", "force").encode())
        yield
        if not stands:
            owner.execute(change.format("disable", "no force").encode())
