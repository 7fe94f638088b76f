"""A second reminder: a good while after the first has gone out, and only if there is something to answer."""

from datetime import time, timedelta

import pytest
import time_machine
from django.db.models import Min

from backend.accounts.models import Person
from backend.core.clock import now
from backend.notifications.models import Delivery, Kind, Message, State
from backend.notifications.services import withdraw
from backend.schedules.models import Occurrence, Schedule
from backend.spaces.models import Space
from tests.notifications.conftest import NOON, comes_round, tick
from tests.notifications.receivers import Browser, PushService, Reply

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _awake(ana: Person) -> None:
    ana.quiet_from = ana.quiet_until
    ana.save()


def second() -> Delivery:
    return Delivery.objects.get(message__kind=Kind.CHECK_IN_AGAIN)


def until_it_is_over(clock: time_machine.Traveller, hours: int = 60) -> None:
    """Every hour, and whenever something is due."""
    end = now() + hours * HOUR
    while now() < end:
        tick()
        due_at = Delivery.objects.filter(due_at__gt=now()).aggregate(Min("due_at"))["due_at__min"]
        clock.move_to(min(due_at or end, now() + HOUR))


def test_it_comes_twenty_hours_later_and_then_no_more(
    phone: Browser, ana: Person, rhythm: Schedule, push: PushService, clock: time_machine.Traveller
) -> None:
    comes_round(rhythm, ana, once_more=True)
    until_it_is_over(clock)
    first, again = Message.objects.order_by("sent_at").values_list("sent_at", flat=True)
    assert first == NOON
    assert again == NOON + 20 * HOUR
    assert len(push.received) == 2


def test_whoever_wants_none_gets_none(phone: Browser, ana: Person, rhythm: Schedule) -> None:
    comes_round(rhythm, ana, once_more=False)
    assert set(Message.objects.values_list("kind", flat=True)) == {Kind.CHECK_IN}


def test_a_short_window_has_no_second(phone: Browser, ana: Person, rhythm: Schedule) -> None:
    comes_round(rhythm, ana, lasts=20 * HOUR, once_more=True)
    assert Message.objects.count() == 1


def test_it_waits_when_the_first_was_held_up(
    phone: Browser, ana: Person, rhythm: Schedule, space: Space, clock: time_machine.Traveller
) -> None:
    comes_round(rhythm, ana, lasts=72 * HOUR, once_more=True)
    Space.objects.update(quiet_until=NOON + 30 * HOUR)
    until_it_is_over(clock, hours=72)
    first, again = Message.objects.order_by("sent_at").values_list("sent_at", flat=True)
    assert first == NOON + 30 * HOUR
    assert again is not None
    assert again - first >= 20 * HOUR


def test_it_is_the_first_when_that_never_went_out(
    phone: Browser, ana: Person, rhythm: Schedule, push: PushService, clock: time_machine.Traveller
) -> None:
    push.replies.append(Reply(400))
    comes_round(rhythm, ana, once_more=True)
    tick()
    clock.shift(20 * HOUR)
    tick()
    assert second().state == State.SENT


def test_an_answer_ends_it(
    phone: Browser, ana: Person, rhythm: Schedule, push: PushService, clock: time_machine.Traveller
) -> None:
    message = comes_round(rhythm, ana, once_more=True)
    assert message
    tick()
    withdraw(person=ana, subject_id=message.subject_id)
    until_it_is_over(clock)
    assert (second().state, len(push.received)) == (State.DROPPED, 1)


def test_of_what_never_opened_there_is_none(
    phone: Browser, ana: Person, rhythm: Schedule, push: PushService, clock: time_machine.Traveller
) -> None:
    """It was reminded of ahead, and then skipped."""
    comes_round(rhythm, ana, once_more=True)
    tick()
    Occurrence.objects.all().delete()
    until_it_is_over(clock)
    assert (second().state, len(push.received)) == (State.DROPPED, 1)


def test_with_its_rhythm_it_ends(
    phone: Browser, ana: Person, rhythm: Schedule, push: PushService, clock: time_machine.Traveller
) -> None:
    comes_round(rhythm, ana, once_more=True)
    tick()
    rhythm.delete()
    until_it_is_over(clock)
    assert (second().state, len(push.received)) == (State.DROPPED, 1)


def test_quiet_hours_hold_for_it_too(
    phone: Browser, ana: Person, rhythm: Schedule, clock: time_machine.Traveller
) -> None:
    ana.quiet_from, ana.quiet_until = time(6), time(12)  # 20 hours later it is ten in the morning
    ana.save()
    comes_round(rhythm, ana, once_more=True)
    assert second().due_at == NOON + 22 * HOUR
    assert now() == NOON
