"""Several workers, slow ones, killed ones: nothing lost, nothing twice, and few queries each."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from backend.core.clock import now
from backend.notifications.channels import push_line
from backend.notifications.models import Channel, Delivery, Due, State
from backend.notifications.services import LEASE, begin, give_back, sending, settle, take
from tests.notifications.conftest import Promise, states, tick
from tests.notifications.receivers import Browser, MailServer, PushService
from tests.together import at_once

HOUR = timedelta(hours=1)


class KilledWorkerError(BaseException):
    """Nothing catches this, as nothing catches SIGKILL."""


def killed(**_: object) -> None:
    raise KilledWorkerError


def take_some(state: State = State.SENDING, channel: Channel = Channel.PUSH) -> list[Due]:
    return take(channel=channel, state=state, limit=5)[0]


def test_a_worker_killed_while_sending_leaves_it_to_be_sent_again_recognisably(
    phone: Browser,
    promise: Promise,
    push: PushService,
    clock: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    promise()
    with monkeypatch.context() as patch:
        patch.setattr(sending, "settle", killed)
        with pytest.raises(KilledWorkerError):
            tick()
    assert states() == [State.SENDING]
    tick()
    assert len(push.received) == 1
    clock.shift(LEASE)
    [taken] = take_some(State.LEASED)
    assert states() == [State.AMBIGUOUS]
    give_back(batch=[taken])
    assert states() == [State.AMBIGUOUS]
    tick()
    first, second = push.received
    assert states() == [State.SENT]
    assert first.headers["Topic"] == second.headers["Topic"]
    assert first.words["notification"]["tag"] == second.words["notification"]["tag"]


def test_a_worker_killed_before_sending_is_made_up_for(
    inbox: MailServer, promise: Promise, clock: time_machine.Traveller
) -> None:
    promise()
    assert take_some(State.LEASED, Channel.EMAIL)
    assert states() == [State.LEASED]
    tick()
    assert inbox.letters == []
    clock.shift(LEASE)
    tick()
    assert (states(), len(inbox.letters)) == ([State.SENT], 1)


def test_what_was_taken_and_not_begun_is_given_back_at_once(inbox: MailServer, promise: Promise) -> None:
    promise()
    give_back(batch=take_some(State.LEASED, Channel.EMAIL))
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.due_at, delivery.attempts) == (State.PENDING, now(), 0)


def test_a_lease_that_ran_out_begins_nothing_and_writes_nothing(
    phone: Browser, promise: Promise, push: PushService, clock: time_machine.Traveller
) -> None:
    promise()
    [slow] = take_some(State.LEASED)
    clock.shift(LEASE)
    assert begin(due=slow) is None
    tick()
    assert (states(), len(push.received)) == ([State.SENT], 1)
    assert begin(due=slow) is None
    sent_at = Delivery.objects.get().sent_at
    clock.shift(HOUR)
    settle(outcomes=[(slow, None)])
    assert Delivery.objects.get().sent_at == sent_at


def test_it_is_written_that_it_is_being_sent_before_it_is(
    phone: Browser, promise: Promise, push: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    promise()
    seen: list[tuple[str, int]] = []

    def look(*_: object, **__: object) -> None:
        seen.append(Delivery.objects.values_list("state", "attempts").get())

    monkeypatch.setattr(push_line.PushLine, "post", look)
    tick()
    assert seen[0] == (State.SENDING, 1)


@pytest.mark.django_db(transaction=True)
def test_sending_inside_a_transaction_is_a_mistake(
    phone: Browser, promise: Promise, push: PushService
) -> None:
    promise()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        tick()
    assert push.received == []


SCOPE, SAVEPOINT = 2, 2
"""Statements there and back."""
CLOCKS = 1
"""Has anybody's moved?"""
NOTHING_MORE, SETTLE = CLOCKS + 1 + SCOPE + SAVEPOINT, 1 + SCOPE
TAKE = NOTHING_MORE + 2


def test_a_tick_with_nothing_due_is_one_look_a_channel(
    promise: Promise, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    promise(due_in=HOUR)
    with django_assert_num_queries(2 * NOTHING_MORE):
        tick()


@pytest.mark.parametrize("number", [1, 6, 40])
def test_a_batch_takes_the_same_few_queries_however_large(
    *,
    phone: Browser,
    promise: Promise,
    push: PushService,
    number: int,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """As long as the answers come within a moment: here they may take their time."""
    monkeypatch.setattr(push_line, "A_MOMENT", 60)
    for _ in range(number):
        promise()
    with django_assert_num_queries(TAKE + SETTLE + 2 * NOTHING_MORE):
        tick()
    assert set(states()) == {State.SENT}
    assert len(push.received) == number


def test_the_look_for_due_ones_uses_an_index_of_open_ones_only(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
    due = Delivery.objects.filter(channel=Channel.PUSH, lane=1).due(now())
    assert "delivery_due" in due.order_by("due_at")[:20].explain()


def _tick_on_a_line_of_its_own() -> None:
    tick()
    push_line.hang_up()


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_send_each_once(phone: Browser, promise: Promise, push: PushService) -> None:
    for _ in range(30):
        promise()
    at_once(*[_tick_on_a_line_of_its_own] * 4)
    assert len(push.received) == 30
    assert len({received.headers["Topic"] for received in push.received}) == 30
    assert set(states()) == {State.SENT}


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_write_each_letter_once(inbox: MailServer, promise: Promise) -> None:
    for _ in range(30):
        promise()
    at_once(*[tick] * 4)
    assert len({letter["Message-ID"] for letter in inbox.letters}) == len(inbox.letters) == 30
    assert set(states()) == {State.SENT}


@pytest.mark.django_db(transaction=True)
def test_a_worker_goes_past_what_another_holds(promise: Promise, phone: Browser) -> None:
    held, free = (promise().deliveries.get() for _ in range(2))
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as theirs, connection.cursor() as ours:
            theirs.execute("select from notifications_delivery where id = %s for update", [held.pk])
            ours.execute("set lock_timeout = '2s'")
            assert [taken.pk for taken in take_some()] == [free.pk]
    finally:
        other.close()
        connection.close()


def test_no_lane_waits_for_another_to_be_empty(phone: Browser, promise: Promise, push: PushService) -> None:
    for lane in (0, 1, 2):
        for _ in range(8):
            Delivery.objects.filter(message=promise()).update(lane=lane)
    batch, due = take(channel=Channel.PUSH, state=State.SENDING, limit=8)
    assert [[one.lane for one in batch].count(lane) for lane in (0, 1, 2)] == [8, 6, 2]
    assert due == 16
    assert [one.lane for one in batch] == sorted(one.lane for one in batch)
