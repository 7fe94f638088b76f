"""Nobody learns from an answer whether an address has an account."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from backend.accounts.models import Person
from tests.accounts.conversation import AUTH, WRONG, say
from tests.client import Phone

Picture = tuple[int, bytes, list[tuple[str, str]], dict[str, dict[str, Any]]]


def _picture(answer: Any) -> Picture:
    """All that an answer shows, byte for byte, without the random ids of cookies and the time of day."""
    headers = sorted((name, value) for name, value in answer.headers.items() if name != "Expires")
    cookies = {
        name: {**{k: v for k, v in morsel.items() if k != "expires"}, "length": len(morsel.value)}
        for name, morsel in answer.cookies.items()
    }
    return answer.status_code, answer.content, headers, cookies


def _signing_up(phone: Phone, email: str) -> list[Picture]:
    answers = [say(phone, "signup", email=email), phone.get(AUTH + "session")]
    answers += [say(phone, "email/verify/resend")]
    answers += [say(phone, "email/verify", key=WRONG) for _ in range(4)]
    return [_picture(answer) for answer in [*answers, phone.get(AUTH + "session")]]


def _signing_in(phone: Phone, email: str) -> list[Picture]:
    answers = [say(phone, "code/request", email=email), phone.get(AUTH + "session")]
    answers += [say(phone, "code/resend") for _ in range(3)]
    answers += [say(phone, "code/confirm", code=code) for code in (WRONG, "", WRONG, WRONG)]
    return [_picture(answer) for answer in [*answers, phone.get(AUTH + "session")]]


def _often(phone: Phone, email: str) -> list[Picture]:
    return [_picture(say(phone, "code/request", email=email)) for _ in range(5)]


def _going_on_elsewhere(phone: Phone, email: str) -> list[Picture]:
    """Beginning one way and asking the other."""
    answers = [say(phone, "code/request", email=email), say(phone, "signup", email=email)]
    answers += [say(phone, "2fa/authenticate", code="1"), phone.get(AUTH + "webauthn/authenticate")]
    return [_picture(answer) for answer in answers]


@pytest.mark.parametrize("conversation", [_signing_up, _signing_in, _often, _going_on_elsewhere])
def test_known_and_unknown_addresses_get_the_same_answers(
    ana: Person, conversation: Callable[[Phone, str], list[Picture]]
) -> None:
    known = conversation(Phone(ip="10.0.0.1"), "ana@example.org")
    unknown = conversation(Phone(ip="10.0.0.2"), "nob@example.org")
    assert known == unknown


def test_unfinished_address_gets_the_same_answers(db: None) -> None:
    say(Phone(), "signup", email="una@example.org")
    unfinished = _signing_in(Phone(ip="10.0.0.1"), "una@example.org")
    assert unfinished == _signing_in(Phone(ip="10.0.0.2"), "nob@example.org")


def test_one_letter_goes_out_for_every_address(ana: Person) -> None:
    for path in ("signup", "code/request"):
        for email in ("ana@example.org", f"nob-{path[:4]}@example.org"):
            mail.outbox.clear()
            say(Phone(), path, email=email)
            assert [letter.to for letter in mail.outbox] == [[email]]


def test_letters_carry_no_names_and_no_link_that_knows_something(ana: Person) -> None:
    for path in ("signup", "code/request"):
        for email in ("ana@example.org", f"nob-{path[:4]}@example.org"):
            say(Phone(), path, email=email)
    said = "\n".join(f"{letter.subject}\n{letter.body}" for letter in mail.outbox)
    assert len(mail.outbox) == 4
    assert not [word for word in ("Ana", "she/her", "example.org", "?", "token") if word in said]
    assert {letter.message().get_content_type() for letter in mail.outbox} == {"text/plain"}
