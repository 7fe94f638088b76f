"""Local times in every zone, checked against their meaning and against dateutil."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule, tz
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.core.zones import zones
from backend.schedules import rules
from backend.schedules.rules import BadRepeat, Kind, Repeat, catch_up, instant, next_due, upcoming

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
ZONES = st.sampled_from(sorted(zones()))
MINUTES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
MOMENTS = st.datetimes(datetime(1975, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
WEEKDAYS = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))
REPEATS = st.one_of(
    st.builds(Repeat, kind=st.just(Kind.DAILY), at=MINUTES, zone=ZONES),
    st.builds(Repeat, kind=st.just(Kind.WEEKLY), at=MINUTES, zone=ZONES, days=WEEKDAYS),
    st.builds(Repeat, kind=st.just(Kind.MONTHLY), at=MINUTES, zone=ZONES, day_of_month=st.integers(1, 31)),
)


def wall(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def check_meaning(local: datetime, zone: str) -> None:
    """One that exists is met exactly, the first time; one that does not, at the first moment after it."""
    moment = instant(local.date(), local.time(), zone)
    place = ZoneInfo(zone)
    if tz.datetime_exists(local, place):
        assert wall(moment, zone) == local, (local, zone)
        assert moment == min(local.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1))
    else:
        assert wall(moment, zone) > local > wall(moment - SECOND, zone), (local, zone)


@given(day=st.dates(date(1970, 1, 2), date(2037, 12, 31)), at=MINUTES, zone=ZONES)
@settings(max_examples=500)
def test_an_instant_means_its_local_time_in_any_zone(day: date, at: time, zone: str) -> None:
    check_meaning(datetime.combine(day, at), zone)


def changes(zone: str) -> Iterator[datetime]:
    """The moments at which the clocks of a zone are changed, 2005 to 2030, found month by month."""
    place = ZoneInfo(zone)
    months = [datetime(year, month, 1, tzinfo=UTC) for year in range(2005, 2031) for month in range(1, 13)]
    for early, late in pairwise(months):
        low, high = early, late
        if low.astimezone(place).utcoffset() == high.astimezone(place).utcoffset():
            continue
        old = low.astimezone(place).utcoffset()
        while high - low > SECOND:
            middle = low + (high - low) // SECOND // 2 * SECOND
            low, high = (middle, high) if middle.astimezone(place).utcoffset() == old else (low, middle)
        yield high


def test_every_gap_and_every_fold_of_every_zone_is_met_right() -> None:
    met = 0
    for zone in sorted(zones()):
        for change in changes(zone):
            before, after = wall(change - SECOND, zone) + SECOND, wall(change, zone)
            step = (after - before) // 2
            for local in (before - step, before, before + step, after, after + step):
                check_meaning(local, zone)
                met += 1
    assert met > 10_000


@pytest.mark.parametrize(
    ("day", "at", "zone", "expected"),
    [
        (date(2026, 3, 29), time(2, 30), "Europe/Berlin", "2026-03-29T03:00:00+02:00"),
        (date(2026, 10, 25), time(2, 30), "Europe/Berlin", "2026-10-25T02:30:00+02:00"),
        (date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe", "2026-10-04T02:30:00+11:00"),
        (date(2026, 4, 24), time(0, 30), "Africa/Cairo", "2026-04-24T01:00:00+03:00"),
        (date(2011, 12, 30), time(20), "Pacific/Apia", "2011-12-31T00:00:00+14:00"),
        (date(1993, 8, 21), time(20), "Pacific/Kwajalein", "1993-08-22T00:00:00+12:00"),
        (date(2026, 6, 1), time(20), "Asia/Kathmandu", "2026-06-01T20:00:00+05:45"),
    ],
)
def test_a_local_time_is_this_instant(day: date, at: time, zone: str, expected: str) -> None:
    assert instant(day, at, zone) == datetime.fromisoformat(expected)


def second_opinion(repeat: Repeat, start: date) -> Iterator[date]:
    """The same dates, by dateutil."""
    first = datetime.combine(start, time(0))
    if repeat.kind == Kind.WEEKLY:
        rule = rrule.rrule(rrule.WEEKLY, dtstart=first, byweekday=repeat.days)
    elif repeat.kind == Kind.MONTHLY:
        wanted = repeat.day_of_month or 0
        days = range(min(28, wanted), wanted + 1)
        rule = rrule.rrule(rrule.MONTHLY, dtstart=first.replace(day=1), bymonthday=days, bysetpos=-1)
    else:
        rule = rrule.rrule(rrule.DAILY, dtstart=first)
    return (found.date() for found in rule if found >= first)


@given(repeat=REPEATS, after=MOMENTS)
@settings(max_examples=500)
def test_the_next_times_are_those_of_dateutil(repeat: Repeat, after: datetime) -> None:
    start = wall(after, repeat.zone).date() - 2 * DAY
    dues = ((day, instant(day, repeat.at, repeat.zone)) for day in second_opinion(repeat, start))
    expected = list(islice((due for due in dues if due[1] > after), 4))
    assert upcoming(repeat, after, 4) == expected
    assert next_due(repeat, after) == expected[0]


def test_a_skipped_day_still_has_its_turn() -> None:
    fridays = Repeat(kind=Kind.WEEKLY, at=time(20), zone="Pacific/Apia", days=(4,))
    [(day, moment)] = upcoming(fridays, datetime(2011, 12, 29, 12, tzinfo=UTC), 1)
    assert day == date(2011, 12, 30)
    assert wall(moment, "Pacific/Apia") == datetime(2011, 12, 31)  # noqa: DTZ001


def test_the_31st_falls_on_the_last_day_of_shorter_months() -> None:
    monthly = Repeat(kind=Kind.MONTHLY, at=time(20), zone="Europe/Berlin", day_of_month=31)
    found = upcoming(monthly, datetime(2028, 1, 1, tzinfo=UTC), 4)
    assert [str(day) for day, _ in found] == ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]


def test_what_is_due_now_is_not_the_next_one() -> None:
    daily = Repeat(kind=Kind.DAILY, at=time(20), zone="UTC")
    moment = datetime(2026, 6, 1, 20, tzinfo=UTC)
    assert next_due(daily, moment) == (date(2026, 6, 2), moment + DAY)
    assert next_due(daily, moment - SECOND) == (date(2026, 6, 1), moment)


@given(repeat=REPEATS, begin=MOMENTS, outage=st.timedeltas(timedelta(0), timedelta(days=100)))
def test_after_an_outage_the_latest_time_counts(repeat: Repeat, begin: datetime, outage: timedelta) -> None:
    [planned] = upcoming(repeat, begin, 1)
    at = planned[1] + outage
    latest, following = catch_up(repeat, planned, at)
    assert following is not None
    assert planned[1] <= latest[1] <= at < following[1]
    assert next_due(repeat, latest[1]) == following


@pytest.mark.parametrize(
    ("parts", "refusal"),
    [
        ({"kind": Kind.WEEKLY}, rules.NoDays),
        ({"kind": Kind.WEEKLY, "days": (1, 1)}, rules.NoSuchDay),
        ({"kind": Kind.WEEKLY, "days": (7,)}, rules.NoSuchDay),
        ({"kind": Kind.MONTHLY}, rules.NoSuchDayOfMonth),
        ({"kind": Kind.MONTHLY, "day_of_month": 32}, rules.NoSuchDayOfMonth),
        ({"kind": Kind.DAILY, "zone": "Europe/Atlantis"}, rules.NoSuchZone),
        ({"kind": Kind.DAILY, "zone": "../etc/passwd"}, rules.NoSuchZone),
    ],
)
def test_a_repeat_that_never_comes_is_refused_by_name(
    parts: dict[str, object], refusal: type[BadRepeat]
) -> None:
    with pytest.raises(refusal):
        Repeat(**{"at": time(20), "zone": "Europe/Berlin", **parts})  # type: ignore[arg-type]
