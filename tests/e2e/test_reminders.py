"""How somebody is reminded is theirs alone: when, by what, for what; and whether it finds its way."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.house import House, until
from tests.e2e.line import carried_on, changes_its_address, counts_renewals
from tests.e2e.look import Look
from tests.e2e.phone import Phone
from tests.e2e.settled import answered

pytestmark = [pytest.mark.e2e, pytest.mark.no_worker]

SUNDAYS = {"template": "weekly", "repeat": "weekly", "days": [6], "at": "20:00", "time_zone": "Europe/Berlin"}


@pytest.fixture
def ana(ana: Phone) -> Phone:
    ana.knows_the_exit()
    ana.has_a_space()
    return ana


@pytest.fixture
def sundays(ana: Phone) -> str:
    return ana.ask("POST", "/api/v1/schedules", SUNDAYS)["id"]


def row(phone: Phone, name: str) -> Locator:
    return phone.control(re.compile(f"^{name}"))


def test_what_she_wishes_stays(ana: Phone, look: Look) -> None:
    ana.opens("/me/reminders")
    for line, choice, shown in [
        ("Remind me", "An hour before", "An hour before"),
        ("By e-mail", "Only when push does not get through", "Only when push"),
        ("By e-mail", "Never", "Never"),
        ("By e-mail", "Always", "Always"),
    ]:
        row(ana, line).click()
        look(ana, f"choosing: {line}")
        ana.taps(choice)
        expect(row(ana, line)).to_contain_text(shown)
    once_more = ana.page.get_by_role("switch", name=re.compile("^One more, a day later"))
    once_more.click()
    expect(once_more).not_to_be_checked()
    row(ana, "Quiet hours").click()
    with answered(ana):
        ana.writes("From", "22:30")
    look(ana, "quiet hours")
    ana.taps("Done")
    expect(row(ana, "Quiet hours")).to_contain_text("22:30 to 8:00")

    ana.opens("/me/reminders")
    expect(row(ana, "Remind me")).to_contain_text("An hour before")
    expect(row(ana, "By e-mail")).to_contain_text("Always")
    expect(once_more).not_to_be_checked()


def test_the_next_five_by_both_clocks(ana: Phone, ben: Phone, sundays: str, look: Look) -> None:
    """In the words of this app; where somebody is stays theirs."""
    ana.shares_it_with(ben)
    ben.ask("PATCH", "/api/v1/me", {"time_zone": "America/New_York"})
    row_of = ana.page.get_by_role("list", name="The next five").get_by_role("listitem")
    ana.opens("/me/reminders")
    expect(row_of).to_have_count(5)
    expect(row_of.last).to_contain_text("Your time 20:00, their time 14:00")
    ana.does_not_read("New York")
    look(ana, "reminders, with two clocks")
    ben.ask("PATCH", "/api/v1/me", {"time_zone": "Europe/Berlin"})
    ana.opens("/me/reminders")
    expect(row_of.last).to_contain_text("20:00")
    ana.does_not_read("their time")
    row(ana, "Remind me").click()
    ana.taps("An hour before")
    expect(row_of.last).to_contain_text("Reminder at 19:00")


def test_one_rhythm_can_be_silent_for_her(ana: Phone, sundays: str, look: Look) -> None:
    ana.opens("/me/reminders/rhythms")
    weekly = ana.page.get_by_role("switch", name=re.compile("^Weekly check-in"))
    expect(weekly).to_be_checked()
    with answered(ana):
        weekly.click()
    expect(weekly).not_to_be_checked()
    look(ana, "reminders for which check-ins")
    ana.opens("/me/reminders/rhythms")
    expect(weekly).not_to_be_checked()
    with answered(ana):
        weekly.click()
    expect(weekly).to_be_checked()
    ana.opens("/me/reminders/rhythms")
    expect(weekly).to_be_checked()


def test_her_calendar_has_an_address_until_she_stops_it(ana: Phone, sundays: str, look: Look) -> None:
    ana.opens("/me/reminders/calendar")
    look(ana, "no address yet")
    ana.taps("Make an address")
    address = ana.page.locator(".address")
    first = address.inner_text()
    look(ana, "an address for a calendar")
    assert "BEGIN:VEVENT" in ana.context.request.get(first).text()
    ana.taps("Make a new one")
    expect(address).not_to_have_text(first)
    assert ana.context.request.get(first).status == 404
    second = address.inner_text()
    ana.taps("Stop it")
    ana.reads("Stopped. The address shows nothing any more.")
    assert ana.context.request.get(second).status == 404
    ana.opens("/me/reminders/calendar")
    expect(ana.control("Make an address")).to_be_visible()


def she_let_four_pass(house: House, schedule: str) -> None:
    house.sql(
        "insert into notifications_attention"
        " (id, created_at, person_id, schedule_id, unanswered, off_at, asks)"
        " select gen_random_uuid(), now(), member.person_id, rhythm.id, 4, now(), true"
        " from schedules_schedule rhythm join spaces_membership member using (space_id) where rhythm.id = %s",
        schedule,
    )


@pytest.mark.parametrize(
    ("answer", "told", "on"),
    [
        ("Turn them back on", "They are on again.", True),
        ("Leave them off", "They stay off.", False),
    ],
    ids=["on", "off"],
)
def test_reminders_that_did_not_help_ask_once(
    house: House, ana: Phone, sundays: str, look: Look, *, answer: str, told: str, on: bool
) -> None:
    she_let_four_pass(house, sundays)
    ana.opens("/today")
    ana.reads("Reminders for your weekly are off now.")
    look(ana, "a question about reminders")
    ana.taps(answer)
    ana.reads(told)
    ana.does_not_read("Reminders for your weekly")
    ana.opens("/me/reminders/rhythms")
    weekly = ana.page.get_by_role("switch", name=re.compile("^Weekly check-in"))
    expect(weekly).to_be_checked(checked=on)
    ana.opens("/today")
    ana.reads("Nothing you have to do today.")
    ana.does_not_read("Reminders for your weekly")


def last_push(house: House, before: int) -> dict[str, Any]:
    until(lambda: len(house.push.received) > before, "the push service was asked")
    return house.push.received[-1].words


def test_a_test_really_comes_back(house: House, woken: Phone, look: Look) -> None:
    before = len(house.push.received)
    woken.opens("/me/reminders/health")
    expect(woken.page.get_by_role("list", name="Where they go")).to_contain_text("This phone")
    look(woken, "do they arrive")
    woken.taps("Send a test")
    words = last_push(house, before)
    woken.reads("It is on its way to this phone.")
    carried_on(woken, words)
    woken.reads("You have just seen one.")
    look(woken, "a test arrived")
    assert woken.name not in json.dumps(words)


def test_when_nothing_comes_it_says_what_may_help(house: House, woken: Phone, look: Look) -> None:
    woken.context.clock.install()
    woken.opens("/me/reminders/health")
    woken.taps("Send a test")
    woken.reads("It is on its way to this phone.")
    woken.context.clock.fast_forward(31_000)
    woken.reads("Nothing yet.")
    look(woken, "a test that did not come")


def test_a_phone_without_reminders_says_so(ana: Phone, look: Look) -> None:
    ana.opens("/me/reminders/health")
    ana.reads("Reminders are off on this phone.")
    look(ana, "no reminders on this phone")


def known(house: House, phone: Phone) -> int:
    count = "select count(*) from notifications_pushsubscription where person_id = %s"
    return int(house.sql(count, phone.ask("GET", "/api/v1/me")["id"])[0][0])


def test_a_line_that_is_dead_is_renewed_when_the_app_opens(house: House, woken: Phone) -> None:
    """The push service knew nobody there, so the server let it go; the browser still believes in it."""
    renewals = counts_renewals(woken)
    woken.opens("/today")
    woken.sees("Nothing you have to do today.")
    woken.page.wait_for_load_state("networkidle")
    house.sql("delete from notifications_pushsubscription")
    woken.opens("/today")
    until(lambda: known(house, woken) == 1, "the server knows the phone again")
    assert renewals() == 1
    woken.opens("/today")
    woken.page.wait_for_load_state("networkidle")
    assert renewals() == 1


def test_a_browser_that_changes_its_line_says_so(house: House, woken: Phone) -> None:
    before = known(house, woken)
    changes_its_address(woken)
    assert known(house, woken) == before + 1
