"""Several workers, slow ones, killed ones: nothing lost, nothing twice, and few queries each."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from backend.core.clock import now
from backend.notifications import services
from backend.notifications.models import Channel, Delivery, State
from backend.notifications.services import LEASE, claim, deliver
from tests.notifications.conftest import Promise, states, tick
from tests.notifications.receivers import Browser, PushService
from tests.together import at_once

HOUR = timedelta(hours=1)


class KilledWorkerError(BaseException):
    """Nothing catches this, as nothing catches SIGKILL."""


def killed() -> None:
    raise KilledWorkerError


def test_a_worker_killed_while_sending_leaves_it_to_be_sent_again_recognisably(
    phone: Browser,
    promise: Promise,
    push: PushService,
    clock: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    promise()
    with monkeypatch.context() as patch:
        patch.setattr(services, "_finish", lambda *_, **__: killed())
        with pytest.raises(KilledWorkerError):
            tick()
    assert states() == [State.SENDING]
    tick()
    assert len(push.received) == 1
    clock.shift(LEASE)
    [taken] = claim(limit=5)
    assert taken.state == State.AMBIGUOUS
    deliver(delivery=taken)
    first, second = push.received
    assert states() == [State.SENT]
    assert first.headers["Topic"] == second.headers["Topic"]
    assert first.words["notification"]["tag"] == second.words["notification"]["tag"]


def test_a_worker_killed_before_sending_is_made_up_for(
    phone: Browser, promise: Promise, push: PushService, clock: time_machine.Traveller
) -> None:
    promise()
    assert [delivery.state for delivery in claim(limit=5)] == [State.LEASED]
    tick()
    assert push.received == []
    clock.shift(LEASE)
    tick()
    assert (states(), len(push.received)) == ([State.SENT], 1)


def test_a_lease_that_ran_out_sends_nothing(
    phone: Browser, promise: Promise, push: PushService, clock: time_machine.Traveller
) -> None:
    promise()
    [slow] = claim(limit=5)
    clock.shift(LEASE)
    deliver(delivery=slow)
    assert push.received == []
    tick()
    deliver(delivery=slow)
    assert len(push.received) == 1


def test_it_is_written_that_it_is_being_sent_before_it_is(
    phone: Browser, promise: Promise, push: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    promise()
    seen: list[tuple[str, int]] = []
    look = Delivery.objects.values_list("state", "attempts").get
    monkeypatch.setitem(services.SEND, Channel.PUSH, lambda _: seen.append(look()))
    tick()
    assert seen == [(State.SENDING, 1)]


@pytest.mark.django_db(transaction=True)
def test_sending_inside_a_transaction_is_a_mistake(
    phone: Browser, promise: Promise, push: PushService
) -> None:
    promise()
    [delivery] = claim(limit=1)
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        deliver(delivery=delivery)
    assert push.received == []


def test_a_tick_with_nothing_due_is_one_look(
    promise: Promise, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    promise(due_in=HOUR)
    with django_assert_num_queries(3):  # and two for its savepoint
        tick()


def test_each_delivery_takes_the_same_few_queries(
    phone: Browser, promise: Promise, push: PushService, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (1, 6):
        for _ in range(number):
            promise()
        into_the_house_and_back = 2
        looks = 2 * (2 + into_the_house_and_back)
        with django_assert_num_queries(looks + number * (6 + 5 * into_the_house_and_back)):
            tick()
    assert set(states()) == {State.SENT}


def test_the_look_for_due_ones_uses_an_index_of_open_ones_only(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
    assert "delivery_due" in Delivery.objects.due(now()).order_by("due_at")[:20].explain()


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_send_each_once(phone: Browser, promise: Promise, push: PushService) -> None:
    for _ in range(30):
        promise()
    at_once(*[tick] * 4)
    assert len(push.received) == 30
    assert len({received.headers["Topic"] for received in push.received}) == 30
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
            assert [taken.pk for taken in claim(limit=5)] == [free.pk]
    finally:
        other.close()
        connection.close()
