"""Whoever is signed up in this process is signed in like somebody who typed the code of a letter."""

import time

import pytest

from tests.e2e.house import House
from tests.e2e.phone import API, Phone

pytestmark = pytest.mark.e2e


def kept_cookies(phone: Phone) -> dict[str, dict[str, object]]:
    """Everything about each of them but its value; how long it is kept in whole days."""
    now = time.time()
    return {
        cookie["name"]: {**cookie, "value": "", "expires": round((cookie["expires"] - now) / 86400)}
        for cookie in phone.context.cookies()
    }


def test_session_has_what_a_real_sign_up_leaves(house: House, ana: Phone, ben: Phone) -> None:
    ana.signs_up_with_a_code()
    ben.is_somebody()
    real, made = (house.people.session_data(phone.session) for phone in (ana, ben))
    assert set(made) == set(real)
    assert made["_auth_user_backend"] == real["_auth_user_backend"]
    assert made["account_verified_email"] == real["account_verified_email"]
    assert abs(made["proven_at"] - time.time()) < 60
    real_cookies, made_cookies = (kept_cookies(phone) for phone in (ana, ben))
    assert made_cookies == real_cookies
    assert {phone.ask("GET", f"{API}/me")["email"] for phone in (ana, ben)} == {ana.email, ben.email}
