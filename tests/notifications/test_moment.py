"""At the moment of sending: later if it is a bad one, dropped if the message no longer holds."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
import time_machine

from backend.accounts.models import Person
from backend.core.clock import now
from backend.notifications.models import Delivery, Message, State
from backend.notifications.services import enqueue, withdraw
from backend.spaces.models import Membership, Space
from tests.notifications.conftest import NOON, Promise, remember, remind, states, tick
from tests.notifications.receivers import Browser, PushService

HOUR = timedelta(hours=1)


def test_it_is_not_sent_early(
    phone: Browser, promise: Promise, push: PushService, clock: time_machine.Traveller
) -> None:
    promise(due_in=HOUR)
    tick()
    assert push.received == []
    clock.shift(HOUR)
    tick()
    assert len(push.received) == 1


def test_quiet_hours_are_waited_for(
    phone: Browser, promise: Promise, push: PushService, clock: time_machine.Traveller
) -> None:
    clock.move_to(NOON + 8 * HOUR)
    promise()
    assert Delivery.objects.get().due_at == NOON + 18 * HOUR
    clock.move_to(NOON + 18 * HOUR)
    tick()
    assert states() == [State.SENT]


def test_quiet_hours_set_since_are_respected(
    phone: Browser, ana: Person, promise: Promise, push: PushService
) -> None:
    promise()
    ana.quiet_from, ana.quiet_until = time(13), time(15)
    ana.save()
    tick()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.due_at, delivery.attempts) == (State.PENDING, NOON + HOUR, 0)
    assert push.received == []


def test_a_quiet_space_is_waited_for(
    phone: Browser, space: Space, promise: Promise, push: PushService, clock: time_machine.Traveller
) -> None:
    space.quiet_until = NOON + 3 * HOUR
    space.save()
    promise()
    tick()
    assert push.received == []
    clock.shift(3 * HOUR)
    tick()
    assert states() == [State.SENT]


def leaves(person: Person) -> None:
    Membership.objects.filter(person=person).update(left_at=now())


def is_gone(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(is_active=False)


def switches_off(person: Person) -> None:
    remind(person, by_email=True)


def has_answered(person: Person) -> None:
    withdraw(person=person, subject_id=Message.objects.get().subject_id)


def was_too_late(person: Person) -> None:
    Message.objects.update(expires_at=now())


def has_a_quiet_space_till_it_expires(person: Person) -> None:
    Space.objects.update(quiet_until=Message.objects.get().expires_at)


@pytest.mark.parametrize(
    "since",
    [leaves, is_gone, switches_off, has_answered, was_too_late, has_a_quiet_space_till_it_expires],
)
def test_what_no_longer_holds_is_dropped(
    phone: Browser, ana: Person, promise: Promise, push: PushService, since: Callable[[Person], None]
) -> None:
    promise()
    since(ana)
    tick()
    assert (states(), push.received) == ([State.DROPPED], [])


def test_withdrawing_for_one_keeps_the_others(
    *, phone: Browser, ana: Person, ben: Person, space: Space, push: PushService, promise: Promise
) -> None:
    remind(ben, by_push=True)
    remember(ben, push.browser())
    mine = promise()
    times = {"due_at": mine.due_at, "expires_at": mine.expires_at}
    enqueue(person=ben, space=space, kind=mine.kind, subject_id=mine.subject_id, **times)
    withdraw(person=ben, subject_id=mine.subject_id)
    tick()
    assert [received.endpoint for received in push.received] == [phone.endpoint]
