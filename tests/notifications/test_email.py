"""Reminders by mail, told to a real server over SMTP."""

from datetime import timedelta

import pytest
import time_machine
from pytest_django import Settings

from backend.accounts.models import Person
from backend.notifications.channels import Never, NotDelivered, NotNow
from backend.notifications.models import Channel, Delivery, State
from backend.notifications.services import LEASE, begin, take
from backend.notifications.services.sending import LETTERS
from backend.schedules.models import Schedule
from tests.notifications.conftest import Promise, comes_round, look, mail_it, states, tick
from tests.notifications.receivers import HANG_UP, MailServer


def test_a_letter_says_where_to_look_what_to_do_and_nothing_else(
    inbox: MailServer, ana: Person, rhythm: Schedule, settings: Settings
) -> None:
    comes_round(rhythm, ana)
    tick()
    [letter] = inbox.letters
    assert (letter["To"], letter["From"]) == ("ana@example.org", "Toward <hello@example.org>")
    assert letter["Subject"] == "Toward"
    assert letter["Auto-Submitted"] == "auto-generated"
    body = str(letter.get_content())
    words, (later, skip, off) = body.splitlines()[:4], body.splitlines()[4:]
    assert words == [
        "There is something here for when you have a quiet moment.",
        "",
        f"{settings.PUBLIC_URL}/today",
        "",
    ]
    page = f"{settings.PUBLIC_URL}/tap#"
    assert [line.partition(page)[0] for line in (later, skip, off)] == [
        "Later: ",
        "Not this time: ",
        "Turn off: ",
    ]
    assert (
        letter["List-Unsubscribe"].strip() == f"<{settings.PUBLIC_URL}/api/v1/taps/{off.partition(page)[2]}>"
    )
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_without_a_rhythm_there_is_nothing_to_turn_off(inbox: MailServer, promise: Promise) -> None:
    promise()
    tick()
    [letter] = inbox.letters
    assert letter["List-Unsubscribe"] is None
    assert "Turn off" not in str(letter.get_content())


def test_a_discreet_letter_names_neither_the_app_nor_its_address(
    inbox: MailServer, ana: Person, rhythm: Schedule, settings: Settings
) -> None:
    ana.discreet = True
    ana.save()
    comes_round(rhythm, ana)
    tick()
    [letter] = inbox.letters
    assert letter["From"] == "hello@example.org"
    seen = f"{letter['From']} {letter['Subject']} {letter.get_content()}".lower()
    assert "toward" not in seen
    assert settings.PUBLIC_URL not in seen


def test_a_repeat_has_the_same_message_id(
    inbox: MailServer, promise: Promise, clock: time_machine.Traveller
) -> None:
    promise()
    [leased], _ = take(channel=Channel.EMAIL, state=State.LEASED, limit=1)
    due = begin(due=leased)
    assert due
    assert mail_it(due) is None
    clock.shift(LEASE)
    tick()
    first, second = inbox.letters
    assert first["Message-ID"] == second["Message-ID"]
    promise()
    tick()
    assert inbox.letters[-1]["Message-ID"] != first["Message-ID"]


@pytest.mark.parametrize(
    ("to_recipient", "to_letter", "outcome"),
    [
        ("550 no such mailbox", "", Never),
        ("450 mailbox busy", "", NotNow),
        ("", "554 not accepted", Never),
        ("", "451 try later", NotNow),
    ],
)
def test_a_refusal_is_for_ever_or_for_now(
    inbox: MailServer, promise: Promise, to_recipient: str, to_letter: str, outcome: type[NotDelivered]
) -> None:
    inbox.to_recipient.extend([to_recipient] * bool(to_recipient))
    inbox.to_letter.extend([to_letter] * bool(to_letter))
    assert type(mail_it(look(promise()))) is outcome
    assert inbox.letters == []


def test_a_busy_server_is_tried_again(
    inbox: MailServer, promise: Promise, clock: time_machine.Traveller
) -> None:
    inbox.to_recipient.append("450 mailbox busy")
    promise()
    tick()
    delivery = Delivery.objects.get()
    assert (delivery.state, len(inbox.letters)) == (State.PENDING, 0)
    assert delivery.due_at
    clock.move_to(delivery.due_at)
    tick()
    assert (Delivery.objects.get().state, len(inbox.letters)) == (State.SENT, 1)


