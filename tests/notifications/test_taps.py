"""One tap: later, not this time, off. Once, without signing in; forged ones look like used ones."""

from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from backend.accounts.models import Person
from backend.core.clock import now
from backend.notifications.models import Attention, Kind, Message, State
from backend.notifications.rules import Action, read_tap, write_tap
from backend.notifications.services import withdraw
from backend.schedules.models import Schedule
from tests.client import Answer, Phone
from tests.notifications.conftest import NOON, comes_round, tick
from tests.notifications.receivers import Browser, MailServer, PushService
from tests.together import at_once

HOUR = timedelta(hours=1)
KEY = b"k" * 32
OVER = (410, "tap_over")


@pytest.fixture
def taps(phone: Browser, ana: Person, rhythm: Schedule, push: PushService) -> dict[str, str]:
    """Of the reminder that has just come."""
    comes_round(rhythm, ana, once_more=True)
    tick()
    return shown(push)


def shown(push: PushService) -> dict[str, str]:
    found: dict[str, str] = push.received[-1].words["notification"]["data"]["taps"]
    return found


def tap(token: Any, phone: Phone | None = None) -> Answer:
    return (phone or Phone()).post("/taps", {"token": token}, key="")


def told(answer: Answer) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_later_is_in_an_hour(
    taps: dict[str, str], push: PushService, clock: time_machine.Traveller, phone: Browser
) -> None:
    assert tap(taps["later"]).status_code == 204
    clock.shift(HOUR - timedelta(minutes=1))
    tick()
    assert len(push.received) == 1
    clock.shift(timedelta(minutes=1))
    tick()
    assert len(push.received) == 2
    assert Attention.objects.get().unanswered == 0
    clock.shift(19 * HOUR)
    tick()
    assert len(push.received) == 2, "the second one counts from when it was put off to"
    clock.shift(HOUR)
    tick()
    assert len(push.received) == 3


def test_later_may_be_said_again_and_again(
    taps: dict[str, str], push: PushService, clock: time_machine.Traveller
) -> None:
    for number in range(2, 5):
        assert tap(shown(push)["later"]).status_code == 204
        clock.shift(HOUR)
        tick()
        assert len(push.received) == number
    assert Message.objects.filter(kind=Kind.SNOOZED).count() == 1


def test_later_respects_quiet_hours(taps: dict[str, str], ana: Person) -> None:
    ana.quiet_from, ana.quiet_until = time(14, 30), time(17)
    ana.save()
    tap(taps["later"])
    assert Message.objects.get(kind=Kind.SNOOZED).deliveries.get().due_at == NOON + 3 * HOUR


def test_later_after_an_answer_says_nothing(
    taps: dict[str, str], ana: Person, push: PushService, clock: time_machine.Traveller
) -> None:
    withdraw(person=ana, subject_id=Message.objects.earliest("created_at").subject_id)
    assert tap(taps["later"]).status_code == 204
    clock.shift(2 * HOUR)
    tick()
    assert len(push.received) == 1


def test_later_never_reaches_past_the_end(taps: dict[str, str], clock: time_machine.Traveller) -> None:
    clock.shift(48 * HOUR - timedelta(minutes=30))
    tap(taps["later"])
    clock.shift(HOUR)
    tick()
    assert Message.objects.get(kind=Kind.SNOOZED).deliveries.get().state == State.DROPPED


def test_not_this_time_ends_this_one_alone(
    taps: dict[str, str], ana: Person, rhythm: Schedule, push: PushService, clock: time_machine.Traveller
) -> None:
    assert tap(taps["skip"]).status_code == 204
    clock.shift(21 * HOUR)
    tick()
    assert len(push.received) == 1
    assert Attention.objects.get().unanswered == 0
    comes_round(rhythm, ana)
    tick()
    assert len(push.received) == 2


def test_off_ends_all_of_this_rhythm_for_this_person(
    *,
    taps: dict[str, str],
    ana: Person,
    rhythm: Schedule,
    push: PushService,
    clock: time_machine.Traveller,
    as_ana: Phone,
) -> None:
    waiting = comes_round(rhythm, ana)
    assert tap(taps["off"]).status_code == 204
    tick()
    assert waiting
    assert waiting.deliveries.get().state == State.DROPPED
    assert comes_round(rhythm, ana) is None
    clock.shift(21 * HOUR)
    tick()
    assert len(push.received) == 1
    assert as_ana.get("/reminders").json()["topics"] == [
        {"schedule": str(rhythm.pk), "off": True, "asks": False, "halved": False}
    ]


