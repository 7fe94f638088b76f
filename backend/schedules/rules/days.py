"""The dates something repeats on, found by counting, never by trying day after day."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from backend.schedules.rules.repeat import LAST, Kind, Repeat

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
MONTHS = 12

Rest = tuple[date, date]
"""The first and the last day on which nothing comes round."""


def days_from(repeat: Repeat, day: date, rests: Sequence[Rest] = ()) -> Iterator[date]:
    """Its dates from a day on, without those that rest."""
    found = _on_or_after(repeat, day)
    while found:
        ends = [end for begin, end in rests if begin <= found <= end]
        if not ends:
            yield found
        found = _on_or_after(repeat, max(ends, default=found) + DAY)


def _on_or_after(repeat: Repeat, day: date) -> date | None:
    """The first date of a rhythm from a day on; None when it is over."""
    anchor = repeat.starts_on or day
    if repeat.kind == Kind.ONCE:
        return anchor if anchor >= day else None
    day = max(day, anchor)
    if repeat.kind == Kind.DAILY:
        return day + _wait((day - anchor) // DAY, repeat) * DAY
    if repeat.kind == Kind.WEEKLY:
        return _in_weeks(repeat, day, anchor)
    return _in_months(repeat, day, anchor)


def _wait(passed: int, repeat: Repeat) -> int:
    """How many more days, weeks or months until the next turn."""
    return -passed % repeat.every


def _in_weeks(repeat: Repeat, day: date, anchor: date) -> date:
    monday = _monday(day)
    monday += _wait((monday - _monday(anchor)) // WEEK, repeat) * WEEK
    turns = sorted(monday + DAY * number for number in repeat.days)
    return next((turn for turn in turns if turn >= day), turns[0] + repeat.every * WEEK)


def _monday(day: date) -> date:
    return day - DAY * day.weekday()


def _in_months(repeat: Repeat, day: date, anchor: date) -> date:
    month = _month(day)
    month += _wait(month - _month(anchor), repeat)
    turn = _turn(repeat, month)
    return turn if turn >= day else _turn(repeat, month + repeat.every)


def _month(day: date) -> int:
    return day.year * MONTHS + day.month - 1


def _turn(repeat: Repeat, month: int) -> date:
    """A month without the wanted day has its turn on its last day."""
    first = date(month // MONTHS, month % MONTHS + 1, 1)
    length = monthrange(first.year, first.month)[1]
    if repeat.nth is None:
        return first.replace(day=min(repeat.day_of_month or length, length))
    if repeat.nth == LAST:
        last = first.replace(day=length)
        return last - DAY * ((last.weekday() - repeat.days[0]) % 7)
    return first + DAY * ((repeat.days[0] - first.weekday()) % 7) + WEEK * (repeat.nth - 1)
