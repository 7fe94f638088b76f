"""Two people, two time zones, and a phone whose clock is wrong."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewPhone
from tests.e2e.house import House
from tests.e2e.phone import Phone

pytestmark = [pytest.mark.e2e, pytest.mark.no_worker]

IN_THREE_DAYS = (datetime.now(UTC) + timedelta(days=3)).replace(hour=18, minute=0, second=0, microsecond=0)
"""Evening in Berlin, around noon in New York, and already the next day in Tokyo, in the dead of night."""
DAY = f"{IN_THREE_DAYS:%A}"


def agrees_on_a_time(phone: Phone) -> None:
    phone.ask(
        "POST",
        "/api/v1/schedules",
        {"template": "weekly", "repeat": "weekly", "days": [6], "at": "20:00", "time_zone": "Europe/Berlin"},
    )
    phone.house.sql("update schedules_schedule set next_due_at = %s", IN_THREE_DAYS)


@pytest.mark.parametrize(
    ("zone", "when"),
    [
        ("Europe/Berlin", f"{DAY} evening"),
        ("America/New_York", f"{DAY} afternoon"),
        ("Asia/Tokyo", f"{DAY} night"),
    ],
    ids=["Berlin", "New York", "Tokyo"],
)
def test_a_phone_far_away_shows_its_own_local_time(new_phone: NewPhone, zone: str, when: str) -> None:
    """Three in the morning is still the night of the day before."""
    ana = new_phone("Ana", timezone_id=zone)
    ana.knows_the_exit()
    ana.has_a_space("Europe/Berlin")
    agrees_on_a_time(ana)
    ana.opens("/today")
    expect(ana.page.get_by_role("listitem").filter(has_text="Weekly").last).to_contain_text(when)
    ana.opens("/schedules")
    ana.reads("Every Sunday at 20:00" + ("" if zone == "Europe/Berlin" else ", Berlin (Europe)"))
    ana.reads(f"Next: {when}")


@pytest.mark.parametrize("wrong_by", [timedelta(days=1), timedelta(days=-1)], ids=["ahead", "behind"])
def test_a_clock_that_is_a_day_wrong_still_sends(
    house: House, new_phone: NewPhone, wrong_by: timedelta
) -> None:
    ana = new_phone("Ana")
    ana.knows_the_exit()
    ana.has_a_space()
    ana.context.clock.install(time=datetime.now(UTC) + wrong_by)
    check_in = ana.writes_a_daily_pulse("the lake")
    ana.taps("Send")
    ana.sees("Here are your words.")
    assert house.sql("select count(*) from checkins_reveal where check_in_id = %s", check_in) == [(1,)]
