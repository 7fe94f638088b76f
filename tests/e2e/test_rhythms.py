"""People say how often in their own words, and let a rhythm rest without having to say why."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.e2e.look import Look
from tests.e2e.phone import Phone

pytestmark = [pytest.mark.e2e, pytest.mark.no_worker]

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = datetime.now(UTC).astimezone(BERLIN).date()
WEEKLY = {"template": "weekly", "repeat": "weekly", "days": [6], "at": "20:00", "time_zone": "Europe/Berlin"}


def spoken(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


@pytest.fixture
def ana(ana: Phone) -> Phone:
    ana.knows_the_exit()
    ana.has_a_space()
    return ana


@pytest.fixture
def weekly(ana: Phone) -> str:
    """The address of a rhythm every Sunday."""
    return f"/schedules/{ana.ask('POST', '/api/v1/schedules', WEEKLY)['id']}"


def selects(label: str, option: str) -> Callable[[Phone], object]:
    return lambda phone: phone.page.get_by_label(label, exact=True).select_option(label=option)


def by_weekday(phone: Phone) -> None:
    phone.chooses("By weekday")


ONCE = TODAY + timedelta(days=40)
KINDS: list[tuple[str, list[Callable[[Phone], object]], str]] = [
    ("Every day", [], "Every day at 20:00"),
    ("Every week", [lambda phone: phone.taps("Thu")], "Every Thursday and Sunday at 20:00"),
    ("Every few weeks", [lambda phone: phone.taps("Thu")], "Every second Sunday at 20:00"),
    ("Every few weeks", [lambda phone: phone.taps("More")], "Every third Sunday at 20:00"),
    ("Every month", [selects("On day", "2nd")], "The 2nd of every month at 20:00"),
    ("Every month", [selects("On day", "Last day")], "The last day of every month at 20:00"),
    ("Every month", [by_weekday], "The last Sunday of every month at 20:00"),
    ("Every quarter", [selects("Which one", "First")], "Every three months, on the first Sunday, at 20:00"),
    ("Weekdays", [], "Monday to Friday at 20:00"),
    ("Once", [lambda phone: phone.writes("On", ONCE.isoformat())], f"Once, on {spoken(ONCE)} at 20:00"),
]


def test_every_kind_of_rhythm_comes_back_as_it_was_chosen(ana: Phone, weekly: str, look: Look) -> None:
    ana.opens(f"{weekly}/change")
    for pace, steps, words in KINDS:
        ana.taps(re.compile("^How often"))
        if pace == "Every day":
            look(ana, "how often")
        ana.taps(pace)
        for step in steps:
            step(ana)
        ana.reads(words)
        look(ana, f"a rhythm: {words}")
        ana.taps("Save")
        ana.reads(f"Saved. {words}.")

        ana.goes_to("/schedules")
        ana.reads(words)
        ana.opens(f"{weekly}/change")
        ana.reads(words)
        expect(ana.control(re.compile("^How often"))).to_contain_text(pace)


def test_a_quarter_can_be_chosen_after_the_date_of_once_was_cleared(ana: Phone, weekly: str) -> None:
    ana.opens(f"{weekly}/change")
    ana.taps(re.compile("^How often"))
    ana.taps("Once")
    ana.writes("On", "")
    for pace, words in {
        "Every few weeks": "Every second Sunday at 20:00",
        "Every quarter": "Every three months, on the 1st, at 20:00",
    }.items():
        ana.taps(re.compile("^How often"))
        ana.taps(pace)
        ana.reads(words)
    ana.taps("Save")
    ana.reads("Saved. Every three months, on the 1st, at 20:00.")


def test_the_first_one_stays_where_it_was_put(ana: Phone, weekly: str) -> None:
    ana.opens(f"{weekly}/change")
    ana.taps(re.compile("^How often"))
    ana.taps("Every few weeks")
    first = ana.page.get_by_label("The first one", exact=True)
    second = first.locator("option").nth(1).inner_text()
    first.select_option(label=second)
    ana.taps("Save")
    ana.sees("Weekly check-in")
    ana.reads(f"{second}, 20:00")
    ana.opens(f"{weekly}/change")
    expect(first.locator("option:checked")).to_have_text(second)


def test_how_long_it_stays_open_and_where_its_clock_hangs(ana: Phone, weekly: str, look: Look) -> None:
    ana.opens(f"{weekly}/change")
    ana.taps(re.compile("^Stays open"))
    look(ana, "how long it stays open")
    ana.taps("For 12 hours")
    ana.taps(re.compile("^Time zone"))
    look(ana, "the zone of a rhythm")
    ana.page.get_by_role("dialog").get_by_label("Time zone").select_option(label="Tokyo (Asia)")
    ana.taps("Save")
    ana.reads("Every Sunday at 20:00, Tokyo (Asia)")
    ana.opens(f"{weekly}/change")
    expect(ana.control(re.compile("^Stays open"))).to_contain_text("For 12 hours")


def test_one_is_skipped_with_one_tap_and_taken_back_with_one(ana: Phone, weekly: str, look: Look) -> None:
    [(sunday,)] = ana.house.sql("select next_due_on from schedules_schedule where id = %s", weekly[-36:])
    ana.opens(weekly)
    ana.reads(f"{spoken(sunday)}, 20:00")
    ana.taps("Skip this one")
    ana.reads(f"Not on {spoken(sunday)}")
    ana.reads(f"{spoken(sunday + timedelta(days=7))}, 20:00")
    look(ana, "one is skipped")
    ana.taps("Undo")
    ana.does_not_read("Not on")
    ana.reads(f"{spoken(sunday)}, 20:00")


def test_a_pause_ends_by_itself_or_earlier(ana: Phone, weekly: str, look: Look) -> None:
    until = TODAY + timedelta(days=30)
    ana.opens(weekly)
    ana.taps("Pause")
    ana.writes("Until", until.isoformat())
    look(ana, "how long a pause is")
    ana.taps(f"Pause until {spoken(until)}")
    ana.reads(f"Paused until {until.day} {until:%B}")
    ana.opens("/schedules")
    ana.reads(f"Paused until {until.day} {until:%B}")
    ana.opens(weekly)
    ana.taps(re.compile("^Take back"))
    ana.reads("Taken back.")
    ana.does_not_read("Paused until")


def test_a_pause_without_an_end(ana: Phone, weekly: str, look: Look) -> None:
    ana.opens(weekly)
    ana.taps("Pause")
    ana.taps("Pause with no end")
    ana.reads("Nothing comes until one of you starts it again.")
    look(ana, "paused")
    ana.taps("Start it again")
    ana.reads("Skip this one")


def test_days_away_are_free_of_everything(ana: Phone, weekly: str, look: Look) -> None:
    first, last = TODAY, TODAY + timedelta(days=20)
    ana.opens("/schedules")
    ana.taps(re.compile("^We are away"))
    ana.sees("We are away")
    ana.writes("From", first.isoformat())
    ana.writes("Until", last.isoformat())
    ana.taps("Keep these days free")
    take_back = ana.control(re.compile("^Take back"))
    expect(take_back).to_be_visible()
    look(ana, "days away")
    ana.opens(weekly)
    next_one = last + timedelta(days=(6 - last.weekday()) or 7)
    ana.reads(f"{spoken(next_one)}, 20:00")
    ana.opens("/schedules/away")
    take_back.click()
    ana.reads("Taken back.")
    expect(take_back).to_have_count(0)


def test_a_rhythm_that_was_deleted_comes_back_as_it_was(ana: Phone, weekly: str) -> None:
    ana.opens(weekly)
    ana.taps("Skip this one")
    ana.reads("Not on")
    ana.taps("Delete")
    ana.sees("Your rhythm")
    ana.page.get_by_role("status").get_by_role("button", name="Undo").last.click()
    ana.taps(re.compile("^Weekly check-in"))
    ana.reads("Not on")


def test_a_check_in_that_is_already_over(ana: Phone) -> None:
    """An address of one that was deleted meanwhile."""
    ana.opens("/schedules/00000000-0000-0000-0000-000000000000")
    ana.reads("This one is not here any more.")
