"""What waits moves with people's clocks, is freed when ours has jumped, and is forgotten in the end."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection

from backend.accounts.models import Person
from backend.core.clock import now
from backend.notifications.models import Channel, Delivery, Due, Message, State
from backend.notifications.services import (
    KEPT_FOR,
    LEASE,
    backlog,
    forget_old_messages,
    keeping,
    take,
    unstick,
)
from backend.notifications.tasks import forget_old_messages as forget_task
from tests.client import Phone
from tests.notifications.conftest import NOON, Promise, states, tick
from tests.notifications.receivers import Browser, MailServer, PushService, Reply
from tests.together import at_once, until

HOUR = timedelta(hours=1)


def due_at() -> Any:
    return Delivery.objects.get().due_at


@pytest.mark.parametrize(
    ("change", "hours"),
    [
        ({"time_zone": "America/New_York"}, 10),  # 22:00 in Berlin is 16:00 there: not quiet any more
        ({"time_zone": "Asia/Tokyo"}, 11),  # quiet there until eight in the morning, an hour later
        ({"quiet_from": "22:30"}, 8),
        ({"quiet_until": "06:00"}, 16),
    ],
)
def test_what_waits_moves_with_zone_and_quiet_hours(
    inbox: MailServer, as_ana: Phone, promise: Promise, change: dict[str, str], hours: int
) -> None:
    promise(due_in=8 * HOUR)
    assert due_at() == NOON + 18 * HOUR
    assert as_ana.patch("/me", change).status_code == 200
    tick()
    expected = {10: 8, 11: 11}.get(hours, hours)
    assert due_at() == NOON + expected * HOUR
    assert not Person.objects.filter(clocks_changed_at__isnull=False)


def test_other_changes_move_nothing(inbox: MailServer, as_ana: Phone, promise: Promise) -> None:
    promise(due_in=8 * HOUR)
    before = due_at()
    as_ana.patch("/me", {"theme": "dark", "discreet": True})
    assert not Person.objects.filter(clocks_changed_at__isnull=False)
    tick()
    assert due_at() == before


def test_what_was_tried_before_keeps_its_pause(
    phone: Browser, as_ana: Phone, promise: Promise, push: PushService
) -> None:
    push.replies.append(Reply(429, {"Retry-After": "3600"}))
    promise()
    tick()
    as_ana.patch("/me", {"time_zone": "Asia/Tokyo"})
    tick()
    assert not Person.objects.filter(clocks_changed_at__isnull=False)
    assert due_at() == NOON + HOUR


def test_what_the_other_waits_for_stays(
    inbox: MailServer, as_ana: Phone, ben: Person, promise: Promise
) -> None:
    promise(person=ben, due_in=8 * HOUR)
    before = due_at()
    as_ana.patch("/me", {"time_zone": "Asia/Tokyo"})
    tick()
    assert due_at() == before


def test_a_lease_from_a_clock_that_jumped_back_is_freed(
    inbox: MailServer, promise: Promise, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=1))
    promise()
    take(channel=Channel.EMAIL, state=State.LEASED, limit=5)
    clock.shift(timedelta(days=-1))
    Message.objects.update(expires_at=now() + timedelta(days=3))
    tick()
    assert inbox.letters == []
    assert unstick() == 1
    tick()
    assert len(inbox.letters) == 1


def test_a_lease_of_now_is_left_alone(inbox: MailServer, promise: Promise) -> None:
    promise()
    take(channel=Channel.EMAIL, state=State.LEASED, limit=5)
    assert unstick() == 0
    assert due_at() == NOON + LEASE


def sessions_of(taken: list[Due]) -> int:
    with connection.cursor() as cursor:
        sessions = [int(str(due.lease)[:8], 16) for due in taken]
        cursor.execute("select from pg_stat_activity where pid = any(%s)", [sessions])
        return int(cursor.rowcount)


@pytest.mark.django_db(transaction=True)
def test_a_lease_ends_with_the_session_of_whoever_took_it(inbox: MailServer, promise: Promise) -> None:
    promise()
    [(taken, _)] = at_once(lambda: take(channel=Channel.EMAIL, state=State.LEASED, limit=5))
    until(lambda: not sessions_of(taken), "the session has ended, a moment after its line was cut")
    tick()
    assert (len(taken), inbox.letters) == (1, [])
    assert unstick() == 1
    tick()
    assert len(inbox.letters) == 1


def test_after_a_while_what_is_done_is_forgotten(
    inbox: MailServer, promise: Promise, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MESSAGES", 2)
    for _ in range(5):
        promise()
    tick()
    waiting = promise(lasts=timedelta(days=200), due_in=timedelta(days=150))
    clock.shift(KEPT_FOR)
    assert forget_old_messages() == 0
    clock.shift(timedelta(seconds=1))
    newer = promise()
    assert forget_old_messages() == 2
    forget_task()
    assert set(Message.objects.all()) == {waiting, newer}


def test_the_operator_sees_how_far_behind_the_senders_are(
    *,
    phone: Browser,
    promise: Promise,
    push: PushService,
    clock: time_machine.Traveller,
    django_assert_max_num_queries: Any,
) -> None:
    def told() -> tuple[float, int, int, int]:
        found = backlog()
        return found.oldest.get(Channel.PUSH, 0), sum(found.due.values()), found.in_flight, found.dead

    assert told() == (0, 0, 0, 0)
    for _ in range(3):
        promise()
    promise(due_in=HOUR)
    clock.shift(90)
    assert told() == (90, 3, 0, 0)
    take(channel=Channel.PUSH, state=State.SENDING, limit=1)
    assert told() == (90, 2, 1, 0)
    push.replies.append(Reply(400))
    tick()
    assert told() == (0, 0, 1, 1)
    with django_assert_max_num_queries(6):
        backlog()
    clock.shift(timedelta(days=1, seconds=1))
    assert told()[-1] == 0
    assert State.DEAD in states()
