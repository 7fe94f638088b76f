"""When something repeats: wall-clock times in a named zone, right across every change of the clocks."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import count, islice
from zoneinfo import ZoneInfo

from backend.core.zones import NOT_A_ZONE, zones

Due = tuple[date, datetime]
"""The local date something is for, and the moment it is due (UTC)."""

MONDAY, SUNDAY = 0, 6
LONGEST_MONTH = 31
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


class Kind(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class BadRepeat(Exception):
    """This never comes round, or nobody knows when. `field` says where to look, `detail` what to do."""

    field: str
    detail: str


class NoDays(BadRepeat):
    field, detail = "days", "Choose at least one day of the week."


class NoSuchDay(BadRepeat):
    field, detail = "days", "Days are 0 (Monday) to 6 (Sunday), each at most once."


class NoSuchDayOfMonth(BadRepeat):
    field, detail = "day_of_month", "Choose a day of the month, 1 to 31."


class NoSuchZone(BadRepeat):
    field, detail = "time_zone", NOT_A_ZONE


@dataclass(frozen=True)
class Repeat:
    """Every day, every week on `days` (Monday is 0), or every month on `day_of_month`; at a local time."""

    kind: Kind
    at: time
    zone: str
    days: tuple[int, ...] = ()
    day_of_month: int | None = None

    def __post_init__(self) -> None:
        if self.zone not in zones():
            raise NoSuchZone
        if self.kind == Kind.WEEKLY:
            _check_days(self.days)
        if self.kind == Kind.MONTHLY and not 1 <= (self.day_of_month or 0) <= LONGEST_MONTH:
            raise NoSuchDayOfMonth

    def falls_on(self, day: date) -> bool:
        """A month without the wanted day has its turn on its last day."""
        if self.kind == Kind.WEEKLY:
            return day.weekday() in self.days
        if self.kind == Kind.MONTHLY:
            return day.day == min(self.day_of_month or 0, monthrange(day.year, day.month)[1])
        return True


def _check_days(days: tuple[int, ...]) -> None:
    if not days:
        raise NoDays
    if len(set(days)) < len(days) or not all(MONDAY <= day <= SUNDAY for day in days):
        raise NoSuchDay


def instant(day: date, at: time, zone: str) -> datetime:
    """The moment of a local time: the first after the gap if it is skipped, the first if it comes twice."""
    local = datetime.combine(day, at, ZoneInfo(zone)).replace(fold=0)
    moment = local.astimezone(UTC)
    if _on_the_wall(moment, zone) == local.replace(tzinfo=None):
        return moment
    return _end_of_gap(local.replace(fold=1).astimezone(UTC), moment, zone)


def _on_the_wall(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _end_of_gap(before: datetime, after: datetime, zone: str) -> datetime:
    """The first second with the new offset, by halving: zoneinfo does not tell its transitions."""
    wall = ZoneInfo(zone)
    old = before.astimezone(wall).utcoffset()
    while after - before > SECOND:
        middle = before + timedelta(seconds=(after - before) // SECOND // 2)
        if middle.astimezone(wall).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


def _dues(repeat: Repeat, after: datetime) -> Iterator[Due]:
    first = _on_the_wall(after, repeat.zone).date()
    for day in (first + DAY * number for number in count()):
        if repeat.falls_on(day):
            moment = instant(day, repeat.at, repeat.zone)
            if moment > after:
                yield day, moment


def next_due(repeat: Repeat, after: datetime) -> Due:
    """The first time strictly after a moment."""
    return next(_dues(repeat, after))


def upcoming(repeat: Repeat, after: datetime, count: int) -> list[Due]:
    """The next few times."""
    return list(islice(_dues(repeat, after), count))


def catch_up(repeat: Repeat, planned: Due, at: datetime) -> tuple[Due, Due]:
    """The latest time up to now, beginning with the planned one, and the first time after it."""
    following = next_due(repeat, planned[1])
    while following[1] <= at:
        planned, following = following, next_due(repeat, following[1])
    return planned, following
