"""When a message may go out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from itertools import count
from zoneinfo import ZoneInfo

AGAIN_AFTER = timedelta(hours=20)
SNOOZED_FOR = timedelta(hours=1)


@dataclass(frozen=True)
class QuietHours:
    """The hours of a day in which somebody wants no message. Equal times mean there are none."""

    zone: str
    begin: time
    end: time

    def cover(self, at: datetime) -> bool:
        clock = at.astimezone(ZoneInfo(self.zone)).time()
        if self.begin <= self.end:
            return self.begin <= clock < self.end
        return clock >= self.begin or clock < self.end


NO_QUIET_HOURS = QuietHours("UTC", time(0), time(0))


@lru_cache(maxsize=4096)
def outside_quiet(at: datetime, quiet: QuietHours) -> datetime:
    """The moment itself, or the end of the quiet hours it falls into.

    Remembered, for many are reminded of the same moment in the same zone.
    """
    if not quiet.cover(at):
        return at
    return next(end for end in _ends(at, quiet) if end > at and not quiet.cover(end))


def _ends(at: datetime, quiet: QuietHours) -> Iterator[datetime]:
    """When the quiet hours end, from this day on. Where the clocks change that may come twice, or never."""
    wall = at.astimezone(ZoneInfo(quiet.zone))
    for number in count():
        end = datetime.combine(wall.date() + timedelta(days=number), quiet.end, wall.tzinfo)
        yield from sorted(end.replace(fold=fold).astimezone(UTC) for fold in (0, 1))


def once_more_at(first_at: datetime, opens_at: datetime) -> datetime:
    """When to remind a second time: a good while after the first, and after there was anything to answer."""
    return max(first_at, opens_at) + AGAIN_AFTER


def earliest_again(at: datetime, went_out_at: datetime | None, *, still_to_come: bool) -> datetime:
    """A second reminder, looked at now: not before a good while after the first one really went out.

    The first may have been held up until now. If it never goes out, the second is the first.
    """
    before = at if still_to_come else went_out_at
    return max(at, before + AGAIN_AFTER) if before else at


@dataclass(frozen=True)
class Standing:
    """What is true of a message at the moment of sending."""

    wanted: bool
    """Not withdrawn; the person is here, in the space, and has this channel switched on."""
    expires_at: datetime
    space_quiet_until: datetime | None
    quiet: QuietHours
    not_before: datetime | None = None
    """How soon after another message of the same thing."""


def when_to_send(standing: Standing, at: datetime) -> datetime | None:
    """`at` itself: now. Later: not yet. None: never."""
    free = max(at, standing.space_quiet_until or at, standing.not_before or at)
    moment = outside_quiet(free, standing.quiet)
    return moment if standing.wanted and moment < standing.expires_at else None
