"""Who has lost the passkey: a recovery code at once, or 72 hours that every phone can see and stop."""

from datetime import timedelta

import pytest
import time_machine

from backend.accounts.models import Person, Recovery
from backend.accounts.services import forget_old_sessions
from backend.core.clock import now
from tests.accounts.conversation import ACCOUNT, confirm, say, sign_in, wanted
from tests.accounts.soft_key import SoftKey
from tests.client import Phone


@pytest.fixture
def key(as_ana: Phone) -> SoftKey:
    made = SoftKey()
    confirm(as_ana)
    assert made.enrol(as_ana).status_code == 200
    return made


@pytest.fixture
def asked(ana: Person, key: SoftKey) -> Phone:
    """A phone with Ana's inbox, without her passkey, that has begun to wait."""
    phone = Phone()
    assert wanted(sign_in(phone, ana.email)) == "mfa_authenticate"
    answer = phone.post("/recoveries", key="")
    assert answer.status_code == 201, answer.content
    return phone


def later(**time: float) -> time_machine.travel:
    return time_machine.travel(now() + timedelta(**time), tick=False)


def comes_in(person: Person) -> bool:
    phone = Phone()
    sign_in(phone, person.email)
    return phone.get("/me").status_code == 200


def test_waiting_lets_in_only_after_seventy_two_hours(ana: Person, asked: Phone) -> None:
    for hours, inside in ((0, False), (71.9, False), (72.1, True)):
        with later(hours=hours):
            assert comes_in(ana) is inside, hours


def test_wait_is_good_for_some_days_and_no_longer(ana: Person, asked: Phone) -> None:
    with later(hours=72 + 97):
        assert not comes_in(ana)


def test_it_lets_in_once(ana: Person, asked: Phone) -> None:
    with later(hours=73):
        assert (comes_in(ana), comes_in(ana)) == (True, False)


def test_wrong_code_by_email_does_not_use_it_up(ana: Person, asked: Phone) -> None:
    with later(hours=73):
        phone = Phone()
        say(phone, "code/request", email=ana.email)
        say(phone, "code/confirm", code="BBBB-BBBB")
        assert comes_in(ana)


def test_every_phone_is_told_from_the_first_moment(as_ana: Phone, asked: Phone, as_ben: Phone) -> None:
    ready_at = as_ana.get("/me").json()["recovery"]["ready_at"]
    assert ready_at == asked.post("/recoveries", key="").json()["ready_at"]
    assert as_ben.get("/me").json()["recovery"] is None


def test_any_phone_stops_it_with_one_tap(ana: Person, as_ana: Phone, asked: Phone) -> None:
    assert as_ana.delete("/me/recovery").status_code == 204
    assert as_ana.get("/me").json()["recovery"] is None
    with later(hours=73):
        assert not comes_in(ana)


def test_somebody_else_cannot_stop_it(ana: Person, asked: Phone, as_ben: Phone) -> None:
    assert as_ben.delete("/me/recovery").status_code == 204
    with later(hours=73):
        assert comes_in(ana)


def test_asking_again_does_not_begin_anew(ana: Person, asked: Phone) -> None:
    with later(hours=48):
        phone = Phone()
        sign_in(phone, ana.email)
        phone.post("/recoveries", key="")
    with later(hours=73):
        assert comes_in(ana)


@pytest.mark.parametrize("signed_in", [True, False])
def test_nobody_begins_it_without_the_code_by_email(ana: Person, key: SoftKey, signed_in: bool) -> None:
    phone = Phone(ana) if signed_in else Phone()
    if not signed_in:
        say(phone, "code/request", email=ana.email)
    answer = phone.post("/recoveries", key="")
    assert (answer.status_code, answer.json()["code"]) == (409, "no_second_step")
    assert not Recovery.objects.exists()


def test_recovery_code_still_lets_in_at_once(as_ana: Phone, asked: Phone) -> None:
    [code, *_] = as_ana.get(ACCOUNT + "authenticators/recovery-codes").json()["data"]["unused_codes"]
    assert say(asked, "2fa/authenticate", code=code).status_code == 200


def test_passkey_does_not_use_it_up(ana: Person, key: SoftKey, asked: Phone) -> None:
    with later(hours=73):
        assert key.prove(Phone(), "login").status_code == 200
        assert comes_in(ana)


def test_whoever_waited_can_confirm_by_email_in_that_session_only(ana: Person, asked: Phone) -> None:
    with later(hours=73):
        phone = Phone()
        sign_in(phone, ana.email)
        assert phone.get("/confirmation").json()["ways"] == ["passkey", "recovery_code", "email_code"]
        assert Phone(ana).get("/confirmation").json()["ways"] == ["passkey", "recovery_code"]
    with later(hours=80):
        confirm(phone)


def test_sixth_time_in_a_day_is_too_many(ana: Person, as_ana: Phone, asked: Phone) -> None:
    """Whoever holds the inbox cannot ring all phones all day."""
    answers = [asked.post("/recoveries", key="").status_code for _ in range(5)]
    assert answers == [201] * 4 + [429]


def test_what_is_over_is_forgotten(asked: Phone) -> None:
    with later(hours=72 + 97):
        forget_old_sessions()
        assert not Recovery.objects.exists()
