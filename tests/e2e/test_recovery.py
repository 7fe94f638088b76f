"""Neither passkey nor recovery code: a wait that begins at the door and can be stopped on any phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewPhone
from tests.e2e.look import Look
from tests.e2e.phone import Phone
from tests.e2e.test_passkeys import adds_a_passkey, can_make_passkeys

pytestmark = [pytest.mark.e2e, pytest.mark.no_worker]

BANNER = re.compile("asks to come in without your passkey")


@pytest.fixture
def ana(new_phone: NewPhone) -> Phone:
    phone = new_phone("Ana")
    can_make_passkeys(phone)
    adds_a_passkey(phone)
    return phone


@pytest.fixture
def waiting(new_phone: NewPhone, ana: Phone, look: Look) -> Phone:
    """Somebody with Ana's inbox, who has begun to wait."""
    phone = new_phone("Ana")
    phone.email = ana.email
    comes_to_the_second_step(phone)
    phone.taps("I have neither here")
    phone.sees("Then time has to show it.")
    look(phone, "before the wait")
    phone.taps("Wait 72 hours")
    phone.sees("The wait has begun.")
    look(phone, "the wait")
    return phone


def comes_to_the_second_step(phone: Phone) -> None:
    phone.opens("/sign-in")
    phone.signs_in()
    phone.sees("One more step.")


def test_every_phone_says_so_and_can_stop_it(ana: Phone, waiting: Phone, look: Look) -> None:
    ana.opens("/today")
    expect(ana.page.get_by_text(BANNER)).to_be_visible()
    look(ana, "somebody waits")
    ana.taps("Stop this")
    ana.reads("Stopped. Nobody comes in that way.")
    ana.opens("/today")
    ana.sees("A quiet place, for two.")
    expect(ana.page.get_by_text(BANNER)).to_have_count(0)
    ana.house.sql("update accounts_recovery set ready_at = now()")
    comes_to_the_second_step(waiting)


def test_after_the_wait_the_inbox_is_enough_once(ana: Phone, waiting: Phone) -> None:
    """The days pass in the database: no phone can wait for them."""
    ana.house.sql("update accounts_recovery set ready_at = now()")
    waiting.opens("/sign-in")
    waiting.signs_in()
    waiting.sees("A quiet place, for two.")
