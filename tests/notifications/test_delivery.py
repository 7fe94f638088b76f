"""From promise to sent: each way once, at a good moment, never lost, and dropped when it no longer holds."""

import logging
from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from backend.accounts.models import Person
from backend.core.clock import now
from backend.notifications import services
from backend.notifications.models import Channel, Delivery, Message, PushSubscription, State
from backend.notifications.services import LEASE, claim, deliver, enqueue, withdraw
from backend.spaces.models import Membership, Space
from tests.notifications.conftest import NOON, Promise, remember, remind, tick
from tests.notifications.receivers import Browser, MailServer, PushService, Reply
from tests.together import at_once

HOUR = timedelta(hours=1)


class KilledWorkerError(BaseException):
    """Nothing catches this, as nothing catches SIGKILL."""


def states() -> list[str]:
    return [delivery.state for delivery in Delivery.objects.order_by("created_at")]


def test_a_promise_is_one_row_per_way(ana: Person, promise: Promise, push: PushService) -> None:
    remind(ana, by_push=True, by_email=True)
    remember(ana, push.browser())
    remember(ana, push.browser())
    message = promise()
    ways = message.deliveries.values_list("channel", flat=True)
    assert sorted(ways) == [Channel.EMAIL, Channel.PUSH, Channel.PUSH]


def test_a_promise_made_twice_is_one(ana: Person, space: Space, promise: Promise) -> None:
    message = promise()
    for kind in (message.kind, "another"):
        again = enqueue(
            person=ana,
            space=space,
            kind=kind,
            subject_id=message.subject_id,
            due_at=message.due_at,
            expires_at=message.expires_at,
        )
        assert (again.pk == message.pk) is (kind == message.kind)
    assert (Message.objects.count(), Delivery.objects.count()) == (2, 2)


def test_it_is_sent_once(phone: Browser, promise: Promise, push: PushService) -> None:
    promise()
    tick()
    tick()
    assert [received.endpoint for received in push.received] == [phone.endpoint]
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.sent_at, delivery.attempts) == (State.SENT, NOON, 1)
    assert (delivery.due_at, delivery.lease) == (None, None)


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


def test_a_busy_service_is_tried_again_when_it_asked_for_it(
    phone: Browser, promise: Promise, push: PushService, clock: time_machine.Traveller
) -> None:
    push.replies.append(Reply(429, {"Retry-After": "600"}))
    promise()
    tick()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.due_at) == (State.PENDING, NOON + timedelta(minutes=10))
    clock.shift(timedelta(minutes=10))
    tick()
    assert (states(), len(push.received)) == ([State.SENT], 2)


def test_what_cannot_be_sent_for_a_day_is_given_up(
    phone: Browser, promise: Promise, push: PushService, ana: Person, clock: time_machine.Traveller
) -> None:
    ana.quiet_from = ana.quiet_until
    ana.save()
    push.replies.extend([Reply(503)] * 200)
    promise(lasts=timedelta(days=9))
    moments: list[datetime] = []
    while (due_at := Delivery.objects.get().due_at) is not None:
        clock.move_to(due_at)
        moments.append(due_at)
        tick()
    assert states() == [State.DEAD]
    assert timedelta(hours=22) < moments[-1] - moments[0] <= timedelta(hours=24)
    assert 20 < len(moments) == len(push.received) < 60


def test_a_browser_that_is_gone_is_forgotten(phone: Browser, promise: Promise, push: PushService) -> None:
    push.replies.append(Reply(410))
    promise()
    tick()
    assert states() == [State.DEAD]
    assert not PushSubscription.objects.exists()


def test_one_broken_message_never_holds_up_the_others(
    phone: Browser,
    promise: Promise,
    push: PushService,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = promise()
    promise()
    real = services.SEND[Channel.PUSH]

    def send(delivery: Delivery) -> None:
        if delivery.message_id == broken.pk:
            raise RuntimeError(phone.endpoint)
        real(delivery)

    monkeypatch.setitem(services.SEND, Channel.PUSH, send)
    with caplog.at_level(logging.INFO):
        tick()
    assert sorted(states()) == [State.AMBIGUOUS, State.SENT]
    assert "RuntimeError" in caplog.text
    assert phone.endpoint not in caplog.text


def test_the_log_knows_no_names_and_no_addresses(
    phone: Browser, promise: Promise, push: PushService, ana: Person, caplog: pytest.LogCaptureFixture
) -> None:
    push.replies.extend([Reply(403), Reply(503), Reply(410)])
    for _ in range(3):
        promise()
    with caplog.at_level(logging.INFO):
        tick()
    assert len(caplog.records) >= 3
    for secret in (ana.email, "Ana", phone.endpoint, phone.endpoint.rsplit("/")[-1], str(ana.pk)):
        assert secret not in caplog.text


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
        looks = 2 * 3 + 2
        with django_assert_num_queries(looks + number * 6):
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


def test_push_and_mail_do_not_wait_for_each_other(
    phone: Browser, ana: Person, promise: Promise, push: PushService, mail: MailServer
) -> None:
    remind(ana, by_push=True, by_email=True)
    push.replies.append(Reply(503))
    promise()
    tick()
    assert len(mail.letters) == 1
    assert sorted(states()) == [State.PENDING, State.SENT]
