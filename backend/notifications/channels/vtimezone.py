"""The rules of a zone's clocks in the language of calendars (RFC 5545, VTIMEZONE)."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from backend.core.zones import changes

Change = tuple[timedelta, timedelta, str, bool]
"""The offset before and after, what it is called there, and whether it is summer time."""
A_MOMENT = timedelta(seconds=1)


def vtimezone(zone: str, begin: datetime, end: datetime) -> Timezone:
    """What holds at the beginning, and every change until the end."""
    found = Timezone()
    found.add("TZID", zone)
    for change, moments in _changes(zone, begin, end).items():
        found.add_component(_observance(change, moments))
    return found


def _changes(zone: str, begin: datetime, end: datetime) -> dict[Change, list[datetime]]:
    """Changes of one kind together."""
    by_kind: dict[Change, list[datetime]] = defaultdict(list)
    for moment in [begin, *changes(zone, begin, end)]:
        old = moment if moment == begin else moment - A_MOMENT
        by_kind[_offset(zone, old), *_after(zone, moment)].append(moment)
    return by_kind


def _offset(zone: str, moment: datetime) -> timedelta:
    return moment.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)


def _after(zone: str, moment: datetime) -> tuple[timedelta, str, bool]:
    local = moment.astimezone(ZoneInfo(zone))
    return _offset(zone, moment), local.tzname() or "", (local.dst() or timedelta(0)) > timedelta(0)


def _observance(change: Change, moments: list[datetime]) -> TimezoneStandard | TimezoneDaylight:
    """Each change is told by the clock as it went before it: that is what the standard says."""
    before, after, name, is_summer = change
    first, *others = [(moment.astimezone(UTC) + before).replace(tzinfo=None) for moment in moments]
    observance = TimezoneDaylight() if is_summer else TimezoneStandard()
    observance.add("DTSTART", first)
    if others:
        observance.add("RDATE", others)
    observance.add("TZOFFSETFROM", before)
    observance.add("TZOFFSETTO", after)
    observance.add("TZNAME", name)
    return observance
