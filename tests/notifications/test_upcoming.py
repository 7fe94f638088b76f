"""The next reminders, on both people's clocks."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from backend.accounts.models import Person
from tests.client import Phone

MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAILY = {"template": "daily", "repeat": "daily", "at": "19:00", "time_zone": "Europe/Berlin"}
SUNDAYS = {**DAILY, "template": "weekly", "repeat": "weekly", "days": [6], "at": "20:30"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


def moments(phone: Phone) -> list[tuple[str, str | None, str, str | None]]:
    found = phone.get("/upcoming").json()
    return [(one["template"], one["remind_at"], one["yours"], one["theirs"]) for one in found]


def test_the_next_five_are_shown_on_both_clocks(as_ana: Phone, as_ben: Phone) -> None:
    """Ana is in Berlin, Ben in Lisbon, an hour behind."""
    as_ana.patch("/me", {"time_zone": "Europe/Berlin"})
    as_ana.post("/schedules", DAILY)
    as_ana.post("/schedules", SUNDAYS)
    assert len(moments(as_ana)) == 5
    assert moments(as_ana)[0] == ("daily", "2026-11-23T18:00:00Z", "2026-11-23T19:00", "2026-11-23T18:00")
    assert moments(as_ben)[0] == ("daily", "2026-11-23T18:00:00Z", "2026-11-23T18:00", "2026-11-23T19:00")
    as_ben.delete(f"/schedules/{as_ben.get('/schedules').json()[0]['id']}")
    assert [one[2] for one in moments(as_ben)][:2] == ["2026-11-29T19:30", "2026-12-06T19:30"]


def test_they_come_as_long_ahead_as_one_wishes_and_never_in_quiet_hours(as_ana: Phone) -> None:
    as_ana.patch("/me", {"time_zone": "Europe/Berlin"})
    as_ana.post("/schedules", DAILY)
    as_ana.patch("/wishes", {"lead_minutes": 60})
    assert moments(as_ana)[0][1] == "2026-11-23T17:00:00Z"
    as_ana.patch("/me", {"quiet_from": "17:30", "quiet_until": "18:30"})
    assert moments(as_ana)[0][1] == "2026-11-23T17:30:00Z"


def test_what_does_not_remind_says_so(as_ana: Phone) -> None:
    made = as_ana.post("/schedules", DAILY).json()
    as_ana.put(f"/reminders/{made['id']}", {"on": False})
    assert moments(as_ana)[0][1] is None
    as_ana.put(f"/reminders/{made['id']}", {"on": True})
    as_ana.patch("/me", {"remind_by_push": False, "remind_by_email": False})
    assert moments(as_ana)[0][1] is None


def test_one_alone_has_one_clock_and_one_without_a_space_has_nothing(as_cleo: Phone, ana: Person) -> None:
    as_cleo.post("/schedules", DAILY)
    assert moments(as_cleo)[0][3] is None
    assert moments(Phone(ana)) == []