def test_a_server_that_is_down_means_nothing_went_out(
    inbox: MailServer, promise: Promise, settings: Settings
) -> None:
    settings.EMAIL_PORT = 1
    promise()
    tick()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, delivery.first_tried_at) == (State.PENDING, 0, None)
    assert delivery.failure == "away"


def test_a_line_that_breaks_leaves_it_open_whether_it_went_out(inbox: MailServer, promise: Promise) -> None:
    inbox.to_letter.append(HANG_UP)
    promise()
    tick()
    assert Delivery.objects.get().state == State.AMBIGUOUS


def test_the_log_knows_no_addresses(
    inbox: MailServer, promise: Promise, caplog: pytest.LogCaptureFixture
) -> None:
    inbox.to_recipient.append("550 no such mailbox ana@example.org")
    promise()
    tick()
    [ours] = [record.getMessage() for record in caplog.records if record.name.startswith("backend.")]
    assert ours == f"delivery {Delivery.objects.get().pk}: given up, Never"


def test_one_line_is_kept_for_all_letters_of_a_run(inbox: MailServer, promise: Promise) -> None:
    for _ in range(LETTERS + 3):
        promise()
    tick()
    assert (len(inbox.letters), inbox.lines) == (LETTERS + 3, 1)


def test_a_refused_letter_leaves_the_line_for_the_next(inbox: MailServer, promise: Promise) -> None:
    inbox.to_recipient.extend(["550 no such mailbox", "450 mailbox busy"])
    inbox.to_letter.append("554 not this one")
    for _ in range(4):
        promise()
    tick()
    assert (len(inbox.letters), inbox.lines) == (1, 1)
    assert sorted(states()) == [State.DEAD, State.DEAD, State.PENDING, State.SENT]


def test_a_line_that_has_died_since_is_opened_again_before_a_letter(
    inbox: MailServer, promise: Promise
) -> None:
    for _ in range(3):
        promise()
    inbox.drops = 1
    tick()
    assert (states(), len(inbox.letters), inbox.lines) == ([State.SENT] * 3, 3, 2)


@pytest.mark.parametrize(
    ("to_sender", "to_recipient", "to_letter"),
    [
        ("550 you may not send", "", ""),
        ("451 try later", "", ""),
        ("421 closing", "", ""),
        ("", "421 closing", ""),
        ("", "", "421 closing"),
    ],
)
def test_what_is_not_about_one_letter_makes_all_wait_and_is_nobodys_try(
    *,
    inbox: MailServer,
    promise: Promise,
    clock: time_machine.Traveller,
    to_sender: str,
    to_recipient: str,
    to_letter: str,
) -> None:
    inbox.to_sender.extend([to_sender] * bool(to_sender))
    inbox.to_recipient.extend([to_recipient] * bool(to_recipient))
    inbox.to_letter.extend([to_letter] * bool(to_letter))
    for _ in range(3):
        promise()
    tick()
    assert inbox.letters == []
    assert set(Delivery.objects.values_list("state", "attempts", "first_tried_at")) == {
        (State.PENDING, 0, None)
    }
    tick()
    assert inbox.letters == [], "it is left alone for a moment"
    clock.shift(timedelta(seconds=10))
    tick()
    assert len(inbox.letters) == 3


def test_a_wrong_password_alarms_and_costs_nobody_a_try(
    inbox: MailServer, promise: Promise, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "hello", "wrong"
    with MailServer(accepts=False) as strict:
        settings.EMAIL_PORT = strict.port
        promise()
        tick()
    assert Delivery.objects.get().attempts == 0
    [ours] = [record for record in caplog.records if record.name.startswith("backend.")]
    assert ours.levelname == "ERROR"
    assert "wrong" not in ours.getMessage()


def test_an_hour_without_a_server_loses_nothing(
    inbox: MailServer, promise: Promise, settings: Settings, clock: time_machine.Traveller
) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    for _ in range(30):
        promise()
    for _ in range(60):
        tick()
        clock.shift(timedelta(minutes=1))
    assert set(Delivery.objects.values_list("state", "attempts")) == {(State.PENDING, 0)}
    settings.EMAIL_PORT = port
    for _ in range(5):
        tick()
        clock.shift(timedelta(minutes=2))
    assert (len(inbox.letters), set(states())) == (30, {State.SENT})
