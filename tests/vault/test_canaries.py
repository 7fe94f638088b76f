"""Birds in every place where people write; whoever copies what the service leaves behind finds none."""

import gzip
import logging
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings as configured
from django.db import connection
from psycopg.conninfo import make_conninfo
from pytest_django import Settings
from redis import Redis

from backend.accounts.models import Person
from backend.core.clock import now
from backend.core.services import nudge
from backend.notifications.models import Channel, Delivery, State
from backend.notifications.services import deliver, enqueue
from backend.notifications.tasks import deliver_push
from backend.spaces.models import Space
from backend.vault.services import renew_key
from backend.vault.tasks import renew_key as renew_key_task
from deploy.postgres_tools import Address, run
from tests.client import Phone
from tests.notifications.receivers import MailServer, PushService
from tests.vault.story import BIRDS, NAMES, to_look_for
from tests.vault.test_backup import OWNER
from tests.vault.thief import found

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """Nobody's quiet hours."""
    with time_machine.travel(NOON):
        yield


@pytest.fixture(autouse=True)
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    return caplog


@pytest.fixture
def mail(settings: Settings) -> Iterator[MailServer]:
    with MailServer() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


def dump(folder: Path) -> bytes:
    """The whole database as text, keys too."""
    ours = make_conninfo(OWNER, dbname=connection.settings_dict["NAME"])
    run(Address.for_backups({"DATABASE_URL": ours}), "pg_dump", f"--file={folder / 'all.sql'}")
    return (folder / "all.sql").read_bytes()


def broker() -> bytes:
    """All that the broker holds, of every kind."""
    redis: Any = Redis.from_url(configured.REDIS_URL)
    read = {
        b"string": redis.get,
        b"list": lambda key: redis.lrange(key, 0, -1),
        b"hash": redis.hgetall,
        b"set": redis.smembers,
        b"zset": lambda key: redis.zrange(key, 0, -1, withscores=True),
    }
    held = [(key, read[redis.type(key)](key)) for key in redis.scan_iter()]
    return b"\n".join(_flat(held))


def _flat(held: Any) -> Iterator[bytes]:
    if isinstance(held, bytes):
        yield held
    elif isinstance(held, dict):
        yield from _flat(list(held.items()))
    elif isinstance(held, list | tuple | set):
        for inner in held:
            yield from _flat(inner)


def test_dump_of_the_database_holds_no_bird(lived: None, tmp_path: Path) -> None:
    loot = dump(tmp_path)
    assert found(["ana@example.org", "check_in"], loot) == {"ana@example.org", "check_in"}
    assert found(to_look_for(), loot) == set()


def test_a_bird_in_the_dump_would_be_found(lived: None, tmp_path: Path) -> None:
    """Readable, in the open or in bytes, in any of the shapes programs give to words."""
    word = NAMES["Ana"]
    for shape in (
        word.encode(),
        word.encode("utf-16-le"),
        b"x" + b64encode(b"12" + word.encode()),
        word.encode().hex().encode(),
    ):
        with connection.cursor() as cursor:
            cursor.execute("update accounts_person set pronouns = %s", [shape])
        assert found(BIRDS, dump(tmp_path)) >= {"kanarie"}


def test_broker_holds_no_bird_while_tasks_wait(lived: None, ana: Person) -> None:
    nudge(deliver_push)
    renew_key_task.delay(str(ana.key_id))
    loot = broker()
    assert found(["deliver_push", "renew_key", str(ana.key_id)], loot) == {
        "deliver_push",
        "renew_key",
        str(ana.key_id),
    }
    assert found(to_look_for(), loot) == set()


def test_mail_push_and_log_hold_no_bird(
    lived: None, ana: Person, mail: MailServer, push: PushService, log: pytest.LogCaptureFixture
) -> None:
    _remind(Person.objects.get(pk=ana.pk))
    renew_key(key_id=ana.key_id)
    due = Delivery.objects.filter(message__kind="check_in")
    assert {delivery.state for delivery in due} == {State.SENT}
    [letter], [posted] = mail.letters, push.received
    loot = letter.as_bytes() + b"".join(bytes(_decoded(part)) for part in letter.walk())
    loot += repr(posted).encode()
    assert found(["ana@example.org", "/today"], loot) == {"ana@example.org", "/today"}
    birds = set(to_look_for()) - {posted.endpoint}
    assert found(birds, loot) == set()
    assert log.records
    assert found(to_look_for(), _said(log)) == set()


def _decoded(part: Any) -> bytes:
    return part.get_payload(decode=True) or b""


def _remind(person: Person) -> None:
    at = now()
    enqueue(
        person=person,
        space=Space.objects.get(),
        kind="check_in",
        subject_id=uuid4(),
        due_at=at,
        expires_at=at + timedelta(days=1),
    )
    for channel in Channel:
        deliver(channel=channel, for_at_most=timedelta(minutes=1))


def _said(log: pytest.LogCaptureFixture) -> bytes:
    """Lines as they were formatted, and what was handed to them."""
    handed = [repr((record.msg, record.args, record.exc_text)) for record in log.records]
    return "\n".join([log.text, *handed]).encode()


def test_faults_are_logged_without_birds(
    lived: None, ana: Person, log: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A traceback names lines of the program, not what was in them."""

    def broken(*_: object, **words: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("backend.accounts.services.change_profile", broken)
    assert Phone(ana).patch("/me", {"name": "Walburga Kanarie"}).status_code == 500
    assert "RuntimeError" in log.text
    assert found(BIRDS, _said(log)) == set()


@pytest.mark.parametrize("wrapped", [bytes, b64encode, urlsafe_b64encode, bytes.hex, gzip.compress])
@pytest.mark.parametrize("before", [b"", b"a", b"ab", b'{"name": "'])
def test_the_thief_sees_through_every_shape(wrapped: Any, before: bytes) -> None:
    shape = wrapped(before + "Walburga Kanarie?ÿ".encode() + b" and more")
    loot = shape.encode() if isinstance(shape, str) else shape
    assert found(BIRDS, b"..." + loot + b"...") == {"kanarie"}


def test_the_thief_finds_nothing_where_nothing_is() -> None:
    assert found(BIRDS, b"the lake, the soup, " * 50) == set()
