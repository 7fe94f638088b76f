"""Beginning: an address, a code, and one is in."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail

from backend.accounts.models import Person
from backend.core.clock import now
from tests.accounts.conversation import AUTH, WRONG, last_code, say, sign_in, wanted
from tests.client import Phone

NEW = "dora@example.org"


def test_code_by_email_opens_an_account(signed_out: Phone) -> None:
    assert wanted(say(signed_out, "signup", email=NEW)) == "verify_email"
    assert signed_out.get("/me").status_code == 401
    assert say(signed_out, "email/verify", key=last_code()).status_code == 200
    me = signed_out.get("/me").json()
    assert (me["email"], me["name"]) == (NEW, "")


def test_new_person_has_a_key_and_no_password(signed_out: Phone) -> None:
    say(signed_out, "signup", email=NEW)
    person = Person.objects.get(email=NEW)
    assert person.key
    assert len(person.key.secret) == 32
    assert not person.has_usable_password()


def test_code_may_be_typed_carelessly(signed_out: Phone) -> None:
    say(signed_out, "signup", email=NEW)
    assert (
        say(signed_out, "email/verify", key=f" {last_code().lower().replace('-', ' ')} ").status_code == 200
    )


def test_address_is_one_however_its_letters_are_written(signed_out: Phone) -> None:
    say(signed_out, "signup", email="Dora@Example.ORG")
    say(signed_out, "email/verify", key=last_code())
    assert signed_out.get("/me").json()["email"] == NEW
    assert sign_in(Phone(), "DORA@example.org").status_code == 200


def test_third_wrong_code_ends_it(signed_out: Phone) -> None:
    say(signed_out, "signup", email=NEW)
    right = last_code()
    assert [say(signed_out, "email/verify", key=WRONG).status_code for _ in range(3)] == [400, 400, 400]
    assert say(signed_out, "email/verify", key=right).status_code == 409
    assert signed_out.get("/me").status_code == 401


@pytest.mark.parametrize(("minutes", "status"), [(14, 200), (16, 409)])
def test_code_works_fifteen_minutes(signed_out: Phone, minutes: int, status: int) -> None:
    say(signed_out, "signup", email=NEW)
    with time_machine.travel(now() + timedelta(minutes=minutes), tick=False):
        assert say(signed_out, "email/verify", key=last_code()).status_code == status


def test_code_of_one_phone_does_not_open_another(signed_out: Phone) -> None:
    say(signed_out, "signup", email=NEW)
    assert say(Phone(), "email/verify", key=last_code()).status_code == 409


def test_code_sent_again_replaces_the_first(signed_out: Phone) -> None:
    say(signed_out, "signup", email=NEW)
    first = last_code()
    with time_machine.travel(now() + timedelta(seconds=11), tick=False):
        assert say(signed_out, "email/verify/resend").status_code == 200
        assert last_code() != first
        assert say(signed_out, "email/verify", key=first).status_code == 400
        assert say(signed_out, "email/verify", key=last_code()).status_code == 200


def test_code_is_sent_again_twice_and_no_more(signed_out: Phone) -> None:
    say(signed_out, "signup", email=NEW)
    answers = []
    for turn in range(1, 4):
        with time_machine.travel(now() + timedelta(minutes=2 * turn), tick=False):
            answers.append(say(signed_out, "email/verify/resend").status_code)
    assert answers == [200, 200, 409]


def test_unfinished_sign_up_is_picked_up_by_signing_in(signed_out: Phone) -> None:
    """Whoever closed the page too early is neither lost nor locked out."""
    say(signed_out, "signup", email=NEW)
    assert sign_in(Phone(), NEW).status_code == 200
    assert Person.objects.filter(email=NEW).count() == 1


def test_signing_up_twice_makes_one_person(signed_out: Phone) -> None:
    say(signed_out, "signup", email=NEW)
    with time_machine.travel(now() + timedelta(seconds=11), tick=False):
        assert wanted(say(Phone(), "signup", email=NEW)) == "verify_email"
    assert Person.objects.filter(email=NEW).count() == 1


def test_somebody_signed_in_cannot_sign_up(as_ana: Phone) -> None:
    assert say(as_ana, "signup", email=NEW).status_code == 409


@pytest.mark.parametrize(
    "email", ["", "dora", "dora@", "a" * 250 + "@example.org", "do\0ra@example.org", 7, ["x"]]
)
def test_address_that_is_none_is_refused(signed_out: Phone, email: object) -> None:
    answer = say(signed_out, "signup", email=email)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["param"] == "email"
    assert mail.outbox == []


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b"7", b'{"email": "\\ud800@example.org"}'])
def test_broken_request_is_400(signed_out: Phone, body: bytes) -> None:
    assert signed_out.send("POST", AUTH + "signup", body).status_code == 400
