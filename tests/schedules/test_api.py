"""Schedules as a phone sees them."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from backend.schedules.models import Schedule
from backend.schedules.services import MOST_PER_SPACE
from tests.client import Phone

SUNDAYS = {
    "template": "weekly",
    "repeat": "weekly",
    "days": [6],
    "at": "20:00",
    "time_zone": "Europe/Berlin",
}


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 6, 1, 12, tzinfo=UTC), tick=False):
        yield


def fields(answer: Any) -> list[str]:
    return [error["field"] for error in answer.json()["errors"]]


def test_a_schedule_is_agreed_and_both_see_it(as_ana: Phone, as_ben: Phone, as_cleo: Phone) -> None:
    made = as_ana.post("/schedules", SUNDAYS)
    assert made.status_code == 201
    assert made.json() == {
        **SUNDAYS,
        "id": made.json()["id"],
        "every": 1,
        "day_of_month": None,
        "nth": None,
        "starts_on": None,
        "window_hours": None,
        "rrule": "FREQ=WEEKLY;BYDAY=SU;WKST=MO",
        "next_due_on": "2026-06-07",
        "next_due_at": "2026-06-07T18:00:00Z",
        "paused": False,
        "rests": [],
    }
    assert as_ben.get("/schedules").json() == [made.json()]
    assert as_cleo.get("/schedules").json() == []


def test_the_same_command_twice_makes_one_schedule(as_ana: Phone) -> None:
    answers = [as_ana.post("/schedules", SUNDAYS, key="one-and-only") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()


def test_a_second_schedule_for_the_same_is_refused(as_ana: Phone, as_ben: Phone) -> None:
    as_ana.post("/schedules", SUNDAYS)
    refused = as_ben.post("/schedules", SUNDAYS)
    assert (refused.status_code, refused.json()["code"]) == (409, "schedule_exists")


def test_either_changes_pauses_and_stops_it(as_ana: Phone, as_ben: Phone) -> None:
    path = f"/schedules/{as_ana.post('/schedules', SUNDAYS).json()['id']}"
    moved = as_ben.patch(path, {"at": "19:30", "days": [2, 0]}).json()
    assert (moved["at"], moved["days"], moved["next_due_at"]) == ("19:30", [0, 2], "2026-06-01T17:30:00Z")
    assert as_ben.patch(path, {"paused": True}).json()["paused"] is True
    assert as_ana.delete(path).status_code == 204
    assert as_ben.get("/schedules").json() == []


def test_a_stranger_finds_nothing(as_ana: Phone, as_cleo: Phone, signed_out: Phone) -> None:
    path = f"/schedules/{as_ana.post('/schedules', SUNDAYS).json()['id']}"
    assert as_cleo.patch(path, {"paused": True}).status_code == 404
    assert as_cleo.delete(path).status_code == 404
    assert as_ana.delete(f"/schedules/{uuid.uuid4()}").status_code == 404
    assert signed_out.get("/schedules").status_code == 401
    assert Schedule.objects.filter(paused_at=None).count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"template": "Weekly!"}, "template"),
        ({"template": "x" * 41}, "template"),
        ({"repeat": "hourly"}, "repeat"),
        ({"days": []}, "days"),
        ({"days": [7]}, "days.0"),
        ({"days": [1, 1]}, "days"),
        ({"days": list(range(7)) * 9}, "days"),
        ({"repeat": "monthly"}, "day_of_month"),
        ({"repeat": "monthly", "day_of_month": 0}, "day_of_month"),
        ({"at": "25:00"}, "at"),
        ({"time_zone": "Europe/Atlantis"}, "time_zone"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_is_refused_by_field(as_ana: Phone, change: dict[str, Any], field: str) -> None:
    refused = as_ana.post("/schedules", SUNDAYS | change)
    assert (refused.status_code, refused.json()["code"], fields(refused)) == (400, "invalid", [field])
    assert not Schedule.objects.exists()


def test_a_change_that_cannot_be_changes_nothing(as_ana: Phone) -> None:
    made = as_ana.post("/schedules", SUNDAYS).json()
    refused = as_ana.patch(f"/schedules/{made['id']}", {"at": "07:00", "time_zone": "Nowhere"})
    assert fields(refused) == ["time_zone"]
    assert as_ana.get("/schedules").json() == [made]


def test_a_space_has_a_bounded_number(as_ana: Phone) -> None:
    for number in range(MOST_PER_SPACE):
        assert as_ana.post("/schedules", SUNDAYS | {"template": f"kind-{number}"}).status_code == 201
    assert as_ana.post("/schedules", SUNDAYS).json()["code"] == "too_many_schedules"


def test_every_kind_of_rhythm_is_agreed_and_said_back(as_ana: Phone) -> None:
    kinds: list[tuple[dict[str, Any], str, str | None]] = [
        ({"repeat": "once", "starts_on": "2026-06-05"}, "2026-06-05", None),
        (
            {"repeat": "weekly", "days": [0, 1, 2, 3, 4]},
            "2026-06-01",
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;WKST=MO",
        ),
        ({"repeat": "monthly", "nth": -1, "days": [6]}, "2026-06-28", "FREQ=MONTHLY;BYDAY=-1SU"),
        (
            {"repeat": "monthly", "every": 3, "day_of_month": 5, "starts_on": "2026-07-01"},
            "2026-07-05",
            "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=5",
        ),
    ]
    for number, (rhythm, next_due_on, rrule) in enumerate(kinds):
        words = {"template": f"kind-{number}", "at": "20:00", "time_zone": "Europe/Berlin", **rhythm}
        made = as_ana.post("/schedules", words)
        assert made.status_code == 201, made.json()
        assert (made.json()["next_due_on"], made.json()["rrule"]) == (next_due_on, rrule)
        assert rhythm.items() <= made.json().items()


def test_how_often_is_said_once(as_ana: Phone) -> None:
    plain = {"template": "daily", "at": "20:00", "time_zone": "Europe/Berlin"}
    for words in (plain, {**plain, "repeat": "daily", "rrule": "FREQ=DAILY"}):
        refused = as_ana.post("/schedules", words)
        assert (refused.status_code, fields(refused)) == (400, ["repeat"])
    assert as_ana.post("/schedules", {**plain, "rrule": "FREQ=DAILY;INTERVAL=2"}).json()["every"] == 2


def test_the_next_one_is_skipped_by_one_and_taken_back_by_the_other(as_ana: Phone, as_ben: Phone) -> None:
    made = as_ana.post("/schedules", SUNDAYS).json()
    days = {"begins_on": made["next_due_on"], "ends_on": made["next_due_on"]}
    rest = as_ana.post(f"/schedules/{made['id']}/rests", days)
    assert (rest.status_code, rest.json()) == (201, {"id": rest.json()["id"], **days})
    [now] = as_ben.get("/schedules").json()
    assert (now["next_due_on"], now["rests"]) == ("2026-06-14", [rest.json()])
    assert as_ben.delete(f"/rests/{rest.json()['id']}").status_code == 204
    assert as_ana.get("/schedules").json() == [made]


def test_a_holiday_is_for_both(as_ana: Phone, as_ben: Phone, as_cleo: Phone) -> None:
    as_ana.post("/schedules", SUNDAYS)
    away = as_ana.post("/rests", {"begins_on": "2026-06-05", "ends_on": "2026-06-20"})
    assert as_ben.get("/rests").json() == [away.json()]
    assert as_cleo.get("/rests").json() == []
    assert as_cleo.delete(f"/rests/{away.json()['id']}").status_code == 404
    assert as_ben.get("/schedules").json()[0]["next_due_on"] == "2026-06-21"


def test_wishes_are_ones_own(as_ana: Phone, as_ben: Phone) -> None:
    assert as_ana.patch("/wishes", {"lead_minutes": 60}).json() == {"lead_minutes": 60, "follow_up": True}
    assert as_ana.patch("/wishes", {"follow_up": False}).json() == {"lead_minutes": 60, "follow_up": False}
    assert as_ben.get("/wishes").json() == {"lead_minutes": 0, "follow_up": True}
    assert as_ana.patch("/wishes", {"lead_minutes": 7}).status_code == 400
