"""Every kind of rhythm, its days of rest, and what is left after an outage: checked against dateutil."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.schedules.rules import (
    LAST,
    Kind,
    Repeat,
    catch_up,
    next_due,
    occurrence_id,
    upcoming,
    wakes,
)
from backend.schedules.rules import days as days_module
from tests.schedules.repeats import DAY, MOMENTS, REPEATS, ROUNDS, other_dues, rests_near, until

BERLIN: dict[str, Any] = {"at": time(20), "zone": "Europe/Berlin"}
MINUTE = timedelta(minutes=1)
NEW_YEARS_EVE = datetime(2026, 12, 31, 23, tzinfo=UTC)
LEADS = st.lists(
    st.sampled_from([0, 10, 30, 60, 180, 1440]).map(lambda minutes: MINUTE * minutes), max_size=2
)


@given(repeat=REPEATS, after=MOMENTS, data=st.data())
@settings(max_examples=600)
def test_the_next_times_are_those_of_dateutil(repeat: Repeat, after: datetime, data: st.DataObject) -> None:
    rests = data.draw(rests_near(after))
    expected = list(islice(other_dues(repeat, after, rests), 5))
    assert upcoming(repeat, after, 5, rests) == expected
    assert next_due(repeat, after, rests) == (expected[0] if expected else None)


@given(repeat=REPEATS, after=MOMENTS, data=st.data())
@settings(max_examples=300)
def test_one_after_the_other_each_once(repeat: Repeat, after: datetime, data: st.DataObject) -> None:
    rests = data.draw(rests_near(after))
    dues = upcoming(repeat, after, 6, rests)
    for (day, moment), following in pairwise(dues):
        assert (day, moment) < following
        assert moment < following[1]
        assert next_due(repeat, moment, rests) == following
        assert next_due(repeat, following[1] - timedelta(microseconds=1), rests) == following


@given(
    repeat=ROUNDS,
    begin=MOMENTS,
    outage=st.timedeltas(timedelta(0), timedelta(days=900)),
    data=st.data(),
)
@settings(max_examples=400)
def test_after_an_outage_the_latest_time_counts(
    repeat: Repeat, begin: datetime, outage: timedelta, data: st.DataObject
) -> None:
    rests = data.draw(rests_near(begin + outage))
    [planned] = upcoming(repeat, begin, 1, rests)
    at = planned[1] + outage
    missed = until(other_dues(repeat, planned[1], rests), at)
    latest, following = catch_up(repeat, planned, at, rests)
    assert latest == [planned, *missed][-1]
    assert following == next(other_dues(repeat, at, rests))


def test_what_was_planned_is_the_least_that_comes_round() -> None:
    """Also when it rests by now: nothing from before it comes up again."""
    daily = Repeat(kind=Kind.DAILY, **BERLIN)
    [planned] = upcoming(daily, datetime(2026, 11, 22, tzinfo=UTC), 1)
    rests = [(planned[0], planned[0] + 9 * DAY)]
    assert catch_up(daily, planned, planned[1] + 1.5 * DAY, rests)[0] == planned


def test_what_comes_once_is_over_then() -> None:
    once = Repeat(kind=Kind.ONCE, starts_on=date(2026, 12, 24), **BERLIN)
    before = datetime(2026, 11, 1, tzinfo=UTC)
    planned = date(2026, 12, 24), datetime(2026, 12, 24, 19, tzinfo=UTC)
    assert upcoming(once, before, 5) == [planned]
    assert next_due(once, planned[1]) is None
    assert catch_up(once, planned, planned[1] + 40 * DAY) == (planned, None)
    assert next_due(once, before, [(date(2026, 12, 24), date(2026, 12, 26))]) is None


def days_of(repeat: Repeat, count: int = 4) -> list[str]:
    return [str(day) for day, _ in upcoming(repeat, datetime(2026, 11, 22, tzinfo=UTC), count)]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"kind": Kind.MONTHLY, "nth": LAST, "days": (6,)}, ["2026-11-29", "2026-12-27", "2027-01-31"]),
        (
            {"kind": Kind.MONTHLY, "day_of_month": 31, "every": 3, "starts_on": date(2026, 11, 1)},
            ["2026-11-30", "2027-02-28", "2027-05-31"],
        ),
        (
            {"kind": Kind.WEEKLY, "days": (0, 6), "every": 2, "starts_on": date(2026, 11, 29)},
            ["2026-11-29", "2026-12-07", "2026-12-13"],
        ),
        ({"kind": Kind.WEEKLY, "days": (0, 1, 2, 3, 4)}, ["2026-11-23", "2026-11-24", "2026-11-25"]),
        ({"kind": Kind.DAILY, "starts_on": date(2026, 12, 1)}, ["2026-12-01", "2026-12-02", "2026-12-03"]),
    ],
)
def test_a_rhythm_in_words_has_these_dates(parts: dict[str, Any], expected: list[str]) -> None:
    assert days_of(Repeat(**BERLIN, **parts), 3) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"kind": Kind.DAILY}, date(2077, 1, 1)),
        ({"kind": Kind.MONTHLY, "day_of_month": 5, "every": 12}, date(2077, 3, 5)),
    ],
)
def test_the_next_one_is_found_at_once_however_far_it_is(
    parts: dict[str, Any], expected: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fifty years of rest, and an interval of a year: some steps, not some thousand days."""
    rests = [(date(year, 1, 1), date(year, 12, 31)) for year in range(2027, 2077)]
    steps: list[date] = []
    look = days_module._on_or_after

    def counted(repeat: Repeat, day: date) -> date | None:
        steps.append(day)
        return look(repeat, day)

    monkeypatch.setattr(days_module, "_on_or_after", counted)
    due = next_due(Repeat(starts_on=date(2020, 3, 5), **BERLIN, **parts), NEW_YEARS_EVE, rests)
    assert due is not None
    assert due[0] == expected
    assert len(steps) <= len(rests) + 1


@given(due=MOMENTS, leads=LEADS, ahead=st.integers(-60, 3000).map(lambda minutes: MINUTE * minutes))
def test_a_schedule_wakes_for_the_first_that_is_still_ahead(
    due: datetime, leads: list[timedelta], ahead: timedelta
) -> None:
    after = due - ahead
    moment = wakes(due, leads, after)
    assert moment in {due, *(due - lead for lead in leads)}
    assert not any(after < due - lead < moment for lead in leads)
    assert moment > after or moment == due


def test_waking_again_and_again_meets_every_lead_and_the_time_itself() -> None:
    due, leads = datetime(2026, 11, 29, 19, tzinfo=UTC), [MINUTE * 30, MINUTE * 1440]
    met, at = [], due - 3 * DAY
    for _ in range(3):
        at = wakes(due, leads, at)
        met.append(due - at)
    assert met == [DAY, MINUTE * 30, timedelta(0)]


def test_an_occurrence_has_one_name_for_ever() -> None:
    schedule, other = UUID(int=1), UUID(int=2)
    assert occurrence_id(schedule, date(2026, 11, 29)) == UUID("3badcf11-d356-5664-b7e3-496ecc6670c4")
    names = {occurrence_id(one, date(2026, 11, day)) for one in (schedule, other) for day in range(1, 31)}
    assert len(names) == 60
