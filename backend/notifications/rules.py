"""When a message may go out, how often to try, and what it says: never a word of what is inside."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from itertools import count
from zoneinfo import ZoneInfo

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
GIVES_UP_AFTER = timedelta(hours=24)
MOST_DOUBLINGS = 10
# Strict, so that no other reader of addresses can see another host in it: no user, no backslash, no capitals.
ENDPOINT = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9.-]+)(:(?P<port>[0-9]{1,5}))?/[\x21-\x5b\x5d-\x7e]*\Z"
)


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


def outside_quiet(at: datetime, quiet: QuietHours) -> datetime:
    """The moment itself, or the end of the quiet hours it falls into."""
    if not quiet.cover(at):
        return at
    return next(end for end in _ends(at, quiet) if end > at and not quiet.cover(end))


def _ends(at: datetime, quiet: QuietHours) -> Iterator[datetime]:
    """When the quiet hours end, from this day on. Where the clocks change that may come twice, or never."""
    wall = at.astimezone(ZoneInfo(quiet.zone))
    for number in count():
        end = datetime.combine(wall.date() + timedelta(days=number), quiet.end, wall.tzinfo)
        yield from sorted(end.replace(fold=fold).astimezone(UTC) for fold in (0, 1))


@dataclass(frozen=True)
class Standing:
    """What is true of a message at the moment of sending."""

    wanted: bool
    """Not withdrawn; the person is here, in the space, and has this channel switched on."""
    expires_at: datetime
    space_quiet_until: datetime | None
    quiet: QuietHours


def when_to_send(standing: Standing, at: datetime) -> datetime | None:
    """`at` itself: now. Later: not yet. None: never."""
    moment = outside_quiet(max(at, standing.space_quiet_until or at), standing.quiet)
    return moment if standing.wanted and moment < standing.expires_at else None


def pause(attempt: int, chance: float, asked: timedelta | None = None) -> timedelta:
    """The wait after the nth attempt: doubling, spread by chance (0 to 1), never shorter than asked for."""
    doubled = min(LONGEST_PAUSE, FIRST_PAUSE * (1 << min(attempt - 1, MOST_DOUBLINGS)))
    return max(doubled * (0.5 + chance / 2), asked or timedelta(0))


def gives_up(first_tried_at: datetime, next_try_at: datetime) -> bool:
    return next_try_at - first_tried_at > GIVES_UP_AFTER


def asked_pause(retry_after: str | None, at: datetime) -> timedelta | None:
    """A Retry-After header: seconds or a date; None if there is none that can be read."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text), int(GIVES_UP_AFTER.total_seconds()) * 2))
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(timedelta(0), (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - at)


def is_push_service(endpoint: str, hosts: Sequence[str], *, local: bool) -> bool:
    """Whether we may call this address: https at a listed host; `.push.example` stands for all below it."""
    url = ENDPOINT.match(endpoint)
    if not url:
        return False
    host = url["host"]
    listed = any(host.endswith(name) if name.startswith(".") else host == name for name in hosts)
    return listed and (local or (url["scheme"] == "https" and url["port"] is None))


@dataclass(frozen=True)
class Words:
    title: str
    body: str


def words(*, discreet: bool) -> Words:
    """What may be read on a locked screen: nothing of what is inside, nothing about anybody."""
    if discreet:
        return Words("A reminder", "You asked to be reminded.")
    return Words("Toward", "There is something here for when you have a quiet moment.")
