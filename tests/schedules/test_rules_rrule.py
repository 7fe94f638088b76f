"""Rhythms as other calendars write them (RFC 5545): out, in, and what is refused."""

from datetime import UTC, date, datetime, time
from itertools import islice
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.schedules import rules
from backend.schedules.rules import BadRepeat, Kind, Repeat, from_rrule, to_rrule, upcoming
from backend.schedules.rules.days import days_from
from tests.schedules.repeats import DATES, ROUNDS

SUNDAY = date(2026, 11, 29)
BERLIN: dict[str, Any] = {"at": time(20), "zone": "Europe/Berlin"}


@given(repeat=ROUNDS)
@settings(max_examples=400)
def test_what_is_written_is_read_again(repeat: Repeat) -> None:
    text = to_rrule(repeat) or ""
    assert from_rrule(text, at=repeat.at, zone=repeat.zone, starts_on=repeat.starts_on) == repeat


@given(repeat=ROUNDS, start=DATES)
@settings(max_examples=400)
def test_another_reader_finds_the_same_dates(repeat: Repeat, start: date) -> None:
    begin = datetime.combine(repeat.starts_on or start, time(0))
    found = rrulestr(to_rrule(repeat) or "", dtstart=begin)
    assert [one.date() for one in islice(found, 5)] == list(islice(days_from(repeat, begin.date()), 5))


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ({"kind": Kind.DAILY}, "FREQ=DAILY"),
        ({"kind": Kind.DAILY, "every": 3}, "FREQ=DAILY;INTERVAL=3"),
        ({"kind": Kind.WEEKLY, "days": (0, 1, 2, 3, 4)}, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;WKST=MO"),
        ({"kind": Kind.WEEKLY, "days": (6,), "every": 2}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=MO"),
        ({"kind": Kind.MONTHLY, "day_of_month": 28}, "FREQ=MONTHLY;BYMONTHDAY=28"),
        ({"kind": Kind.MONTHLY, "day_of_month": 29}, "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1"),
        ({"kind": Kind.MONTHLY, "day_of_month": 30}, "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
        ({"kind": Kind.MONTHLY, "day_of_month": 31, "every": 3}, "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),
        ({"kind": Kind.MONTHLY, "days": (6,), "nth": -1}, "FREQ=MONTHLY;BYDAY=-1SU"),
        ({"kind": Kind.MONTHLY, "days": (1,), "nth": 2}, "FREQ=MONTHLY;BYDAY=2TU"),
    ],
)
def test_a_rhythm_is_written_so(parts: dict[str, Any], text: str) -> None:
    repeat = Repeat(starts_on=SUNDAY, **BERLIN, **parts)
    assert to_rrule(repeat) == text
    assert from_rrule(text, starts_on=SUNDAY, **BERLIN) == repeat


def test_what_comes_once_is_a_date_and_no_rule() -> None:
    assert to_rrule(Repeat(kind=Kind.ONCE, starts_on=SUNDAY, **BERLIN)) is None


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("freq=weekly;byday=su", "FREQ=WEEKLY;BYDAY=SU;WKST=MO"),
        ("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=SU;WKST=MO"),
        ("FREQ=WEEKLY;WKST=SU;BYDAY=SU,MO", "FREQ=WEEKLY;BYDAY=MO,SU;WKST=MO"),
        ("FREQ=DAILY;INTERVAL=1;WKST=SU", "FREQ=DAILY"),
        ("FREQ=MONTHLY;BYDAY=SU;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=-1SU"),
        ("FREQ=MONTHLY;BYDAY=+2TU", "FREQ=MONTHLY;BYDAY=2TU"),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("FREQ=MONTHLY;BYMONTHDAY=5;BYSETPOS=1", "FREQ=MONTHLY;BYMONTHDAY=5"),
    ],
)
def test_other_ways_to_say_it_are_understood(text: str, same: str) -> None:
    assert to_rrule(from_rrule(text, starts_on=SUNDAY, **BERLIN)) == same