@pytest.mark.parametrize("second", ["later", "skip", "off"])
def test_one_tap_for_each_message(taps: dict[str, str], second: str) -> None:
    assert tap(taps["skip"]).status_code == 204
    assert told(tap(taps[second])) == OVER


@pytest.mark.django_db(transaction=True)
def test_of_taps_at_the_same_moment_one_counts(taps: dict[str, str]) -> None:
    answers = at_once(*[lambda: tap(taps["later"]).status_code] * 4)
    assert sorted(answers) == [204, 410, 410, 410]
    assert Message.objects.filter(kind=Kind.SNOOZED).count() == 1


def test_forged_used_and_expired_are_told_alike(taps: dict[str, str], clock: time_machine.Traveller) -> None:
    forged = taps["skip"][:-1] + ("A" if taps["skip"][-1] != "A" else "E")
    other = write_tap(KEY, uuid4(), Action.SKIP, now() + HOUR)
    clock.shift(48 * HOUR)
    answers = [tap(one) for one in (forged, other, taps["skip"], "x", "é", "A" * 50)]
    assert {told(answer) for answer in answers} == {OVER}
    assert len({answer.content for answer in answers}) == 1


def test_off_outlives_its_reminder(taps: dict[str, str], clock: time_machine.Traveller) -> None:
    """Whoever finds an old mail can still turn them off."""
    clock.shift(timedelta(days=29))
    assert tap(taps["off"]).status_code == 204


def test_a_token_of_somebody_erased_is_over(taps: dict[str, str], ana: Person) -> None:
    Message.objects.all().delete()
    assert told(tap(taps["later"])) == OVER


def test_whoever_is_signed_in_on_that_phone_does_not_matter(taps: dict[str, str], as_cleo: Phone) -> None:
    assert tap(taps["skip"], as_cleo).status_code == 204
    assert Attention.objects.get().unanswered == 0


def test_a_tap_needs_no_csrf_token_and_gets_no_cookie(taps: dict[str, str], ana: Person) -> None:
    signed_in = Phone(ana, csrf=True)
    answer = tap(taps["skip"], signed_in)
    assert (answer.status_code, answer.content, dict(answer.cookies)) == (204, b"", {})


@pytest.mark.parametrize("body", [{}, {"token": 5, "x": 1}, {"token": ""}, {"token": "A" * 101}])
def test_what_is_no_token_is_refused(db: None, body: dict[str, Any]) -> None:
    assert Phone().post("/taps", body, key="").status_code == 400


def test_taps_of_one_place_are_counted(db: None) -> None:
    answers = [tap("A" * 50).status_code for _ in range(301)]
    assert (set(answers[:-1]), answers[-1]) == ({410}, 429)


def test_a_mail_program_turns_them_off_in_one_click(
    inbox: MailServer, ana: Person, rhythm: Schedule, settings: Any
) -> None:
    """RFC 8058: a form, no cookie, and whatever it accepts."""
    comes_round(rhythm, ana)
    tick()
    address = inbox.letters[0]["List-Unsubscribe"].strip("<> ").removeprefix(settings.PUBLIC_URL)
    answer = Phone().http.post(
        address,
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
        headers={"Accept": "text/html"},
    )
    assert (answer.status_code, answer.content) == (204, b"")
    assert Attention.objects.get().off_at
    assert Phone().http.get(address).status_code == 405


@given(number=st.integers(0, 2**128 - 1), action=st.sampled_from(list(Action)), change=st.integers(0, 36 * 8))
def test_a_token_says_what_was_signed_and_nothing_else(number: int, action: Action, change: int) -> None:
    message_id = uuid4()
    token = write_tap(KEY, message_id, action, NOON)
    assert read_tap(KEY, token, NOON - HOUR) == (message_id, action)
    assert read_tap(KEY, token, NOON) is None
    assert read_tap(b"another", token, NOON - HOUR) is None
    letters = list(token)
    place = change % len(letters)
    letters[place] = "A" if letters[place] != "A" else "B"
    assert read_tap(KEY, "".join(letters), NOON - HOUR) in {None, (message_id, action)}


@given(text=st.text())
def test_any_text_may_be_read_as_a_token(text: str) -> None:
    assert read_tap(KEY, text, NOON) is None
