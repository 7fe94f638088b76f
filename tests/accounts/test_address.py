"""Another address: with a fresh proof, a code from there, and a word to the old one that says nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail

from backend.accounts.models import Person
from backend.core.clock import now
from tests.accounts.conversation import WRONG, confirm, last_code, say, sign_in, wanted
from tests.client import Phone
from tests.factories.people import make_person

NEW = "ana.new@example.org"


@pytest.fixture
def asked(as_ana: Phone) -> Phone:
    """Ana has asked for another address; the code is in its inbox."""
    confirm(as_ana)
    mail.outbox.clear()
    answer = as_ana.post("/address-changes", {"email": "Ana.New@example.org"})
    assert (answer.status_code, answer.json()) == (201, {"email": NEW})
    return as_ana


def test_code_from_there_makes_it_the_address(ana: Person, asked: Phone) -> None:
    assert mail.outbox[0].to == [NEW]
    answer = asked.post("/addresses", {"code": last_code()})
    assert (answer.status_code, answer.json()["email"]) == (201, NEW)
    assert asked.get("/me").json()["email"] == NEW
    assert sign_in(Phone(), NEW).status_code == 200


def test_old_address_opens_nothing_any_more(asked: Phone) -> None:
    asked.post("/addresses", {"code": last_code()})
    mail.outbox.clear()
    assert wanted(say(Phone(), "code/request", email="ana@example.org")) == "login_by_code"
    assert [letter.subject for letter in mail.outbox] == ["No account for this address"]


def test_old_address_is_told_without_a_name_or_the_new_one(asked: Phone) -> None:
    asked.post("/addresses", {"code": last_code()})
    letter = mail.outbox[-1]
    assert letter.to == ["ana@example.org"]
    assert not [word for word in ("Ana", "new@", "http") if word in f"{letter.subject}{letter.body}"]


def test_nothing_changes_before_the_code(ana: Person, asked: Phone) -> None:
    assert asked.get("/me").json()["email"] == ana.email
    assert asked.post("/addresses", {"code": WRONG}).status_code == 400
    assert asked.get("/me").json()["email"] == ana.email


def test_it_needs_a_fresh_proof(as_ana: Phone) -> None:
    answer = as_ana.post("/address-changes", {"email": NEW})
    assert (answer.status_code, answer.json()["code"]) == (403, "confirmation_needed")
    assert mail.outbox == []


@pytest.mark.parametrize(("minutes", "status"), [(14, 201), (16, 400)])
def test_code_works_fifteen_minutes(asked: Phone, minutes: int, status: int) -> None:
    with time_machine.travel(now() + timedelta(minutes=minutes), tick=False):
        assert asked.post("/addresses", {"code": last_code()}).status_code == status


def test_code_of_one_phone_does_not_work_on_another(ana: Person, asked: Phone) -> None:
    assert Phone(ana).post("/addresses", {"code": last_code()}).status_code == 400


def test_code_to_confirm_is_no_code_for_an_address(as_ana: Phone) -> None:
    confirm(as_ana)
    as_ana.post("/confirmation-codes")
    assert as_ana.post("/addresses", {"code": last_code()}).status_code == 400


def test_third_wrong_code_ends_it(asked: Phone) -> None:
    code = last_code()
    tried = [asked.post("/addresses", {"code": word}).status_code for word in (WRONG, WRONG, WRONG, code)]
    assert tried == [400] * 4


def test_address_with_an_account_gets_the_same_answer(ana: Person, ben: Person, as_ana: Phone) -> None:
    confirm(as_ana)
    answers = []
    for email in ("ben@example.org", "nobody@example.org"):
        mail.outbox.clear()
        asked = as_ana.post("/address-changes", {"email": email})
        wrong = as_ana.post("/addresses", {"code": WRONG})
        answers.append((asked.status_code, wrong.status_code, wrong.content, len(mail.outbox)))
        assert mail.outbox[0].to == [email]
    assert answers[0] == answers[1]


def test_letter_to_an_address_with_an_account_holds_no_code(ana: Person, ben: Person, as_ana: Phone) -> None:
    confirm(as_ana)
    as_ana.post("/address-changes", {"email": "BEN@example.org"})
    letter = mail.outbox[-1]
    assert (letter.to, letter.subject) == (["ben@example.org"], "This address is in use already")
    assert "Ana" not in letter.body


def test_address_taken_meanwhile_is_not_taken_over(ana: Person, asked: Phone) -> None:
    make_person("Nora", NEW)
    assert asked.post("/addresses", {"code": last_code()}).status_code == 400
    assert asked.get("/me").json()["email"] == ana.email


@pytest.mark.parametrize(
    "email", ["", "dora", "ana@example.org", "a" * 250 + "@example.org", "x\0@example.org", 7]
)
def test_address_that_is_none_or_the_same_is_refused(as_ana: Phone, email: object) -> None:
    confirm(as_ana)
    mail.outbox.clear()
    answer = as_ana.post("/address-changes", {"email": email})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "email")
    assert mail.outbox == []


def test_many_letters_are_too_many(as_ana: Phone) -> None:
    confirm(as_ana)
    answers = [as_ana.post("/address-changes", {"email": f"n{n}@example.org"}).status_code for n in range(4)]
    assert answers == [201, 201, 429, 429]
