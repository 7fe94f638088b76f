"""Too many tries are answered 429, by address and by IP."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from pytest_django import Settings

from backend.accounts.models import Person
from backend.core.clock import now
from tests.accounts.conversation import say
from tests.client import Phone


def test_fourth_code_for_one_address_in_a_minute_is_too_many(ana: Person) -> None:
    answers = [say(Phone(ip=f"10.0.0.{n}"), "code/request", email=ana.email).status_code for n in range(4)]
    assert answers == [401, 401, 401, 429]
    assert len(mail.outbox) == 3


def test_limit_of_an_address_is_over_after_a_minute(ana: Person) -> None:
    for _ in range(4):
        say(Phone(), "code/request", email=ana.email)
    with time_machine.travel(now() + timedelta(seconds=61), tick=False):
        assert say(Phone(), "code/request", email=ana.email).status_code == 401


def test_limit_of_one_address_is_not_the_limit_of_another(ana: Person, ben: Person) -> None:
    for _ in range(4):
        say(Phone(), "code/request", email=ana.email)
    assert say(Phone(), "code/request", email=ben.email).status_code == 401


def test_limit_does_not_care_how_an_address_is_written(ana: Person) -> None:
    written = ["ana@example.org", "ANA@example.org", "Ana@Example.org", "aNa@example.org"]
    assert [say(Phone(), "code/request", email=email).status_code for email in written][-1] == 429


@pytest.mark.parametrize("path", ["signup", "code/request"])
def test_twenty_first_try_from_one_place_is_too_many(db: None, path: str) -> None:
    answers = [say(Phone(), path, email=f"n{number}@example.org").status_code for number in range(21)]
    assert answers == [401] * 20 + [429]
    assert say(Phone(ip="10.0.0.9"), path, email="elsewhere@example.org").status_code == 401


def test_second_sign_up_of_one_address_within_ten_seconds_is_too_many(db: None) -> None:
    answers = [say(Phone(), "signup", email="new@example.org").status_code for _ in range(2)]
    assert answers == [401, 429]


def test_made_up_forwarding_header_does_not_help(ana: Person) -> None:
    """Without a proxy in front nobody is believed about where they come from."""
    answers = [_from(f"203.0.113.{number}", number) for number in range(21)]
    assert answers[-1] == 429


def test_place_is_the_one_the_proxy_saw(ana: Person, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert 429 not in [_from(f"203.0.113.{number}", number) for number in range(21)]


def test_proxies_are_counted_alike_everywhere(settings: Settings) -> None:
    assert settings.ALLAUTH_TRUSTED_PROXY_COUNT == settings.REST_FRAMEWORK["NUM_PROXIES"] == settings.PROXIES


def _from(place: str, number: int) -> int:
    phone = Phone()
    address = {"email": f"n{number}@example.org"}
    path = "/_allauth/browser/v1/auth/code/request"
    return phone.send("POST", path, address, **{"X-Forwarded-For": place}).status_code
