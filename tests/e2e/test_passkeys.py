"""Passkeys, with the browser's own virtual authenticator in place of a finger."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewPhone
from tests.e2e.look import Look
from tests.e2e.phone import Phone

pytestmark = [pytest.mark.e2e, pytest.mark.no_worker]


@pytest.fixture
def ana(new_phone: NewPhone) -> Phone:
    phone = new_phone("Ana")
    can_make_passkeys(phone)
    return phone


def can_make_passkeys(phone: Phone) -> None:
    """Makes and uses them as with a finger."""
    phone.knows_the_exit()
    session = phone.context.new_cdp_session(phone.page)
    session.send("WebAuthn.enable")
    finger = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": finger})


def adds_a_passkey(ana: Phone) -> list[str]:
    """Returns the recovery codes she is shown along with it."""
    ana.is_somebody()
    ana.opens("/me")
    ana.taps("Passkeys")
    ana.sees("Passkeys")
    ana.taps("Add a passkey")
    ana.writes("A name for it", "my phone")
    ana.taps("Continue")
    sheet = ana.page.get_by_role("dialog", name="Recovery codes")
    expect(sheet).to_be_visible()
    codes = sheet.get_by_role("listitem").all_inner_texts()
    sheet.get_by_role("button", name="Close").click()
    expect(ana.page.get_by_role("button", name="my phone")).to_be_visible()
    return codes


def signs_out(ana: Phone) -> None:
    ana.opens("/me")
    ana.taps("Sign out")
    ana.sees("A private place to turn towards each other.")
    ana.taps("I have been here before")


def is_not_in_yet(ana: Phone) -> None:
    ana.sees("One more step.")
    assert ana.ask("GET", "/api/v1/me")["code"] == "signed_out"


def test_its_screens_are_for_everybody(ana: Phone, look: Look) -> None:
    adds_a_passkey(ana)
    look(ana, "a passkey")
    ana.taps("Show the codes")
    look(ana, "recovery codes")
    ana.page.keyboard.press("Escape")
    ana.taps(re.compile("^my phone"))
    look(ana, "removing a passkey")
    signs_out(ana)
    ana.signs_in()
    ana.sees("One more step.")
    look(ana, "the second step")
    ana.taps("Use a recovery code")
    look(ana, "typing a recovery code")


def test_a_passkey_alone_opens_the_door(ana: Phone) -> None:
    adds_a_passkey(ana)
    signs_out(ana)
    ana.taps("Use a passkey")
    ana.sees("A quiet place, for two.")


def test_a_code_from_the_inbox_alone_no_longer_does(ana: Phone) -> None:
    adds_a_passkey(ana)
    signs_out(ana)
    ana.signs_in()
    is_not_in_yet(ana)
    ana.taps("Use a passkey")
    ana.sees("A quiet place, for two.")


def test_a_recovery_code_stands_in_for_a_lost_phone_once(ana: Phone) -> None:
    [code, *others] = adds_a_passkey(ana)
    assert others
    signs_out(ana)
    ana.signs_in()
    is_not_in_yet(ana)
    ana.taps("Use a recovery code")
    ana.writes("Recovery code", code)
    ana.taps("Continue")
    ana.sees("A quiet place, for two.")

    signs_out(ana)
    ana.signs_in()
    ana.taps("Use a recovery code")
    ana.writes("Recovery code", code)
    ana.taps("Continue")
    ana.reads("This code does not fit. Please look again.")
    is_not_in_yet(ana)
