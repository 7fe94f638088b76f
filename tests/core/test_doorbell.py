"""The broker is a doorbell: when it is dead the work is still in Postgres, and nobody waits for it."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from celery import Celery
from django.db import transaction

from backend.config.celery import app
from backend.core.models import DoneCommand
from backend.core.services import nudge
from backend.core.tasks import forget_old_keys

LONGEST_WAIT = 12.0
pytestmark = pytest.mark.django_db(transaction=True)


def _task_at(port: int) -> Any:
    """A task whose broker is at this port, with the settings of the real one."""
    house = Celery("elsewhere", broker=f"redis://127.0.0.1:{port}/0", set_as_current=False)
    house.conf.broker_transport_options = app.conf.broker_transport_options
    house.conf.broker_connection_timeout = app.conf.broker_connection_timeout

    @house.task(name="ring")
    def ring() -> None: ...

    return ring


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A broker that takes the call and says nothing, as one does whose machine has frozen."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        yield listener.getsockname()[1]


@pytest.fixture
def rings(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """With which options."""
    heard: list[dict[str, Any]] = []
    monkeypatch.setattr(forget_old_keys, "apply_async", lambda **options: heard.append(options))
    return heard


def test_bell_rings_only_after_the_commit(rings: list[dict[str, Any]]) -> None:
    with transaction.atomic():
        nudge(forget_old_keys)
        assert rings == []
    assert rings == [{"retry": False}], "once: the next tick finds the work"


def test_bell_is_silent_when_nothing_was_kept(rings: list[dict[str, Any]]) -> None:
    with transaction.atomic():
        nudge(forget_old_keys)
        transaction.set_rollback(True)
    assert rings == []


def _work(ring: Callable[[], None]) -> float:
    """Write a row and ring; how long it took."""
    started = time.monotonic()
    with transaction.atomic():
        DoneCommand.objects.create(
            person_id="6ff4f5b0-9a53-4b0e-8c61-6f0f4d6b2a17",
            key="k",
            fingerprint=b"",
            resource_id="6ff4f5b0-9a53-4b0e-8c61-6f0f4d6b2a17",
        )
        ring()
    return time.monotonic() - started


def test_dead_broker_loses_nothing_and_lets_go(caplog: pytest.LogCaptureFixture) -> None:
    assert _work(lambda: nudge(_task_at(1))) < LONGEST_WAIT
    assert DoneCommand.objects.count() == 1
    assert "no broker for ring" in caplog.text


def test_frozen_broker_loses_nothing_and_lets_go(silent_port: int, caplog: pytest.LogCaptureFixture) -> None:
    assert _work(lambda: nudge(_task_at(silent_port))) < LONGEST_WAIT
    assert DoneCommand.objects.count() == 1
    assert "no broker for ring" in caplog.text
