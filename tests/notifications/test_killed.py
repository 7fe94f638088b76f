"""A real worker process, killed at the worst moment: the push has gone out, nothing says so yet."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from backend.accounts.models import Person
from backend.core.clock import now
from backend.notifications.models import Delivery, State
from tests.notifications.conftest import Promise, tick
from tests.notifications.receivers import Browser, PushService, Reply

ROOT = Path(__file__).parents[2]
WORKER = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "backend.config.settings"
django.setup()
from backend.notifications.tasks import deliver_push
deliver_push()
"""
PATIENCE = 60


@pytest.fixture(autouse=True)
def clock() -> None:
    """The worker has a clock of its own, so here it is the real time."""


@pytest.fixture
def _no_quiet_hours(ana: Person) -> None:
    ana.quiet_from = ana.quiet_until
    ana.save()


def worker() -> "subprocess.Popen[bytes]":
    ours = urlsplit(os.environ["DATABASE_URL"])
    database = urlunsplit(ours._replace(path="/" + connection.settings_dict["NAME"]))
    told = {"TOWARD_LOCAL": "1", "PUSH_HOSTS": "127.0.0.1", "OUTBOX_DIR": "", "DATABASE_URL": database}
    return subprocess.Popen([sys.executable, "-c", WORKER], cwd=ROOT, env={**os.environ, **told})


@pytest.mark.faults
@pytest.mark.usefixtures("_no_quiet_hours")
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_loses_nothing_and_repeats_recognisably(
    phone: Browser, promise: Promise, push: PushService
) -> None:
    promise()
    process = worker()

    def kill() -> None:
        process.kill()
        process.wait()

    push.replies.append(Reply(before=kill))
    process.wait(timeout=PATIENCE)
    assert (Delivery.objects.get().state, len(push.received)) == (State.SENDING, 1)
    tick()
    assert len(push.received) == 1
    Delivery.objects.update(due_at=now())
    tick()
    first, second = push.received
    assert first.headers["Topic"] == second.headers["Topic"]
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == (State.SENT, 2)
