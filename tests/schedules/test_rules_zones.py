"""Every zone, ten years: each change of its clocks with the days around it, and a sample of all other days.

Away from a change the offset of a zone stays the same, so that a day there means what its neighbours mean.
"""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.core.zones import changes, zones
from backend.schedules.rules import Kind, Repeat, instant, upcoming
from tests.schedules.repeats import DAY, MINUTES, SECOND, ZONES, wall

BEGIN, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
TIMES = (time(0), time(0, 30), time(2, 30), time(12), time(23, 59, 59))
AROUND = 5
"""Days looked at for each change, from the third before it on."""
PARTS = 4
LONG_AGO = datetime(2005, 1, 1, tzinfo=UTC)


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


def moments_of(zone: str, change: datetime) -> set[datetime]:
    """Local times in the middle and at both ends of the hour that is left out or comes twice."""
    before, after = wall(change - SECOND, zone) + SECOND, wall(change, zone)
    step = (after - before) // 2
    return {before - step, before, before + step, after, after + step}


def check_days_around(zone: str, change: datetime, at: time) -> None:
    """Day after day: none twice, none left out, each at its own date and its own time."""
    dues = upcoming(Repeat(kind=Kind.DAILY, at=at, zone=zone), change - 3 * DAY, AROUND)
    for (day, moment), (next_day, next_moment) in pairwise(dues):
        assert next_day == day + DAY, (zone, day)
        assert next_moment > moment, (zone, day)
    for day, moment in dues:
        assert moment == instant(day, at, zone)
        check_meaning(datetime.combine(day, at), zone)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_change_of_every_zone_leaves_each_day_its_one_time(part: int) -> None:
    met = 0
    for zone in sorted(zones())[part::PARTS]:
        for change in changes(zone, BEGIN, END):
            locals_ = moments_of(zone, change)
            for at in {local.time() for local in locals_} | {*TIMES}:
                check_days_around(zone, change, at)
                met += 1
    assert met > 5_000


def test_every_gap_and_every_fold_of_the_last_twenty_years_is_met_right() -> None:
    met = 0
    for zone in sorted(zones()):
        for change in changes(zone, LONG_AGO, END):
            for local in moments_of(zone, change):
                check_meaning(local, zone)
                met += 1
    assert met > 10_000


def test_every_zone_keeps_its_time_on_all_other_days() -> None:
    """The same evening, every eleventh day of ten years, so that each day of the week has its turn."""
    for zone in sorted(zones()):
        day, at, place = BEGIN.date(), time(20), ZoneInfo(zone)
        while day < END.date():
            moment = instant(day, at, zone)
            assert moment.astimezone(place).replace(tzinfo=None) == datetime.combine(day, at), (zone, day)
            day += timedelta(days=11)
