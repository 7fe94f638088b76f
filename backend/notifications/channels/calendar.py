"""What comes round, as a calendar others can read (RFC 5545). Nothing in it says with whom, or about what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone
from icalendar.prop import vDuration, vRecur

from backend.notifications.channels.vtimezone import vtimezone
from backend.schedules.rules import DAY, Repeat, Rest, to_rrule
from backend.schedules.rules.days import days_from

PRODUCT = "-//Toward//Calendar//EN"
TITLE, DISCREET_TITLE = "A quiet moment", "Reminder"
TAKES = timedelta(minutes=15)
LOOK_AGAIN_AFTER = timedelta(hours=6)
CLOCKS_AHEAD = timedelta(days=5 * 366)
"""Who looks again every few hours needs no more of the rules of a zone."""


@dataclass(frozen=True)
class Entry:
    """Something that comes round, from its next day on."""

    uid: UUID
    repeat: Repeat
    first_on: date
    rests: Sequence[Rest]
    lead: timedelta | None
    """How long ahead the calendar rings; not at all."""


def calendar(entries: Sequence[Entry], *, discreet: bool, at: datetime) -> bytes:
    """As it is at a moment; the same entries at the same moment are the same bytes."""
    title = DISCREET_TITLE if discreet else TITLE
    events = [_event(entry, title, at) for entry in entries]
    found = Calendar()
    found.add("VERSION", "2.0")
    found.add("PRODID", PRODUCT)
    found.add("CALSCALE", "GREGORIAN")
    found.add("X-WR-CALNAME", title)
    found.add("REFRESH-INTERVAL", LOOK_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    found.add("X-PUBLISHED-TTL", vDuration(LOOK_AGAIN_AFTER))
    for component in [*_zones(events), *events]:
        found.add_component(component)
    body: bytes = found.to_ical()
    return body


def _zones(events: Sequence[Event]) -> Iterator[Timezone]:
    """Those the events name: one that is told in UTC names none."""
    first: dict[str, datetime] = {}
    for event in events:
        start: Any = event["DTSTART"]
        zone, begin = start.params.get("TZID"), start.dt
        if zone:
            first[zone] = min(first.get(zone, begin), begin)
    for zone, begin in sorted(first.items()):
        early = (begin - DAY).astimezone(UTC)
        yield vtimezone(zone, early, early + CLOCKS_AHEAD)


def _event(entry: Entry, title: str, at: datetime) -> Event:
    """Its first day is one of the rule's own, for a rule that begins elsewhere means nothing."""
    event, rule = Event(), to_rrule(entry.repeat)
    event.add("UID", str(entry.uid))
    event.add("DTSTAMP", at)
    event.add("DTSTART", _local(entry, entry.first_on))
    event.add("DURATION", TAKES)
    event.add("SUMMARY", title)
    event.add("CLASS", "PRIVATE")
    event.add("TRANSP", "TRANSPARENT")
    if rule:
        event.add("RRULE", vRecur.from_ical(rule))
    left_out = [_local(entry, day) for day in _left_out(entry)]
    if left_out:
        event.add("EXDATE", left_out)
    if entry.lead is not None:
        event.add_component(_alarm(entry.lead, title))
    return event


def _local(entry: Entry, day: date) -> datetime:
    return datetime.combine(day, entry.repeat.at, ZoneInfo(entry.repeat.zone))


def _left_out(entry: Entry) -> Iterator[date]:
    """The dates that rest."""
    last = max((end for _, end in entry.rests), default=date.min)
    dates = takewhile(lambda day: day <= last, days_from(entry.repeat, entry.first_on))
    return (day for day in dates if any(begin <= day <= end for begin, end in entry.rests))


def _alarm(lead: timedelta, title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", title)
    alarm.add("TRIGGER", -lead)
    return alarm
