"""From promise to sent: each way once, tried again with patience, never held up by another."""

import logging
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from backend.accounts.models import Person
from backend.notifications.channels import web_push
from backend.notifications.models import Channel, Delivery, Due, Message, PushSubscription, State
from backend.notifications.services import enqueue
from backend.spaces.models import Space
from tests.notifications.conftest import NOON, Promise, remember, remind, states, tick
from tests.notifications.receivers import Browser, MailServer, PushService, Reply


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


@pytest.mark.parametrize(("step", "state"), [("_payload", State.PENDING), ("judged", State.AMBIGUOUS)])
def test_one_broken_message_never_holds_up_the_others(
    *,
    phone: Browser,
    promise: Promise,
    push: PushService,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    step: str,
    state: State,
) -> None:
    """Before the call nothing can have gone out; after it, who knows."""
    broken = promise()
    promise()
    real = getattr(web_push, step)

    def breaks(*said: Any) -> Any:
        if broken.pk in {one.message_id for one in said if isinstance(one, Due)}:
            raise RuntimeError(phone.endpoint)
        return real(*said)

    monkeypatch.setattr(web_push, step, breaks)
    with caplog.at_level(logging.INFO):
        tick()
    assert sorted(states()) == sorted([state, State.SENT])
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


def test_push_and_mail_do_not_wait_for_each_other(
    phone: Browser, ana: Person, promise: Promise, push: PushService, mail: MailServer
) -> None:
    remind(ana, by_push=True, by_email=True)
    push.replies.append(Reply(503))
    promise()
    tick()
    assert len(mail.letters) == 1
    assert sorted(states()) == [State.PENDING, State.SENT]
