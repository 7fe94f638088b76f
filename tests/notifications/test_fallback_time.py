"""Push that keeps failing: when the e-mail comes instead, whatever the pauses between tries are."""

from datetime import time, timedelta

import pytest
import time_machine
from django.db.models import Min

from backend.accounts.models import Person
from backend.core.clock import now
from backend.notifications.channels import Away, Unreachable, origin
from backend.notifications.models import Channel, Delivery, Message, State
from backend.notifications.services import settle, settling, take, withdraw
from tests.notifications.conftest import NOON, Promise, remember, remind, states, tick
from tests.notifications.receivers import Browser, MailServer, PushService, Reply

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DOWN = [Reply(500)] * 200
LEAVE_ALONE = Reply(429, {"Retry-After": "7200"})


@pytest.fixture(autouse=True)
def _falls_back(ana: Person, phone: Browser, mail: MailServer) -> None:
    ana.email_as_fallback = True
    ana.quiet_from = ana.quiet_until
    ana.save()


@pytest.fixture(autouse=True, params=[0.0, 0.5, 1.0], ids=["short pauses", "middle", "long pauses"])
def _jitter(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (settling, origin):
        monkeypatch.setattr(module, "random", lambda: request.param)


def run_workers(clock: time_machine.Traveller, until: timedelta) -> None:
    """Look whenever something is due, from now on until this long after noon."""
    tick()
    while now() < NOON + until:
        due_at = Delivery.objects.filter(due_at__gt=now()).aggregate(Min("due_at"))["due_at__min"]
        clock.move_to(min(due_at or NOON + until, NOON + until))
        tick()


def mailed_at(message: Message) -> timedelta:
    """How long after noon the one e-mail went out."""
    sent_at = message.deliveries.get(channel=Channel.EMAIL).sent_at
    assert sent_at
    return sent_at - NOON


@pytest.mark.parametrize(("window", "minutes"), [(48 * 60, 30), (4 * 60, 30), (60, 15), (20, 5), (1, 0.25)])
def test_email_comes_after_half_an_hour_or_a_quarter_of_the_window(
    *,
    promise: Promise,
    push: PushService,
    mail: MailServer,
    clock: time_machine.Traveller,
    window: int,
    minutes: float,
) -> None:
    push.replies.extend(DOWN)
    message = promise(lasts=window * MINUTE)
    run_workers(clock, window * MINUTE)
    assert (len(mail.letters), mailed_at(message)) == (1, minutes * MINUTE)


def test_push_is_tried_last_at_the_moment_the_email_is_due(
    promise: Promise, push: PushService, mail: MailServer, clock: time_machine.Traveller
) -> None:
    push.replies.extend(DOWN)
    message = promise()
    run_workers(clock, 30 * MINUTE - timedelta(seconds=1))
    push.replies.clear()
    run_workers(clock, 2 * HOUR)
    assert message.deliveries.get().sent_at == NOON + 30 * MINUTE
    assert mail.letters == []


def test_push_is_not_tried_after_the_email_is_written(
    promise: Promise, push: PushService, mail: MailServer, clock: time_machine.Traveller
) -> None:
    push.replies.extend(DOWN)
    promise()
    run_workers(clock, 30 * MINUTE)
    tried = len(push.received)
    push.replies.clear()
    run_workers(clock, 48 * HOUR)
    assert (len(push.received), len(mail.letters)) == (tried, 1)
    assert states() == [State.DEAD, State.SENT]


def test_push_service_that_asks_for_a_longer_pause_is_not_called_before_the_email(
    promise: Promise, push: PushService, mail: MailServer, clock: time_machine.Traveller
) -> None:
    push.replies.append(LEAVE_ALONE)
    message = promise()
    run_workers(clock, 48 * HOUR)
    assert (mailed_at(message), len(mail.letters), len(push.received)) == (30 * MINUTE, 1, 1)


def test_push_service_that_is_left_alone_counts_as_failing(
    *, ben: Person, promise: Promise, push: PushService, mail: MailServer, clock: time_machine.Traveller
) -> None:
    """Ben's push was told to wait; Ana's is held back and never posted."""
    remind(ben, by_push=True)
    remember(ben, push.browser())
    push.replies.append(LEAVE_ALONE)
    promise(person=ben)
    tick()
    message = promise()
    run_workers(clock, HOUR)
    assert (mailed_at(message), len(mail.letters), len(push.received)) == (30 * MINUTE, 1, 1)


def test_short_pauses_without_any_try_add_up(
    promise: Promise, mail: MailServer, clock: time_machine.Traveller
) -> None:
    message = promise()
    while True:
        batch, due = take(channel=Channel.PUSH, state=State.SENDING, limit=1)
        settle(outcomes=[(one, Away(7 * MINUTE)) for one in batch])
        if not (waiting := message.deliveries.filter(channel=Channel.PUSH).get().due_at):
            break
        assert (due, message.deliveries.get().attempts) == (1, 0)
        clock.move_to(waiting)
    run_workers(clock, HOUR)
    assert (mailed_at(message), len(mail.letters)) == (30 * MINUTE, 1)


def test_time_counts_from_the_first_try_however_late_it_was(
    promise: Promise, push: PushService, mail: MailServer, clock: time_machine.Traveller
) -> None:
    """No worker looked for two hours: that is not push that fails."""
    push.replies.extend(DOWN)
    message = promise(lasts=3 * HOUR)
    clock.shift(2 * HOUR)
    run_workers(clock, 3 * HOUR)
    assert (mailed_at(message), len(mail.letters)) == (2 * HOUR + 15 * MINUTE, 1)


def test_clock_that_jumps_back_does_not_delay_the_email(
    promise: Promise, push: PushService, mail: MailServer, clock: time_machine.Traveller
) -> None:
    push.replies.extend(DOWN)
    message = promise()
    clock.shift(24 * HOUR)
    tick()
    clock.move_to(NOON)
    message.deliveries.update(due_at=NOON)
    run_workers(clock, HOUR)
    assert (mailed_at(message), len(mail.letters)) == (30 * MINUTE, 1)


@pytest.mark.parametrize(("fallback", "by_email"), [(False, False), (True, True)])
def test_push_without_fallback_is_tried_until_the_window_ends(
    *,
    ana: Person,
    promise: Promise,
    push: PushService,
    mail: MailServer,
    clock: time_machine.Traveller,
    fallback: bool,
    by_email: bool,
) -> None:
    """Whoever wants no fallback gets none; whoever is reminded by e-mail anyway has one from the start."""
    ana.email_as_fallback, ana.remind_by_email = fallback, by_email
    ana.save()
    push.replies.extend(DOWN)
    message = promise(lasts=4 * HOUR)
    tries: list[timedelta] = []
    while (due_at := message.deliveries.get(channel=Channel.PUSH).due_at) is not None:
        clock.move_to(due_at)
        tries.append(due_at - NOON)
        tick()
    assert 3 * HOUR <= tries[-1] < 4 * HOUR
    assert len(mail.letters) == by_email


@pytest.mark.parametrize("replies", [DOWN, [LEAVE_ALONE, *DOWN]], ids=["fails", "asks for a pause"])
def test_email_waits_for_the_end_of_quiet_hours(
    *,
    ana: Person,
    promise: Promise,
    push: PushService,
    mail: MailServer,
    clock: time_machine.Traveller,
    replies: list[Reply],
) -> None:
    ana.quiet_from, ana.quiet_until = time(14, 20), time(17)  # noon is 14:00 in Berlin
    ana.save()
    push.replies.extend(replies)
    message = promise()
    run_workers(clock, 4 * HOUR)
    assert (mailed_at(message), len(mail.letters)) == (3 * HOUR, 1)


def test_email_is_dropped_when_quiet_hours_last_until_expiry(
    ana: Person, promise: Promise, push: PushService, mail: MailServer, clock: time_machine.Traveller
) -> None:
    ana.quiet_from, ana.quiet_until = time(14, 20), time(17)
    ana.save()
    push.replies.append(LEAVE_ALONE)
    promise(lasts=2 * HOUR)
    run_workers(clock, 4 * HOUR)
    assert (states(), mail.letters) == ([State.DEAD, State.DROPPED], [])


@pytest.mark.parametrize("replies", [DOWN, [LEAVE_ALONE]], ids=["before", "after it was written"])
def test_answered_message_gets_no_email(
    *,
    ana: Person,
    promise: Promise,
    push: PushService,
    mail: MailServer,
    clock: time_machine.Traveller,
    replies: list[Reply],
) -> None:
    push.replies.extend(replies)
    message = promise()
    run_workers(clock, 10 * MINUTE)
    withdraw(person=ana, subject_id=message.subject_id)
    run_workers(clock, 4 * HOUR)
    assert mail.letters == []
    assert states()[-1] == State.DROPPED


def test_message_answered_while_push_was_under_way_gets_no_email(
    ana: Person, promise: Promise, mail: MailServer, clock: time_machine.Traveller
) -> None:
    message = promise()
    take(channel=Channel.PUSH, state=State.SENDING, limit=1)
    clock.shift(31 * MINUTE)
    batch, _ = take(channel=Channel.PUSH, state=State.SENDING, limit=1)
    withdraw(person=ana, subject_id=message.subject_id)
    settle(outcomes=[(batch[0], Unreachable())])
    run_workers(clock, 4 * HOUR)
    assert (states(), mail.letters) == ([State.DROPPED], [])


def test_email_comes_once_after_the_last_of_two_browsers(
    ana: Person, promise: Promise, push: PushService, mail: MailServer, clock: time_machine.Traveller
) -> None:
    remember(ana, push.browser())
    push.replies.extend(DOWN)
    message = promise()
    run_workers(clock, 48 * HOUR)
    assert (mailed_at(message), len(mail.letters)) == (30 * MINUTE, 1)
    assert sorted(states()) == [State.DEAD, State.DEAD, State.SENT]


def test_browser_beside_one_that_was_reached_is_tried_for_longer(
    ana: Person, promise: Promise, push: PushService, mail: MailServer, clock: time_machine.Traveller
) -> None:
    remember(ana, push.browser())
    push.replies.extend([Reply(), *DOWN])
    promise()
    run_workers(clock, 2 * HOUR)
    push.replies.clear()
    run_workers(clock, 48 * HOUR)
    assert (states(), mail.letters) == ([State.SENT, State.SENT], [])
