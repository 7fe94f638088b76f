"""Promises of many at once: on each way, once, at a good moment, in a handful of statements."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from backend.accounts.models import Person
from backend.core.clock import now
from backend.notifications.models import Channel, Delivery, Kind, Lane, Message
from backend.notifications.services import Reminder, enqueue, enqueue_all, turn
from backend.schedules.models import Schedule
from backend.spaces.models import Space
from tests.notifications.conftest import NOON, remember, remind, reminder
from tests.notifications.receivers import Browser, PushService

DAY = timedelta(days=1)


def some(schedule: Schedule, person: Person, number: int, *, once_more: bool = True) -> list[Reminder]:
    return [reminder(schedule, person, uuid4(), 2 * DAY, once_more) for _ in range(number)]


def test_each_is_promised_on_every_way_with_one_more_to_come(
    phone: Browser, ana: Person, rhythm: Schedule, push: PushService
) -> None:
    remind(ana, by_push=True, by_email=True)
    remember(ana, push.browser())
    assert enqueue_all(some(rhythm, ana, 1)) == 2
    rows = Delivery.objects.values_list("message__kind", "channel", "lane", "due_at")
    night_over = NOON + timedelta(hours=20)
    assert sorted(rows) == [
        (Kind.CHECK_IN, Channel.EMAIL, Lane.REMINDER, NOON),
        (Kind.CHECK_IN, Channel.PUSH, Lane.REMINDER, NOON),
        (Kind.CHECK_IN, Channel.PUSH, Lane.REMINDER, NOON),
        (Kind.CHECK_IN_AGAIN, Channel.EMAIL, Lane.ONCE_MORE, night_over),
        (Kind.CHECK_IN_AGAIN, Channel.PUSH, Lane.ONCE_MORE, night_over),
        (Kind.CHECK_IN_AGAIN, Channel.PUSH, Lane.ONCE_MORE, night_over),
    ]


def test_the_same_again_is_nothing_new(phone: Browser, ana: Person, rhythm: Schedule) -> None:
    all_of_them = some(rhythm, ana, 5)
    assert enqueue_all(all_of_them[:3]) == 6
    assert enqueue_all(all_of_them) == 4
    assert enqueue_all(all_of_them) == 0
    assert Delivery.objects.count() == 10


def test_nothing_is_promised_to_whoever_wants_nothing(ana: Person, rhythm: Schedule) -> None:
    remind(ana)
    enqueue_all(some(rhythm, ana, 1))
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("number", [1, 50])
def test_it_takes_the_same_few_statements_for_one_and_for_many(
    phone: Browser, ana: Person, rhythm: Schedule, number: int, django_assert_num_queries: Any
) -> None:
    wanted = some(rhythm, ana, number)
    with django_assert_num_queries(4):
        enqueue_all(wanted)
    assert Message.objects.count() == 2 * number


def test_what_is_turned_off_costs_no_more(
    phone: Browser, ana: Person, rhythm: Schedule, django_assert_num_queries: Any
) -> None:
    turn(person=ana, schedule_id=rhythm.pk, on=False)
    with django_assert_num_queries(2):
        enqueue_all(some(rhythm, ana, 20))
    assert not Message.objects.exists()


def test_none_is_none(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert enqueue_all([]) == 0


def test_undone_with_what_they_tell_of(phone: Browser, ana: Person, rhythm: Schedule) -> None:
    with transaction.atomic():
        enqueue_all(some(rhythm, ana, 2))
        transaction.set_rollback(True)
    assert (Message.objects.count(), Delivery.objects.count()) == (0, 0)


@pytest.mark.parametrize(("kind", "lane"), [(Kind.LEFT, Lane.AWAITED), (Kind.CHECK_IN, Lane.REMINDER)])
def test_what_somebody_waits_for_has_its_own_lane(
    phone: Browser, ana: Person, space: Space, kind: Kind, lane: Lane
) -> None:
    message = enqueue(
        person=ana, space=space, kind=kind, subject_id=uuid4(), due_at=now(), expires_at=now() + DAY
    )
    assert message.deliveries.get().lane == lane