def test_without_a_day_a_month_has_its_turn_on_the_day_it_begins() -> None:
    monthly = from_rrule("FREQ=MONTHLY", starts_on=date(2026, 11, 5), **BERLIN)
    assert monthly.day_of_month == 5
    assert upcoming(monthly, datetime(2026, 11, 6, tzinfo=UTC), 1)[0][0] == date(2026, 12, 5)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", rules.NotARule),
        ("Every Sunday", rules.NotARule),
        ("FREQ=HOURLY", rules.OtherFrequency),
        ("FREQ=YEARLY", rules.OtherFrequency),
        ("FREQ=ONCE", rules.NotARule),
        ("FREQ=DAILY;", rules.NotARule),
        ("FREQ=DAILY;FREQ=WEEKLY", rules.NotARule),
        ("FREQ=DAILY,WEEKLY", rules.NotARule),
        ("FREQ=DAILY;INTERVAL=2,3", rules.NotARule),
        ("FREQ=DAILY;INTERVAL=two", rules.NotARule),
        ("FREQ=WEEKLY;BYDAY=XX", rules.NotARule),
        ("FREQ=WEEKLY;BYDAY=" + ",".join(["SU"] * rules.LONGEST_RULE), rules.NotARule),
        ("FREQ=DAILY;INTERVAL=0", rules.NoSuchInterval),
        ("FREQ=DAILY;INTERVAL=-1", rules.NoSuchInterval),
        ("FREQ=DAILY;INTERVAL=400", rules.NoSuchInterval),
        ("FREQ=DAILY;COUNT=3", rules.OtherPart),
        ("FREQ=DAILY;UNTIL=20261224T190000Z", rules.OtherPart),
        ("FREQ=DAILY;BYHOUR=8,20", rules.OtherPart),
        ("FREQ=DAILY;BYDAY=MO", rules.OtherPart),
        ("FREQ=DAILY;X-ELSE=1", rules.OtherPart),
        ("FREQ=WEEKLY;BYMONTHDAY=1", rules.OtherPart),
        ("FREQ=MONTHLY;BYMONTH=1;BYMONTHDAY=1", rules.OtherPart),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU", rules.OtherWeek),
        ("FREQ=WEEKLY;BYDAY=1SU", rules.OtherDays),
        ("FREQ=WEEKLY;BYDAY=SU,SU", rules.NoSuchDay),
        ("FREQ=MONTHLY;BYDAY=SU", rules.OtherDays),
        ("FREQ=MONTHLY;BYDAY=1SU,3SU", rules.OtherDays),
        ("FREQ=MONTHLY;BYDAY=1SU;BYSETPOS=2", rules.OtherDays),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", rules.OtherDays),
        ("FREQ=MONTHLY;BYDAY=5SU", rules.NoSuchNth),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", rules.OtherDays),
        ("FREQ=MONTHLY;BYMONTHDAY=5;BYSETPOS=2", rules.OtherDays),
        ("FREQ=MONTHLY;BYMONTHDAY=28,30;BYSETPOS=-1", rules.OtherDays),
        ("FREQ=MONTHLY;BYMONTHDAY=31", rules.LeavesOutMonths),
        ("FREQ=MONTHLY", rules.LeavesOutMonths),
        ("FREQ=MONTHLY;BYMONTHDAY=-2", rules.NoSuchDayOfMonth),
        ("FREQ=MONTHLY;BYMONTHDAY=0", rules.NoSuchDayOfMonth),
    ],
)
def test_what_a_repeat_cannot_say_is_refused_by_name(text: str, refusal: type[BadRepeat]) -> None:
    with pytest.raises(BadRepeat) as refused:
        from_rrule(text, starts_on=SUNDAY, **BERLIN)
    assert type(refused.value) is refusal


def test_without_a_beginning_a_day_is_needed() -> None:
    for text, refusal in (("FREQ=WEEKLY", rules.NoDays), ("FREQ=MONTHLY", rules.OtherDays)):
        with pytest.raises(refusal):
            from_rrule(text, starts_on=None, **BERLIN)


@given(text=st.text(alphabet="FREQ=DAILYWKMONTH;BSU,-+0123456789", max_size=60))
@settings(max_examples=300)
def test_any_letters_are_a_rule_or_refused(text: str) -> None:
    for begin in ("", "FREQ=DAILY;", "FREQ=WEEKLY;", "FREQ=MONTHLY;"):
        try:
            found = from_rrule(begin + text, starts_on=SUNDAY, **BERLIN)
        except BadRepeat:
            continue
        assert to_rrule(found)
