"""What a picture shows, reckoned from what both have shared. A day without an answer is not in it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from statistics import fmean
from typing import NamedTuple, TypeVar

ENOUGH = 4
"""Fewer points are an anecdote."""
FULL = 10
YEAR = timedelta(days=365)
ABOUT = timedelta(days=45)
"""So near is still `a year ago`."""
Dated = TypeVar("Dated")


class Point(NamedTuple):
    """A week, by its Monday, and a value from 0 to 10 for both together."""

    on: date
    value: float


def on_ten(value: int, low: int, high: int) -> float:
    """A value of a scale, as on one from 0 to 10."""
    return (value - low) / (high - low) * FULL


def week_by_week(moments: Iterable[tuple[date, Sequence[float]]]) -> list[Point]:
    """One point for both: the mean of the weeks' answers, each day of which both have answered."""
    weeks: dict[date, list[float]] = defaultdict(list)
    for on, values in moments:
        weeks[on - timedelta(days=on.weekday())].append(fmean(values))
    return enough([Point(monday, round(fmean(values), 1)) for monday, values in sorted(weeks.items())])


def enough(points: list[Dated]) -> list[Dated]:
    return points if len(points) >= ENOUGH else []


def then_and_now(days: Sequence[tuple[date, Dated]], today: date) -> tuple[Dated, Dated | None, Dated] | None:
    """The first, the one about a year ago, and the newest; nothing while there is only one.

    A year ago is left out where it is one of the others.
    """
    in_order = sorted(days, key=lambda one: one[0])
    if len(in_order) < 2:  # noqa: PLR2004 - then, and now
        return None
    wanted = today - YEAR
    near = [one for one in in_order[1:-1] if abs(one[0] - wanted) <= ABOUT]
    middle = min(near, key=lambda one: abs(one[0] - wanted))[1] if near else None
    return in_order[0][1], middle, in_order[-1][1]
