"""When something is due next, what an outage has left, and when to look at it again."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice, takewhile
from uuid import UUID, uuid5

from backend.schedules.rules.days import DAY, WEEK, Rest, days_from
from backend.schedules.rules.moments import instant, on_the_wall
from backend.schedules.rules.repeat import LONGEST_MONTH, Kind, Repeat

Due = tuple[date, datetime]
"""The local date something is for, and the moment it is due (UTC)."""

OCCURRENCES = UUID("6d1c6f0e-4b0c-4a8e-9a53-0c5f7c3f8a21")
PERIOD = {Kind.ONCE: DAY, Kind.DAILY: DAY, Kind.WEEKLY: WEEK, Kind.MONTHLY: DAY * LONGEST_MONTH}


def _dues(repeat: Repeat, after: datetime, rests: Sequence[Rest]) -> Iterator[Due]:
    """Two dates that meet at one moment, where the clocks leave out a day, come round once."""
    for day in days_from(repeat, on_the_wall(after, repeat.zone).date(), rests):
        moment = instant(day, repeat.at, repeat.zone)
        if moment > after:
            yield day, moment
            after = moment


def next_due(repeat: Repeat, after: datetime, rests: Sequence[Rest] = ()) -> Due | None:
    """The first time strictly after a moment; None: never again."""
    return next(_dues(repeat, after, rests), None)


def upcoming(repeat: Repeat, after: datetime, count: int, rests: Sequence[Rest] = ()) -> list[Due]:
    """The next few times."""
    return list(islice(_dues(repeat, after, rests), count))


def catch_up(
    repeat: Repeat, planned: Due, at: datetime, rests: Sequence[Rest] = ()
) -> tuple[Due, Due | None]:
    """The latest time up to now, beginning with the planned one, and the first time after it."""
    following = next_due(repeat, max(at, planned[1]), rests)
    reach = PERIOD[repeat.kind] * repeat.every
    while at > planned[1]:
        since = max(planned[1], at - reach)
        passed = list(takewhile(lambda due: due[1] <= at, _dues(repeat, since, rests)))
        if passed:
            return passed[-1], following
        if since == planned[1]:
            break
        reach *= 2
    return planned, following


def wakes(due: datetime, leads: Iterable[timedelta], after: datetime) -> datetime:
    """The next moment anything is to be done: the earliest lead that is still ahead, else the time itself."""
    return min((due - lead for lead in leads if due - lead > after), default=due)


def occurrence_id(schedule_id: UUID, local_date: date) -> UUID:
    """The same for everybody who asks, also before there is a row: a schedule comes round once a day."""
    return uuid5(OCCURRENCES, f"{schedule_id} {local_date.isoformat()}")
