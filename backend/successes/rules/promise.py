"""The day of a promise: how near it is, when its morning comes, and when it is over."""

from datetime import date, datetime, time, timedelta

from backend.schedules.rules.moments import instant, on_the_wall

MORNING, MIDNIGHT = time(9), time(0)
FARTHEST = timedelta(days=366)
FADES_AFTER, A_WHILE = timedelta(days=30), timedelta(days=7)


def is_near(day: date, at: datetime, zone: str) -> bool:
    """Today or later where its author is, and within about a year: a promise is small."""
    today = on_the_wall(at, zone).date()
    return today <= day <= today + FARTHEST


def morning_of(day: date, zone: str) -> datetime:
    """When its author is reminded, if they want to be."""
    return instant(day, MORNING, zone)


def end_of(day: date, zone: str) -> datetime:
    """From then on there is nothing to be reminded of."""
    return instant(day + timedelta(days=1), MIDNIGHT, zone)


def is_still_shown(made_on: date, by: date | None, today: date) -> bool:
    """What was said in a check-in and never touched again: for a month, or until a while after its day."""
    return today <= max(made_on + FADES_AFTER, (by or made_on) + A_WHILE)
