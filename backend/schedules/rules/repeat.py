"""What repeats how, and what is refused because it would never come round."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from backend.core.zones import NOT_A_ZONE, zones

MONDAY, SUNDAY = 0, 6
LONGEST_MONTH = 31
LAST = -1
NTHS = (1, 2, 3, 4, LAST)
"""Not every month has a fifth Sunday."""
FIRST_YEAR, LAST_YEAR = 1970, 2199
MOST_DAYS_APART, MOST_WEEKS_APART, MOST_MONTHS_APART = 30, 12, 12


class Kind(StrEnum):
    ONCE = "once"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


MOST_APART = {
    Kind.ONCE: 1,
    Kind.DAILY: MOST_DAYS_APART,
    Kind.WEEKLY: MOST_WEEKS_APART,
    Kind.MONTHLY: MOST_MONTHS_APART,
}


class BadRepeat(Exception):
    """This never comes round, or nobody knows when. `field` says where to look, `detail` what to do."""

    field: str
    detail: str


class NoDays(BadRepeat):
    field, detail = "days", "Choose at least one day of the week."


class NoSuchDay(BadRepeat):
    field, detail = "days", "Days are 0 (Monday) to 6 (Sunday), each at most once."


class NotOneDay(BadRepeat):
    field, detail = "days", "Choose one day of the week, such as the last Sunday."


class NoSuchDayOfMonth(BadRepeat):
    field, detail = "day_of_month", "Choose a day of the month, 1 to 31, or a day of the week in it."


class DayAndNth(BadRepeat):
    field, detail = "day_of_month", "Choose either a day of the month or a day of the week in it, not both."


class NoSuchNth(BadRepeat):
    field, detail = "nth", "Choose the first to the fourth (1 to 4) or the last (-1)."


class NoSuchInterval(BadRepeat):
    field = "every"
    detail = (
        f"Choose every 1 to {MOST_DAYS_APART} days, {MOST_WEEKS_APART} weeks or {MOST_MONTHS_APART} months."
    )


class NoStart(BadRepeat):
    field, detail = "starts_on", "Choose the day it begins."


class NoSuchStart(BadRepeat):
    field, detail = "starts_on", f"Choose a day from {FIRST_YEAR} to {LAST_YEAR}."


class NoSuchZone(BadRepeat):
    field, detail = "time_zone", NOT_A_ZONE


@dataclass(frozen=True)
class Repeat:
    """Once, or every so many days, weeks or months, at a local time.

    Weeks begin on Monday, which is day 0. A month has its turn on `day_of_month`, or on the `nth` of its one
    day of the week. `starts_on` is the day of what comes once, what longer intervals are counted from, and
    the first day anything may fall on. What a kind has no use for is not looked at.
    """

    kind: Kind
    at: time
    zone: str
    every: int = 1
    days: tuple[int, ...] = ()
    day_of_month: int | None = None
    nth: int | None = None
    starts_on: date | None = None

    def __post_init__(self) -> None:
        if self.zone not in zones():
            raise NoSuchZone
        if not 1 <= self.every <= MOST_APART[self.kind]:
            raise NoSuchInterval
        _check_start(self)
        if self.kind == Kind.WEEKLY:
            _check_days(self.days)
        if self.kind == Kind.MONTHLY:
            _check_month(self)


def _check_start(repeat: Repeat) -> None:
    if repeat.starts_on is None and (repeat.kind == Kind.ONCE or repeat.every > 1):
        raise NoStart
    if repeat.starts_on and not FIRST_YEAR <= repeat.starts_on.year <= LAST_YEAR:
        raise NoSuchStart


def _check_days(days: tuple[int, ...]) -> None:
    if not days:
        raise NoDays
    if len(set(days)) < len(days) or not all(MONDAY <= day <= SUNDAY for day in days):
        raise NoSuchDay


def _check_month(repeat: Repeat) -> None:
    if repeat.nth is None:
        if not 1 <= (repeat.day_of_month or 0) <= LONGEST_MONTH:
            raise NoSuchDayOfMonth
        return
    if repeat.day_of_month is not None:
        raise DayAndNth
    if repeat.nth not in NTHS:
        raise NoSuchNth
    _check_days(repeat.days)
    if len(repeat.days) != 1:
        raise NotOneDay
