"""Repetition as other calendars write it (RFC 5545), in and out; the grammar is icalendar's."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from icalendar.prop import vRecur

from backend.schedules.rules.repeat import LAST, LONGEST_MONTH, BadRepeat, Kind, Repeat

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SHORTEST_MONTH = 28
LONGEST_RULE = 200
LATEST_DAYS = [list(range(SHORTEST_MONTH, day + 1)) for day in range(SHORTEST_MONTH, LONGEST_MONTH + 1)]
ONLY = (None, 1, LAST)
"""Of one day, the first is the last."""
FREQUENCIES = {"DAILY": Kind.DAILY, "WEEKLY": Kind.WEEKLY, "MONTHLY": Kind.MONTHLY}
PARTS = {
    Kind.DAILY: {"FREQ", "INTERVAL", "WKST"},
    Kind.WEEKLY: {"FREQ", "INTERVAL", "WKST", "BYDAY"},
    Kind.MONTHLY: {"FREQ", "INTERVAL", "WKST", "BYDAY", "BYMONTHDAY", "BYSETPOS"},
}


class NotARule(BadRepeat):
    field, detail = "rrule", "This is not a repetition rule, such as FREQ=WEEKLY;BYDAY=SU."


class OtherFrequency(BadRepeat):
    field, detail = "rrule", "Choose a rule that repeats daily, weekly or monthly."


class OtherPart(BadRepeat):
    field, detail = (
        "rrule",
        "This rule says more than we can follow. Leave out its end and its hours.",
    )


class OtherWeek(BadRepeat):
    field, detail = "rrule", "Choose a rule whose weeks begin on Monday (WKST=MO)."


class OtherDays(BadRepeat):
    field, detail = "rrule", "Choose days of the week, one day of the month, or one such as the last Sunday."


class LeavesOutMonths(BadRepeat):
    field = "rrule"
    detail = "Not every month has this day. Choose the last one (BYMONTHDAY=-1) or a day up to 28."


def to_rrule(repeat: Repeat) -> str | None:
    """None for what comes once: that is a date, not a rule."""
    if repeat.kind == Kind.ONCE:
        return None
    parts: dict[str, Any] = {"FREQ": repeat.kind.upper()}
    if repeat.every > 1:
        parts["INTERVAL"] = repeat.every
    if repeat.kind == Kind.WEEKLY:
        parts |= {"BYDAY": [WEEKDAYS[day] for day in sorted(repeat.days)], "WKST": "MO"}
    if repeat.kind == Kind.MONTHLY:
        parts |= _part_of_month(repeat)
    written: bytes = vRecur(parts).to_ical()  # type: ignore[no-untyped-call]
    return written.decode()


def _part_of_month(repeat: Repeat) -> dict[str, Any]:
    """The 29th to the 31st are the latest of the days up to them that a month has."""
    if repeat.nth is not None:
        return {"BYDAY": f"{repeat.nth}{WEEKDAYS[repeat.days[0]]}"}
    day = repeat.day_of_month or LONGEST_MONTH
    if day == LONGEST_MONTH:
        return {"BYMONTHDAY": LAST}
    if day <= SHORTEST_MONTH:
        return {"BYMONTHDAY": day}
    return {"BYMONTHDAY": LATEST_DAYS[day - SHORTEST_MONTH], "BYSETPOS": LAST}


def from_rrule(text: str, *, at: time, zone: str, starts_on: date | None) -> Repeat:
    """The repeat that a rule means; what a Repeat cannot say is refused by name."""
    parts = _read(text)
    kind = FREQUENCIES.get(_one(parts, "FREQ"))
    if kind is None:
        raise OtherFrequency
    if not parts.keys() <= PARTS[kind]:
        raise OtherPart
    every = _one(parts, "INTERVAL", 1)
    if kind == Kind.WEEKLY and every > 1 and _one(parts, "WKST", "MO") != "MO":
        raise OtherWeek
    when = MEANINGS[kind](parts, starts_on)
    return Repeat(kind=kind, at=at, zone=zone, every=every, starts_on=starts_on, **when)


def _read(text: str) -> dict[str, list[Any]]:
    """icalendar passes over parts it cannot read, and keeps the last of two: neither is what was meant."""
    if len(text) > LONGEST_RULE:
        raise NotARule
    try:
        parts = vRecur.from_ical(text)
    except ValueError as error:
        raise NotARule from error
    if len(parts) != len(text.split(";")):
        raise NotARule
    return dict(parts)


def _one(parts: dict[str, list[Any]], name: str, default: Any = None) -> Any:
    values = parts.get(name, [default])
    if len(values) != 1:
        raise NotARule
    return values[0]


def _daily(parts: dict[str, list[Any]], starts_on: date | None) -> dict[str, Any]:
    return {}


def _weekly(parts: dict[str, list[Any]], starts_on: date | None) -> dict[str, Any]:
    """Without days it is the one it begins on."""
    if "BYDAY" not in parts:
        return {"days": (starts_on.weekday(),) if starts_on else ()}
    if any(day.relative for day in parts["BYDAY"]):
        raise OtherDays
    return {"days": tuple(sorted(WEEKDAYS.index(day.weekday) for day in parts["BYDAY"]))}


def _monthly(parts: dict[str, list[Any]], starts_on: date | None) -> dict[str, Any]:
    place = _one(parts, "BYSETPOS")
    if "BYDAY" in parts:
        return _nth(parts, place)
    numbers = parts.get("BYMONTHDAY") or ([starts_on.day] if starts_on else [])
    return {"day_of_month": _day_of_month(sorted(numbers), place)}


def _nth(parts: dict[str, list[Any]], place: int | None) -> dict[str, Any]:
    """The last Sunday is -1SU, or the last (BYSETPOS=-1) of SU."""
    day, *others = parts["BYDAY"]
    nth = day.relative or place
    if others or "BYMONTHDAY" in parts or nth is None or (day.relative and place not in ONLY):
        raise OtherDays
    return {"days": (WEEKDAYS.index(day.weekday),), "nth": nth}


def _day_of_month(numbers: list[int], place: int | None) -> int:
    if place == LAST and numbers in LATEST_DAYS:
        return numbers[-1]
    if len(numbers) != 1 or place not in ONLY:
        raise OtherDays
    if numbers[0] > SHORTEST_MONTH:
        raise LeavesOutMonths
    return LONGEST_MONTH if numbers[0] == LAST else numbers[0]


MEANINGS: dict[Kind, Callable[[dict[str, list[Any]], date | None], dict[str, Any]]] = {
    Kind.DAILY: _daily,
    Kind.WEEKLY: _weekly,
    Kind.MONTHLY: _monthly,
}
