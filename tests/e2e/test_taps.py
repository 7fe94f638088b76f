"""One tap, from a notification or a letter, signed in or not; nothing is lost in silence."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewPhone
from tests.e2e.house import House, until
from tests.e2e.line import carried_on, chooses
from tests.e2e.look import Look
from tests.e2e.phone import Phone

pytestmark = [pytest.mark.e2e, pytest.mark.no_worker]

EVERY_DAY = {"repeat": "daily", "at": "12:00", "time_zone": "Europe/Berlin"}
ALL_DAY = {"quiet_from": "03:00", "quiet_until": "03:00"}
BUTTONS = {"later": "daily", "skip": "weekly", "off": "monthly"}
"""Each on a reminder of a rhythm of its own."""


def comes_round(house: House, phone: Phone, template: str = "daily") -> None:
    phone.ask("PATCH", "/api/v1/me", ALL_DAY)
    phone.ask("PATCH", "/api/v1/wishes", {"lead_minutes": 0})
    house.lets_come_round(phone.ask("POST", "/api/v1/schedules", {"template": template, **EVERY_DAY})["id"])


def reminded(house: House, phone: Phone, template: str = "daily") -> dict[str, Any]:
    """What was pushed to Ana's phone when it opened."""
    before = len(house.push.received)
    comes_round(house, phone, template)
    until(lambda: len(house.push.received) > before, "it was pushed")
    return house.push.received[-1].words


def tapped(house: House) -> int:
    [(count,)] = house.sql("select count(*) from notifications_message where tapped_at is not null")
    return int(count)


@pytest.mark.parametrize("signed_in", [True, False], ids=["signed in", "signed out"])
def test_a_button_of_a_notification_opens_nothing(house: House, woken: Phone, *, signed_in: bool) -> None:
    notes = {action: reminded(house, woken, template) for action, template in BUTTONS.items()}
    if not signed_in:
        woken.context.clear_cookies()
    for action, words in notes.items():
        before = tapped(house)
        carried_on(woken, words)
        assert chooses(woken, action) is None
        assert tapped(house) == before + 1, action


def test_the_notification_itself_opens_the_app_and_so_does_a_button_without_a_network(
    house: House, woken: Phone
) -> None:
    before, words = tapped(house), reminded(house, woken)
    carried_on(woken, words)
    assert chooses(woken, "") == f"{house.url}/today"
    carried_on(woken, words)
    woken.loses_the_network()
    assert chooses(woken, "skip") == f"{house.url}/today"
    assert tapped(house) == before
    woken.has_a_network_again()


LINKS = {
    "Later": ("Remind you later?", "Later"),
    "Not this time": ("Not this time?", "Not this time"),
    "Turn off": ("Turn these reminders off?", "Turn off"),
}


@pytest.fixture
def letter(house: House, ana: Phone) -> str:
    ana.knows_the_exit()
    ana.has_a_space()
    known = len(house.letters_to(ana.email))
    comes_round(house, ana)
    until(lambda: len(house.letters_to(ana.email)) > known, "a letter came")
    return str(house.letters_to(ana.email)[-1].get_content())


@pytest.mark.parametrize("title", LINKS)
def test_a_link_of_a_letter_does_nothing_by_itself(
    house: House, letter: str, title: str, new_phone: NewPhone, look: Look
) -> None:
    """Opened wherever she reads her mail; nobody is signed in there."""
    heading, button = LINKS[title]
    found = re.search(rf"^{title}: (\S+)", letter, re.MULTILINE)
    assert found
    before = tapped(house)
    elsewhere = new_phone("Ana")
    elsewhere.knows_the_exit()
    elsewhere.page.goto(found[1])
    elsewhere.sees(heading)
    expect(elsewhere.page).to_have_url(f"{house.url}/tap")
    look(elsewhere, f"a link of a letter: {title}")
    assert tapped(house) == before
    elsewhere.taps(button)
    elsewhere.sees("Done.")
    look(elsewhere, f"done: {title}")
    assert tapped(house) == before + 1

    elsewhere.page.goto("about:blank")
    elsewhere.page.goto(found[1])
    elsewhere.taps(button)
    elsewhere.sees("This link has had its time.")
    look(elsewhere, "a link that has had its time")


def test_what_is_no_link_of_ours_says_so(ana: Phone) -> None:
    for path in ("/tap", "/tap#nonsense", "/tap#%00%ff"):
        ana.page.goto("about:blank")
        ana.opens(path)
        ana.sees("This link has had its time.")
