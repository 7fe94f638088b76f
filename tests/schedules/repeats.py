"""Rhythms of every kind, and the same dates by another library."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from dateutil import rrule
from hypothesis import strategies as st

from backend.core.zones import zones
from backend.schedules.rules import (
    MOST_DAYS_APART,
    MOST_MONTHS_APART,
    MOST_WEEKS_APART,
    NTHS,
    Due,
    Kind,
    Repeat,
    Rest,
    instant,
)

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
ZONES = st.sampled_from(sorted(zones()))
MINUTES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
MOMENTS = st.datetimes(datetime(1995, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
DATES = st.dates(date(1995, 1, 1), date(2037, 1, 1))
WEEKDAYS = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))
ONE_DAY = st.tuples(st.integers(0, 6))


def _kind(kind: Kind, most: int, **parts: st.SearchStrategy[object]) -> st.SearchStrategy[Repeat]:
    """Each time a rhythm with a beginning and any interval, or one without."""
    said: dict[str, st.SearchStrategy[object]] = {
        "kind": st.just(kind),
        "at": MINUTES,
        "zone": ZONES,
        **parts,
    }
    return st.one_of(
        st.builds(Repeat, every=st.integers(1, most), starts_on=DATES, **said),
        st.builds(Repeat, **said),
    )


ROUNDS = st.one_of(
    _kind(Kind.DAILY, MOST_DAYS_APART),
    _kind(Kind.WEEKLY, MOST_WEEKS_APART, days=WEEKDAYS),
    _kind(Kind.MONTHLY, MOST_MONTHS_APART, day_of_month=st.integers(1, 31)),
    _kind(Kind.MONTHLY, MOST_MONTHS_APART, days=ONE_DAY, nth=st.sampled_from(NTHS)),
)
"""What never ends."""
REPEATS = ROUNDS | st.builds(Repeat, kind=st.just(Kind.ONCE), at=MINUTES, zone=ZONES, starts_on=DATES)


@st.composite
def rests_near(draw: st.DrawFn, moment: datetime) -> list[Rest]:
    """Days of rest in the two years around a moment."""
    begin = st.integers(-400, 400).map(lambda days: moment.date() + DAY * days)
    length = st.integers(0, 90)
    return draw(st.lists(st.builds(lambda one, days: (one, one + DAY * days), begin, length), max_size=8))


def wall(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def other_dates(repeat: Repeat, start: date) -> Iterator[date]:
    """The same dates from a day on, by dateutil."""
    begin = datetime.combine(repeat.starts_on or start, time(0))
    month = begin.replace(day=1)
    if repeat.kind == Kind.ONCE:
        rule = rrule.rrule(rrule.DAILY, dtstart=begin, count=1)
    elif repeat.kind == Kind.DAILY:
        rule = rrule.rrule(rrule.DAILY, dtstart=begin, interval=repeat.every)
    elif repeat.kind == Kind.WEEKLY:
        rule = rrule.rrule(
            rrule.WEEKLY, dtstart=begin, interval=repeat.every, byweekday=repeat.days, wkst=rrule.MO
        )
    elif repeat.nth:
        day = rrule.weekday(repeat.days[0], repeat.nth)
        rule = rrule.rrule(rrule.MONTHLY, dtstart=month, interval=repeat.every, byweekday=day)
    else:
        wanted = repeat.day_of_month or 0
        days = range(min(28, wanted), wanted + 1)
        rule = rrule.rrule(rrule.MONTHLY, dtstart=month, interval=repeat.every, bymonthday=days, bysetpos=-1)
    first = max(begin, datetime.combine(start, time(0)))
    return (found.date() for found in rule.xafter(first, inc=True))


def other_dues(repeat: Repeat, after: datetime, rests: Sequence[Rest] = ()) -> Iterator[Due]:
    """The same times, by dateutil's dates."""
    last = after
    for day in other_dates(repeat, wall(after, repeat.zone).date() - 2 * DAY):
        moment = instant(day, repeat.at, repeat.zone)
        if moment > last and not any(begin <= day <= end for begin, end in rests):
            yield day, moment
            last = moment


def until(dues: Iterator[Due], at: datetime) -> list[Due]:
    return list(takewhile(lambda due: due[1] <= at, dues))
