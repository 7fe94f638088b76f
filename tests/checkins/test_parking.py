"""A topic that waits for its day, and comes up again."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from tests.checkins.talks import Data, ok, opens, refusal, reveal, says
from tests.client import Phone

SUNDAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
IN_A_WEEK = "2026-11-29"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(SUNDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def parked(as_ana: Phone, as_ben: Phone) -> Data:
    talk = opens(as_ana, reveal(as_ana, as_ben), "the car")
    assert ok(as_ana.put(f"/topics/{talk['id']}/parking", {"return_on": IN_A_WEEK}))["return_on"] == IN_A_WEEK
    return talk


def on(day: int, clock: time_machine.Traveller, phone: Phone, template: str = "daily") -> Any:
    """What a check-in that opens on this day has brought back."""
    clock.move_to(SUNDAY + timedelta(days=day))
    check_in = ok(phone.post("/checkins", {"template": template}), 201)
    return _brought(phone, check_in)


def _brought(phone: Phone, check_in: Data) -> list[str]:
    found = ok(phone.get(f"/checkins/{check_in['id']}/topics"))
    return [one["words"] for one in found if one["check_in"] != check_in["id"]]


def test_it_comes_up_in_the_first_check_in_from_its_day_on(
    as_ana: Phone, parked: Data, clock: time_machine.Traveller
) -> None:
    assert on(6, clock, as_ana, "monthly") == []
    assert on(8, clock, as_ana) == ["the car"]


def test_its_day_is_a_day_of_the_space(as_ana: Phone, parked: Data, clock: time_machine.Traveller) -> None:
    """Half past eleven at night in London is the next day in Berlin."""
    clock.move_to(datetime(2026, 11, 28, 23, 30, tzinfo=UTC))
    check_in = ok(as_ana.post("/checkins", {"template": "daily"}), 201)
    assert _brought(as_ana, check_in) == ["the car"]


def test_until_one_of_them_is_revealed(
    as_ana: Phone, as_ben: Phone, parked: Data, clock: time_machine.Traveller
) -> None:
    assert on(8, clock, as_ana) == ["the car"]
    clock.move_to(SUNDAY + timedelta(days=12))
    carried = reveal(as_ana, as_ben)
    assert _brought(as_ben, carried) == ["the car"]
    assert on(20, clock, as_ana) == [], "and no nagging after that"


def test_talking_about_it_lifts_it(
    as_ana: Phone, as_ben: Phone, parked: Data, clock: time_machine.Traveller
) -> None:
    clock.move_to(SUNDAY + timedelta(days=8))
    carried = reveal(as_ana, as_ben)
    assert ok(says(as_ben, parked), 201)["return_on"] is None
    assert _brought(as_ana, carried) == ["the car"], "there one finds it again"
    assert on(9, clock, as_ana, "open") == []


def test_talked_about_before_its_day_it_does_not_come_up(
    as_ana: Phone, parked: Data, clock: time_machine.Traveller
) -> None:
    ok(says(as_ana, parked), 201)
    assert on(8, clock, as_ana) == []


def test_parked_anew_it_waits_for_the_new_day(
    as_ana: Phone, as_ben: Phone, parked: Data, clock: time_machine.Traveller
) -> None:
    clock.move_to(SUNDAY + timedelta(days=8))
    carried = reveal(as_ana, as_ben)
    ok(as_ben.put(f"/topics/{parked['id']}/parking", {"return_on": "2026-12-04"}))
    assert _brought(as_ana, carried) == []
    assert on(13, clock, as_ana) == ["the car"]


def test_taken_back_it_was_never_parked(
    as_ana: Phone, as_ben: Phone, parked: Data, clock: time_machine.Traveller
) -> None:
    for _ in range(2):
        assert ok(as_ben.delete(f"/topics/{parked['id']}/parking"))["return_on"] is None
    assert on(8, clock, as_ana) == []


@pytest.mark.parametrize("day", ["2026-11-22", "2026-11-01", "2027-11-23"])
def test_its_day_is_ahead_and_within_a_year(as_ana: Phone, parked: Data, day: str) -> None:
    assert refusal(as_ana.put(f"/topics/{parked['id']}/parking", {"return_on": day})) == (400, "invalid")


def test_what_was_put_away_is_not_parked(as_ana: Phone, as_ben: Phone, parked: Data) -> None:
    ok(as_ana.put(f"/topics/{parked['id']}/settling", {"aloud": True}))
    refused = as_ben.put(f"/topics/{parked['id']}/parking", {"return_on": IN_A_WEEK})
    assert refusal(refused) == (409, "put_away")
