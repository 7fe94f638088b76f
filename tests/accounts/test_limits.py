"""Too many tries are answered 429, for an account, from a place, and for an account from a place."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from pytest_django import Settings

from backend.accounts.models import Person
from backend.core.clock import now
from backend.core.models import Tries
from tests.accounts.conversation import AUTH, WRONG, confirm, last_code, say, sign_in
from tests.accounts.soft_key import SoftKey
from tests.client import Answer, Phone


def asks(email: str, ip: str = "10.0.0.1") -> int:
    return say(Phone(ip=ip), "code/request", email=email).status_code


def test_fourth_letter_to_one_address_in_a_minute_is_too_many(ana: Person) -> None:
    assert [asks(ana.email) for _ in range(4)] == [401, 401, 401, 429]
    assert len(mail.outbox) == 3


def test_answer_says_when_to_try_again(ana: Person) -> None:
    with time_machine.travel(now(), tick=False):
        answers = [say(Phone(), "code/request", email=ana.email) for _ in range(4)]
        assert (answers[-1]["Retry-After"], answers[-1].json()["code"]) == ("60", "rate_limited")


def test_limit_of_an_address_is_over_after_a_minute(ana: Person) -> None:
    for _ in range(4):
        asks(ana.email)
    with time_machine.travel(now() + timedelta(seconds=61), tick=False):
        assert asks(ana.email) == 401


def test_seventh_letter_in_an_hour_is_too_many_however_slowly(ana: Person) -> None:
    answers = []
    for minute in range(0, 28, 4):
        with time_machine.travel(now() + timedelta(minutes=minute), tick=False):
            answers.append(asks(ana.email))
    assert answers == [401] * 6 + [429]


def test_whoever_floods_an_address_from_one_place_locks_nobody_out(ana: Person) -> None:
    for _ in range(30):
        asks(ana.email, ip="203.0.113.66")
    assert asks(ana.email, ip="10.0.0.2") == 401


def test_even_many_places_together_fill_no_inbox(ana: Person) -> None:
    answers = [asks(ana.email, ip=f"10.0.{n}.1") for n in range(12)]
    assert answers == [401] * 8 + [429] * 4
    assert len(mail.outbox) == 8


def test_limit_of_one_address_is_not_the_limit_of_another(ana: Person, ben: Person) -> None:
    for _ in range(4):
        asks(ana.email)
    assert asks(ben.email) == 401


def test_limit_does_not_care_how_an_address_is_written(ana: Person) -> None:
    written = ["ana@example.org", "ANA@example.org", " Ana@Example.org", "aNa@example.org "]
    assert [asks(email) for email in written][-1] == 429


@pytest.mark.parametrize("path", ["signup", "code/request"])
def test_twenty_first_try_from_one_place_is_too_many(db: None, path: str) -> None:
    answers = [say(Phone(), path, email=f"n{number}@example.org").status_code for number in range(21)]
    assert answers == [401] * 20 + [429]
    assert say(Phone(ip="10.0.0.9"), path, email="elsewhere@example.org").status_code == 401


def test_letters_are_counted_together_whatever_they_are_asked_for_with(ana: Person) -> None:
    phone = Phone()
    answers = [say(phone, "code/request", email=ana.email)]
    answers += [say(phone, "code/resend") for _ in range(2)]
    answers += [say(phone, "code/request", email=ana.email), say(phone, "signup", email=ana.email)]
    assert [answer.status_code for answer in answers] == [401, 200, 200, 429, 429]


def test_guessing_from_one_place_is_bounded(ana: Person) -> None:
    """Three tries for each letter, three letters in a minute: the tenth try meets no code at all."""
    answers = []
    for _ in range(4):
        phone = Phone()
        say(phone, "code/request", email=ana.email)
        answers += [say(phone, "code/confirm", code=WRONG).status_code for _ in range(3)]
    assert 200 not in answers
    assert answers.count(400) == 9


def test_tries_of_one_session_are_counted_also_when_they_come_together(ana: Person) -> None:
    """The session's own count could be read by many requests at once; the one in the database cannot."""
    phone = Phone()
    say(phone, "code/request", email=ana.email)
    kept = phone.http.session
    answers = []
    for _ in range(12):
        answers.append(say(phone, "code/confirm", code=WRONG).status_code)
        kept.save()
    assert answers[:10] == [400] * 10
    assert answers[10:] == [429, 429]


def test_count_is_kept_when_the_try_is_refused(ana: Person) -> None:
    before = Tries.objects.count()
    for _ in range(5):
        asks(ana.email)
    assert Tries.objects.count() > before


def test_counts_tell_no_address(ana: Person) -> None:
    asks(ana.email)
    assert "ana" not in str([bytes(key) for key in Tries.objects.values_list("key", flat=True)])


def test_passkey_still_opens_the_door_when_the_inbox_is_flooded(ana: Person, as_ana: Phone) -> None:
    key = SoftKey()
    confirm(as_ana)
    key.enrol(as_ana)
    for n in range(40):
        asks(ana.email, ip=f"10.1.{n}.1")
    assert key.prove(Phone(), "login").status_code == 200


def test_made_up_forwarding_header_does_not_help(ana: Person) -> None:
    """Without a proxy in front nobody is believed about where they come from."""
    answers = [_from(f"203.0.113.{number}", number) for number in range(21)]
    assert answers[-1] == 429


def test_place_is_the_one_the_proxy_saw(ana: Person, settings: Settings) -> None:
    settings.PROXIES = 1
    assert 429 not in [_from(f"203.0.113.{number}", number) for number in range(21)]


def test_proxies_are_counted_alike_everywhere(settings: Settings) -> None:
    assert settings.ALLAUTH_TRUSTED_PROXY_COUNT == settings.REST_FRAMEWORK["NUM_PROXIES"] == settings.PROXIES


def test_code_still_fits_after_some_wrong_ones(ana: Person) -> None:
    phone = Phone()
    say(phone, "code/request", email=ana.email)
    say(phone, "code/confirm", code=WRONG)
    assert say(phone, "code/confirm", code=last_code()).status_code == 200


def test_people_of_one_household_do_not_get_in_each_others_way(ana: Person, ben: Person) -> None:
    for person in (ana, ben):
        assert sign_in(Phone(ip="10.0.0.7"), person.email).status_code == 200


def _from(place: str, number: int) -> int:
    address = {"email": f"n{number}@example.org"}
    answer: Answer = Phone().send("POST", AUTH + "code/request", address, **{"X-Forwarded-For": place})
    return answer.status_code
