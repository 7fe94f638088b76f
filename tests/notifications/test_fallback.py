"""Mail stands in where no browser could be reached, for whoever wants that."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
import time_machine

from backend.accounts.models import Person
from backend.core.clock import now
from backend.notifications.channels import Gone, NotDelivered, Outcome, Unreachable
from backend.notifications.models import Channel, Delivery, PushSubscription, State
from backend.notifications.rules import fallback_due_at
from backend.notifications.services import settle, settling, take, withdraw
from tests.notifications.conftest import NOON, Promise, remember, states, tick
from tests.notifications.receivers import Browser, MailServer, PushService, Reply
from tests.together import at_once


@pytest.fixture(autouse=True)
def _wants_it(ana: Person, phone: Browser, mail: MailServer) -> None:
    ana.email_as_fallback = True
    ana.save()


@pytest.mark.parametrize("status", [410, 403, 400])
def test_when_the_only_browser_cannot_be_reached_a_letter_comes(
    promise: Promise, push: PushService, mail: MailServer, status: int
) -> None:
    push.replies.append(Reply(status))
    promise()
    tick()
    assert [letter["To"] for letter in mail.letters] == ["ana@example.org"]
    assert sorted(states()) == [State.DEAD, State.SENT]


def test_whoever_does_not_want_it_gets_none(
    ana: Person, promise: Promise, push: PushService, mail: MailServer
) -> None:
    ana.email_as_fallback = False
    ana.save()
    push.replies.append(Reply(410))
    promise()
    tick()
    assert (states(), mail.letters) == ([State.DEAD], [])


def test_one_browser_of_two_is_enough(
    ana: Person, promise: Promise, push: PushService, mail: MailServer
) -> None:
    remember(ana, push.browser())
    push.replies.append(Reply(410))
    promise()
    tick()
    assert (sorted(states()), mail.letters) == ([State.DEAD, State.SENT], [])


def test_it_is_written_once_after_the_last_of_them(
    ana: Person, promise: Promise, push: PushService, mail: MailServer, clock: time_machine.Traveller
) -> None:
    remember(ana, push.browser())
    push.replies.extend([Reply(410), Reply(500)])
    promise()
    tick()
    assert mail.letters == []
    push.replies.append(Reply(410))
    clock.shift(timedelta(minutes=2))
    tick()
    assert len(mail.letters) == 1


def settle_at_once(monkeypatch: pytest.MonkeyPatch, step: str, *outcomes: Sequence[Outcome]) -> None:
    """Settle each list in a worker of its own; after this step each waits for the others, or for a lock."""
    all_are_there, write = Barrier(len(outcomes)), getattr(settling, step)

    def write_and_wait_for_each_other(*what: Any) -> None:
        write(*what)
        with suppress(BrokenBarrierError):
            all_are_there.wait(timeout=1)

    with monkeypatch.context() as patch:
        patch.setattr(settling, step, write_and_wait_for_each_other)
        at_once(*[partial(settle, outcomes=one) for one in outcomes])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("reason", [Gone(), Unreachable()])
def test_of_two_that_fail_at_the_same_moment_one_is_the_last(
    *,
    ana: Person,
    promise: Promise,
    push: PushService,
    mail: MailServer,
    clock: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
    reason: NotDelivered,
) -> None:
    """Each in its own worker: neither may take the other for one that could still arrive."""
    remember(ana, push.browser())
    promise()
    one, other = (take(channel=Channel.PUSH, state=State.SENDING, limit=1)[0] for _ in range(2))
    clock.shift(timedelta(minutes=30))
    failures: list[list[Outcome]] = [[(due, reason)] for due in (*one, *other)]
    settle_at_once(monkeypatch, "_write_given_up", *failures)
    tick()
    assert len(mail.letters) == 1
    assert sorted(states()) == [State.DEAD, State.DEAD, State.SENT]


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_the_same_messages_do_not_deadlock(
    ana: Person, promise: Promise, push: PushService, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each has sent one message and given up the other."""
    remember(ana, push.browser())
    messages = [promise(), promise()]
    batch, _ = take(channel=Channel.PUSH, state=State.SENDING, limit=8)
    first, second = ([due for due in batch if due.message_id == message.pk] for message in messages)
    settle_at_once(
        monkeypatch,
        "_write_sent",
        [(first[0], None), (second[0], Gone())],
        [(second[1], None), (first[1], Gone())],
    )
    tick()
    assert sorted(states()) == [State.DEAD, State.DEAD, State.SENT, State.SENT]
    assert mail.letters == []


def test_browser_that_fails_while_another_is_reached_is_tried_again(
    ana: Person, promise: Promise, push: PushService, mail: MailServer, clock: time_machine.Traveller
) -> None:
    """Both answers come in one batch, when the e-mail would be due."""
    remember(ana, push.browser())
    promise()
    take(channel=Channel.PUSH, state=State.SENDING, limit=8)
    clock.shift(timedelta(minutes=31))
    (one, other), _ = take(channel=Channel.PUSH, state=State.SENDING, limit=8)
    settle(outcomes=[(one, None), (other, Unreachable())])
    assert sorted(states()) == [State.AMBIGUOUS, State.SENT]
    assert Delivery.objects.filter(channel=Channel.EMAIL).count() == 0


def test_without_a_browser_it_is_a_letter_from_the_start(
    promise: Promise, mail: MailServer, push: PushService
) -> None:
    PushSubscription.objects.all().delete()
    promise()
    assert [one.channel for one in Delivery.objects.all()] == [Channel.EMAIL]
    tick()
    assert (len(mail.letters), push.received) == (1, [])


def test_a_browser_forgotten_since_is_as_good_as_gone(promise: Promise, mail: MailServer) -> None:
    promise()
    PushSubscription.objects.all().delete()
    tick()
    assert len(mail.letters) == 1


def test_what_no_longer_holds_is_not_written(
    ana: Person, promise: Promise, push: PushService, mail: MailServer
) -> None:
    message = promise()
    [due], _ = take(channel=Channel.PUSH, state=State.SENDING, limit=1)
    withdraw(person=ana, subject_id=message.subject_id)
    settle(outcomes=[(due, Gone())])
    tick()
    assert (states(), mail.letters) == ([State.DEAD], [])


def test_it_comes_while_there_is_still_something_to_answer(
    promise: Promise, push: PushService, mail: MailServer, clock: time_machine.Traveller
) -> None:
    """A push service that is down until the end does not swallow the reminder."""
    push.replies.extend([Reply(500)] * 200)
    message = promise(lasts=timedelta(hours=4))
    for _ in range(60):
        tick()
        clock.shift(timedelta(minutes=4))
    assert len(mail.letters) == 1
    sent_at = Delivery.objects.get(state=State.SENT).sent_at
    due_at = fallback_due_at(NOON, message.expires_at)
    assert sent_at
    assert due_at <= sent_at < due_at + timedelta(minutes=4), "workers looked every four minutes"
    assert sent_at < message.expires_at <= now()
