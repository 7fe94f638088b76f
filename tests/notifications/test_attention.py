"""Two reminders in a row without a response halve them, four turn them off and ask; any response resets."""

from datetime import timedelta

import pytest
import time_machine

from backend.accounts.models import Person
from backend.core.clock import now
from backend.notifications.models import Attention, Kind, Message, State
from backend.notifications.services import enqueue_all, responded, turn, withdraw
from backend.schedules.models import Schedule
from tests.notifications.conftest import comes_round, remember, remind, reminder, states, tick
from tests.notifications.receivers import Browser, MailServer, PushService

DAY = timedelta(days=1)


def a_day(schedule: Schedule, person: Person, clock: time_machine.Traveller) -> bool:
    """It comes round; whether this person was reminded."""
    clock.shift(DAY)
    message = comes_round(schedule, person, lasts=timedelta(hours=12))
    tick()
    return message is not None and Message.objects.get(pk=message.pk).sent_at is not None


def test_from_every_time_to_every_second_to_never_and_the_app_asks(
    phone: Browser, ana: Person, rhythm: Schedule, clock: time_machine.Traveller
) -> None:
    went = [a_day(rhythm, ana, clock) for _ in range(9)]
    assert went == [True, True, False, True, False, True, False, False, False]
    kept = Attention.objects.get()
    assert (kept.unanswered, kept.asks, kept.off_at is not None) == (4, True, True)


def test_any_response_begins_anew(
    phone: Browser, ana: Person, rhythm: Schedule, clock: time_machine.Traveller
) -> None:
    for _ in range(3):
        went = [a_day(rhythm, ana, clock) for _ in range(3)]
        assert went == [True, True, False]
        responded(person=ana, schedule_id=rhythm.pk)
    assert Attention.objects.get().unanswered == 0


def test_turned_on_again_they_come_every_time(
    phone: Browser, ana: Person, rhythm: Schedule, clock: time_machine.Traveller
) -> None:
    for _ in range(7):
        a_day(rhythm, ana, clock)
    turn(person=ana, schedule_id=rhythm.pk, on=True)
    kept = Attention.objects.get()
    assert (kept.asks, kept.off_at) == (False, None)
    assert [a_day(rhythm, ana, clock) for _ in range(3)] == [True, True, False]


def test_turned_off_by_oneself_nothing_is_asked(
    phone: Browser, ana: Person, rhythm: Schedule, clock: time_machine.Traveller
) -> None:
    turn(person=ana, schedule_id=rhythm.pk, on=False)
    assert [a_day(rhythm, ana, clock) for _ in range(3)] == [False, False, False]
    assert not Attention.objects.get().asks


def test_what_one_does_not_heed_the_other_still_gets(
    *,
    phone: Browser,
    ana: Person,
    ben: Person,
    rhythm: Schedule,
    push: PushService,
    clock: time_machine.Traveller,
) -> None:
    remind(ben, by_push=True)
    remember(ben, push.browser())
    for _ in range(2):
        a_day(rhythm, ana, clock)
    assert [(a_day(rhythm, ana, clock), a_day(rhythm, ben, clock)) for _ in range(2)] == [
        (False, True),
        (True, True),
    ]


def test_promised_ahead_and_again_at_its_time_is_one_verdict(
    phone: Browser, ana: Person, rhythm: Schedule, clock: time_machine.Traveller
) -> None:
    """A reminder ahead of time is promised twice: before, and when it opens."""
    for _ in range(2):
        a_day(rhythm, ana, clock)
    went = []
    for _ in range(4):
        clock.shift(DAY)
        message = comes_round(rhythm, ana, lasts=timedelta(hours=12))
        subject = Attention.objects.get().passed_for or (message and message.subject_id)
        assert subject
        for _ in range(3):
            enqueue_all([reminder(rhythm, ana, subject, timedelta(hours=12), once_more=False)])
        went.append(Message.objects.filter(subject_id=subject).exists())
    assert went == [False, True, False, True]


def test_only_what_went_out_counts_and_only_once(
    *,
    phone: Browser,
    ana: Person,
    rhythm: Schedule,
    push: PushService,
    mail: MailServer,
    clock: time_machine.Traveller,
) -> None:
    remind(ana, by_push=True, by_email=True)
    remember(ana, push.browser())
    comes_round(rhythm, ana)
    assert not Attention.objects.exists()
    tick()
    assert states() == [State.SENT] * 3
    assert Attention.objects.get().unanswered == 1
    message = comes_round(rhythm, ana)
    assert message
    withdraw(person=ana, subject_id=message.subject_id)
    tick()
    assert Attention.objects.get().unanswered == 1


def test_the_second_reminder_of_the_same_thing_does_not_count(
    phone: Browser, ana: Person, rhythm: Schedule, clock: time_machine.Traveller
) -> None:
    comes_round(rhythm, ana, once_more=True)
    tick()
    clock.shift(timedelta(hours=21))
    tick()
    sent = Message.objects.exclude(sent_at=None).values_list("kind", flat=True)
    assert sorted(sent) == [Kind.CHECK_IN, Kind.CHECK_IN_AGAIN]
    assert Attention.objects.get().unanswered == 1


@pytest.mark.parametrize("number", [1, 5])
def test_a_batch_of_many_counts_each(
    phone: Browser, ana: Person, rhythm: Schedule, number: int, clock: time_machine.Traveller
) -> None:
    """Also those of one rhythm at the same moment, after an outage."""
    for _ in range(number):
        comes_round(rhythm, ana)
    tick()
    assert Attention.objects.get().unanswered == number
    assert now()
