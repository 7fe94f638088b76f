"""Some things ask for a fresh proof of who is asking: five minutes, in this session and no other."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core import mail
from pytest_django import DjangoAssertNumQueries

from backend.accounts.models import Person
from backend.config.dev import link_for
from backend.core.clock import now
from tests.accounts.conversation import ACCOUNT, AUTH, WRONG, confirm, last_code, sign_in
from tests.accounts.soft_key import SoftKey
from tests.client import SCOPE, Phone


def is_fresh(phone: Phone) -> bool:
    return phone.get("/confirmation").json()["fresh_until"] is not None


def test_session_is_not_fresh_by_itself(as_ana: Phone) -> None:
    answer = as_ana.get("/confirmation")
    assert answer.json() == {"fresh_until": None, "ways": ["email_code"]}


def test_signing_in_counts_as_fresh_for_five_minutes(ana: Person, signed_out: Phone) -> None:
    sign_in(signed_out, ana.email)
    for minutes, fresh in ((4, True), (6, False)):
        with time_machine.travel(now() + timedelta(minutes=minutes), tick=False):
            assert is_fresh(signed_out) is fresh


def test_code_by_email_confirms_for_five_minutes(as_ana: Phone) -> None:
    confirm(as_ana)
    for minutes, fresh in ((4, True), (6, False)):
        with time_machine.travel(now() + timedelta(minutes=minutes), tick=False):
            assert is_fresh(as_ana) is fresh


def test_confirming_one_phone_does_not_confirm_another(ana: Person, as_ana: Phone) -> None:
    other = Phone(ana)
    as_ana.post("/confirmation-codes")
    assert other.post("/confirmations", {"code": last_code()}).status_code == 400
    as_ana.post("/confirmations", {"code": last_code()})
    assert (is_fresh(as_ana), is_fresh(other)) == (True, False)


def test_letter_goes_to_the_own_address_and_says_only_what_to_do(ana: Person, as_ana: Phone) -> None:
    as_ana.post("/confirmation-codes")
    [letter] = mail.outbox
    assert letter.to == [ana.email]
    assert not [
        word for word in ("Ana", "http", "export", "erase") if word in f"{letter.subject}{letter.body}"
    ]


def test_code_works_once(as_ana: Phone) -> None:
    confirm(as_ana)
    assert as_ana.post("/confirmations", {"code": last_code()}).status_code == 400


@pytest.mark.parametrize(("minutes", "status"), [(14, 201), (16, 400)])
def test_code_works_fifteen_minutes(as_ana: Phone, minutes: int, status: int) -> None:
    as_ana.post("/confirmation-codes")
    with time_machine.travel(now() + timedelta(minutes=minutes), tick=False):
        assert as_ana.post("/confirmations", {"code": last_code()}).status_code == status


def test_third_wrong_code_ends_it(as_ana: Phone) -> None:
    as_ana.post("/confirmation-codes")
    tried = [as_ana.post("/confirmations", {"code": code}) for code in (WRONG, WRONG, WRONG, last_code())]
    assert [answer.status_code for answer in tried] == [400] * 4
    assert tried[0].json()["errors"][0]["code"] == "incorrect_code"
    assert not is_fresh(as_ana)


def test_guessing_is_bounded_whatever_session_it_comes_from(ana: Person) -> None:
    tries = [Phone(ana).post("/confirmations", {"code": WRONG}).status_code for _ in range(7)]
    assert tries == [400] * 6 + [429]


def test_fourth_letter_in_a_minute_is_too_many(ana: Person) -> None:
    answers = [Phone(ana).post("/confirmation-codes").status_code for _ in range(4)]
    assert answers == [201, 201, 201, 429]
    assert len(mail.outbox) == 3


def test_code_for_signing_in_does_not_confirm(ana: Person, as_ana: Phone) -> None:
    Phone().post(AUTH + "code/request", {"email": ana.email}, key="")
    assert as_ana.post("/confirmations", {"code": last_code()}).status_code == 400


def test_session_does_not_hold_the_code(as_ana: Phone) -> None:
    as_ana.post("/confirmation-codes")
    session: SessionBase = as_ana.http.session
    kept = str(dict(session))
    assert "codes_by_mail" in kept
    assert not [code for code in (last_code(), last_code().replace("-", "")) if code.lower() in kept.lower()]


def test_keys_of_the_account_need_it_also_without_a_passkey(as_ana: Phone) -> None:
    answer = as_ana.get(ACCOUNT + "authenticators/webauthn", passwordless="")
    assert (answer.status_code, answer.json()["code"]) == (403, "confirmation_needed")
    assert answer["Content-Type"] == "application/problem+json"


def test_first_passkey_can_be_added_once_confirmed(as_ana: Phone) -> None:
    confirm(as_ana)
    assert SoftKey().enrol(as_ana).status_code == 200


def test_passkey_cannot_be_added_after_the_proof_is_old(as_ana: Phone) -> None:
    """The options were asked for in time; the passkey itself comes too late."""
    confirm(as_ana)
    key = SoftKey()
    with time_machine.travel(now(), tick=False) as clock:
        key.pause = lambda: clock.shift(timedelta(minutes=6))
        assert key.enrol(as_ana).json()["code"] == "confirmation_needed"


@pytest.fixture
def key(as_ana: Phone) -> SoftKey:
    """Ana has a passkey, and her proof is old."""
    made = SoftKey()
    with time_machine.travel(now() - timedelta(hours=1), tick=False):
        confirm(as_ana)
        assert made.enrol(as_ana).status_code == 200
    return made


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "authenticators/recovery-codes"),
        ("POST", "authenticators/recovery-codes"),
        ("GET", "authenticators/webauthn"),
        ("PUT", "authenticators/webauthn"),
        ("DELETE", "authenticators/webauthn"),
    ],
)
def test_passkey_and_recovery_codes_are_behind_it(
    as_ana: Phone, key: SoftKey, method: str, path: str
) -> None:
    [passkey] = [k for k in as_ana.get(ACCOUNT + "authenticators").json()["data"] if k["type"] == "webauthn"]
    body = {"id": passkey["id"], "name": "Mine", "authenticators": [passkey["id"]]}
    answer = as_ana.send(method, ACCOUNT + path, None if method == "GET" else body)
    assert (answer.status_code, answer.json()["code"]) == (403, "confirmation_needed")
    key.prove(as_ana, "reauthenticate")
    assert as_ana.send(method, ACCOUNT + path, None if method == "GET" else body).status_code == 200


def test_with_a_passkey_an_open_inbox_is_not_enough(as_ana: Phone, key: SoftKey) -> None:
    assert as_ana.get("/confirmation").json()["ways"] == ["passkey", "recovery_code"]
    mail.outbox.clear()
    answer = as_ana.post("/confirmation-codes")
    assert (answer.status_code, answer.json()["code"]) == (409, "passkey_needed")
    assert mail.outbox == []


def test_code_asked_for_before_there_was_a_passkey_is_not_enough_either(as_ana: Phone) -> None:
    confirm(as_ana)
    as_ana.post("/confirmation-codes")
    with time_machine.travel(now() + timedelta(minutes=4), tick=False):
        SoftKey().enrol(as_ana)
    with time_machine.travel(now() + timedelta(minutes=6), tick=False):
        assert as_ana.post("/confirmations", {"code": last_code()}).status_code == 400


def test_recovery_code_confirms_once(ana: Person, as_ana: Phone, key: SoftKey) -> None:
    key.prove(as_ana, "reauthenticate")
    [code, *_] = as_ana.get(ACCOUNT + "authenticators/recovery-codes").json()["data"]["unused_codes"]
    other = Phone(ana)
    assert other.post("/confirmations", {"code": code}).status_code == 201
    assert is_fresh(other)
    assert Phone(ana).post("/confirmations", {"code": code}).status_code == 400


def test_passkey_of_somebody_else_does_not_confirm(as_ana: Phone, key: SoftKey, as_ben: Phone) -> None:
    foreign = SoftKey()
    confirm(as_ben)
    foreign.enrol(as_ben)
    assert foreign.prove(as_ana, "reauthenticate").status_code == 400
    assert not is_fresh(as_ana)


def test_recovery_code_by_allauths_own_way_is_not_offered(as_ana: Phone, key: SoftKey) -> None:
    """It would be a second place to guess at."""
    assert as_ana.post(AUTH + "2fa/reauthenticate", {"code": "1"}, key="").status_code == 404


def test_it_is_asked_without_a_space_too(cleo: Person, ana: Person) -> None:
    phone = Phone(ana)
    confirm(phone)
    assert is_fresh(phone)


def test_asking_takes_few_queries(
    as_ana: Phone, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(SCOPE + 3):
        as_ana.get("/confirmation")


def test_door_of_the_demo_counts_as_signing_in(ana: Person, signed_out: Phone) -> None:
    answer = signed_out.get(link_for(ana).removeprefix(settings.PUBLIC_URL))
    assert (answer.status_code, answer["Location"]) == (302, "/today")
    assert is_fresh(signed_out)
