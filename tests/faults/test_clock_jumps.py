"""The clock of the machine, a day ahead and a day behind: in this process, against the real database."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from pytest_django import Settings

from backend.checkins.services import come_round
from backend.notifications.channels import push_line
from backend.notifications.models import Channel, Delivery, Kind, Message, State
from backend.notifications.services import deliver, take, unstick
from backend.schedules.models import Occurrence, Purpose
from backend.schedules.services import create_schedule
from backend.spaces.models import Membership
from tests.factories.people import make_person, make_space
from tests.notifications.conftest import remember, remind
from tests.notifications.receivers import PushService
from tests.together import at_once

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
A_DAY, HOUR = timedelta(days=1), timedelta(hours=1)
COUPLES = 5
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def push(settings: Settings, clock: time_machine.Traveller) -> Iterator[PushService]:
    settings.LOCAL, settings.PUSH_HOSTS, settings.OUTBOX_DIR = True, ["127.0.0.1"], None
    with PushService() as service:
        _move_in(service)
        yield service
    push_line.hang_up()


def _move_in(service: PushService) -> None:
    """Each couple comes together daily, at its own hour of the next day."""
    for number in range(COUPLES):
        people = [make_person(f"p{number}x{side}", time_zone="UTC") for side in range(2)]
        for person in people:
            person.quiet_from = person.quiet_until
            remind(person, by_push=True)
            remember(person, service.browser())
        seat = Membership.objects.get(space=make_space(*people), seat=1)
        rhythm = {"kind": "daily", "at": time(13 + 2 * number), "time_zone": "UTC"}
        create_schedule(membership=seat, purpose=Purpose.CHECK_IN, subject="daily", rhythm=rhythm)


def _tick() -> None:
    """What the clock rings for every few seconds."""
    unstick()
    while come_round():
        pass
    deliver(channel=Channel.PUSH, for_at_most=timedelta(seconds=3))


def _live(clock: time_machine.Traveller, lasts: timedelta) -> None:
    """Hour by hour."""
    for _ in range(int(lasts / HOUR)):
        clock.shift(HOUR)
        _tick()


def _taken(push: PushService) -> Counter[str]:
    return Counter(one.headers["Topic"] for one in push.received)


def _firsts() -> "Counter[tuple[object, object]]":
    """How often each person was promised each thing that came round."""
    return Counter(Message.objects.filter(kind=Kind.CHECK_IN).values_list("person", "subject_id"))


def _all_is_well(push: PushService) -> None:
    assert set(_firsts().values()) == {1}
    assert max(_taken(push).values()) == 1, "nobody is woken twice for the same"
    first = Delivery.objects.filter(message__kind=Kind.CHECK_IN)
    assert set(first.values_list("state", flat=True)) == {State.SENT}
    assert not Delivery.objects.filter(lease__isnull=False).exists(), "nobody holds anything"


@pytest.mark.parametrize("jump", [A_DAY, -A_DAY], ids=["ahead", "behind"])
def test_a_clock_that_is_a_day_off_for_a_while_loses_and_doubles_nothing(
    push: PushService, clock: time_machine.Traveller, jump: timedelta
) -> None:
    _live(clock, 2 * HOUR)
    clock.shift(jump)
    _live(clock, 2 * HOUR)
    clock.shift(-jump)
    _live(clock, 2 * A_DAY)
    _all_is_well(push)
    days = Counter(Occurrence.objects.values_list("schedule", flat=True))
    assert len(days) == COUPLES
    assert set(days.values()) <= {2, 3}, "each day came round once, whenever that was"


def test_what_was_held_under_a_clock_a_day_ahead_is_free_when_it_is_right_again(
    push: PushService, clock: time_machine.Traveller
) -> None:
    clock.shift(A_DAY)
    while come_round():
        pass
    [(held, _)] = at_once(lambda: take(channel=Channel.PUSH, state=State.LEASED, limit=100))
    assert len(held) == 2 * COUPLES
    clock.shift(-A_DAY)
    _tick()
    assert not Delivery.objects.filter(lease__isnull=False).exists()
    _live(clock, 2 * A_DAY)
    _all_is_well(push)
