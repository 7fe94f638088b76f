"""Reminders by mail, told to a real server over SMTP."""

import pytest
import time_machine
from pytest_django import Settings

from backend.accounts.models import Person
from backend.notifications.channels import Never, NotDelivered, NotNow
from backend.notifications.models import Channel, Delivery, State
from backend.notifications.services import LEASE, begin, take
from backend.schedules.models import Schedule
from tests.notifications.conftest import Promise, comes_round, look, mail_it, tick
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
