"""What a calendar says, read by others (icalendar, vobject, dateutil), is when it comes round here."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from itertools import islice, pairwise
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import vobject  # type: ignore[import-untyped]
from dateutil import rrule, tz
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from backend.core.zones import changes, zones
from backend.notifications.channels.calendar import Entry, calendar
from backend.schedules.rules import Due, Kind, Repeat, Rest, upcoming
from tests.schedules.repeats import REPEATS, SECOND, rests_near, wall

PLACES = (
    *("Europe/Berlin", "America/New_York", "Australia/Sydney", "Australia/Lord_Howe", "Antarctica/Troll"),
    *("Africa/Casablanca", "America/Santiago", "Africa/Cairo", "Asia/Kathmandu", "Europe/Dublin", "UTC"),
)
AFTER = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
MADE = datetime(2026, 11, 22, 12, tzinfo=UTC)
TWO_YEARS, HOUR, DAY = timedelta(days=731), timedelta(hours=1), timedelta(days=1)
LONGEST_LINE = 75
LONGEST_GAP = timedelta(hours=2)


def entry(repeat: Repeat, after: datetime, rests: Sequence[Rest] = ()) -> Entry | None:
    found = upcoming(repeat, after, 1, rests)
    return Entry(UUID(int=7), repeat, found[0][0], rests, HOUR) if found else None


def written(*entries: Entry) -> str:
    return calendar(entries, discreet=False, at=MADE).decode()


Read = tuple[datetime, str, list[datetime]]
"""Where it begins, its rule, and what is left out: on the wall."""


def read_by_icalendar(text: str) -> Read:
    event: Any = Calendar.from_ical(text).events[0]
    left_out = event["EXDATE"].dts if "EXDATE" in event else []
    rule = event["RRULE"].to_ical().decode() if "RRULE" in event else ""
    return naive(event["DTSTART"].dt), rule, [naive(one.dt) for one in left_out]


def read_by_vobject(text: str) -> Read:
    event = vobject.readOne(text).vevent
    left_out = [one for line in event.contents.get("exdate", []) for one in line.value]
    rule = "".join(line.value for line in event.contents.get("rrule", []))
    return naive(event.dtstart.value), rule, [naive(one) for one in left_out]


def times(read: Read, count: int) -> list[datetime]:
    """On the wall, as dateutil counts them."""
    found, (begin, rule, left_out) = rrule.rruleset(), read
    found.rdate(begin)
    if rule:
        found.rrule(rrule.rrulestr(rule, dtstart=begin))  # type: ignore[arg-type]
    for one in left_out:
        found.exdate(one)
    return list(islice(found, count))


def naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


def check(repeat: Repeat, dues: list[Due], read: list[datetime]) -> None:
    """In an hour that the clocks leave out the standard counts on by the time before it."""
    assert read == [datetime.combine(day, repeat.at) for day, _ in dues]
    for (_, moment), local in zip(dues, read, strict=True):
        other = local.replace(tzinfo=ZoneInfo(repeat.zone)).astimezone(UTC)
        late = timedelta(0) if tz.datetime_exists(local, ZoneInfo(repeat.zone)) else LONGEST_GAP
        assert moment <= other <= moment + late


@given(repeat=REPEATS, zone=st.sampled_from(PLACES), after=AFTER, data=st.data())
@settings(max_examples=150)
def test_others_find_the_same_times(repeat: Repeat, zone: str, after: datetime, data: st.DataObject) -> None:
    repeat = replace(repeat, zone=zone)
    rests = data.draw(rests_near(after))
    said = entry(repeat, after, rests)
    if said is None:
        return
    dues, text = upcoming(repeat, after, 12, rests), written(said)
    dues = [due for due in dues if due[1] < after + TWO_YEARS]
    assert read_by_vobject(text) == read_by_icalendar(text)
    check(repeat, dues, times(read_by_vobject(text), len(dues)))


@pytest.mark.parametrize("zone", PLACES)
def test_every_evening_of_two_years_is_the_same_for_others(zone: str) -> None:
    for hour in (2, 20):
        repeat = Repeat(kind=Kind.DAILY, at=time(hour, 15), zone=zone)
        said = entry(repeat, MADE)
        assert said is not None
        dues, text = upcoming(repeat, MADE, TWO_YEARS // DAY), written(said)
        check(repeat, dues, times(read_by_vobject(text), len(dues)))


def moments(zone: str) -> Iterator[datetime]:
    """Each month, and around every change of the clocks."""
    yield from (MADE + 30 * DAY * number for number in range(25))
    for change in changes(zone, MADE, MADE + TWO_YEARS):
        yield from (change + step for step in (-HOUR, -SECOND, 0 * HOUR, SECOND, HOUR, DAY))


def described(zone: str) -> str:
    said = entry(Repeat(kind=Kind.DAILY, at=time(20), zone=zone), MADE)
    assert said is not None
    return written(said)


class AsWritten:
    """A VTIMEZONE taken by the letter: each change at its local time by the offset before it. Or UTC."""

    def __init__(self, text: str) -> None:
        parts = [part for zone in Calendar.from_ical(text).timezones for part in zone.subcomponents]
        self.changes = sorted(change for part in parts for change in self._changes(part))

        self.follow_each_other = all(one[2] == other[1] for one, other in pairwise(self.changes))

    def _changes(self, part: Any) -> Iterator[tuple[datetime, timedelta, timedelta]]:
        more = [one.dt for one in part["RDATE"].dts] if "RDATE" in part else []
        for local in [part["DTSTART"].dt, *more]:
            before, after = part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td
            yield local.replace(tzinfo=UTC) - before, before, after

    def offset(self, moment: datetime) -> timedelta:
        return [timedelta(0), *(offset for change, _, offset in self.changes if change <= moment)][-1]


@pytest.mark.parametrize("part", range(3))
def test_the_clocks_of_every_zone_are_described_as_they_go(part: int) -> None:
    """For two years from when it is asked for."""
    for zone in sorted(zones())[part::3]:
        read = AsWritten(described(zone))
        assert read.follow_each_other, zone
        for moment in moments(zone):
            assert read.offset(moment) == moment.astimezone(ZoneInfo(zone)).utcoffset(), (zone, moment)


@pytest.mark.parametrize("zone", PLACES[:-1])
def test_other_readers_take_the_clocks_alike(zone: str) -> None:
    """But for the hours around a change, in which they do not quite follow the standard."""
    text = described(zone)
    [by_icalendar] = [one.to_tz(lookup_tzid=False) for one in Calendar.from_ical(text).timezones]
    by_dateutil = tz.tzical(StringIO(text.replace("\r\n ", ""))).get(zone)
    for change in changes(zone, MADE, MADE + TWO_YEARS):
        for moment in (change - 4 * HOUR, change + 4 * HOUR):
            for read in (by_icalendar, by_dateutil):
                assert wall(moment, zone).replace(tzinfo=read).astimezone(UTC) == moment


def test_a_zone_is_described_once_and_only_if_it_is_named() -> None:
    repeats = [Repeat(kind=Kind.DAILY, at=time(20), zone=zone) for zone in ("UTC", "Europe/Berlin") * 2]
    text = written(*(said for repeat in repeats if (said := entry(repeat, MADE))))
    assert text.count("BEGIN:VEVENT") == 4
    assert text.count("BEGIN:VTIMEZONE") == text.count("TZID:Europe/Berlin") == 1


def test_no_line_is_longer_than_allowed_and_all_end_alike() -> None:
    daily = Repeat(kind=Kind.DAILY, at=time(20), zone="Australia/Lord_Howe")
    said = entry(daily, MADE, [(date(2027, 1, 1), date(2027, 3, 31))])
    assert said is not None
    lines = written(said).encode().split(b"\r\n")
    assert max(len(line) for line in lines) <= LONGEST_LINE
    assert not any(b"\n" in line for line in lines)
