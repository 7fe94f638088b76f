"""To whom a success is told, at which place of the timeline, and when thanks are not asked for."""

from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

EARLIEST = date(1900, 1, 1)
FIRST_TO_SEE_A_DAY = timedelta(hours=14)
"""How far ahead of UTC the earliest place on Earth is."""
LITTLE = 3
"""Of ten: how understood one felt."""


class Told(StrEnum):
    """Who finds it on the timeline."""

    ME = "me"
    BOTH = "both"
    NOBODY = "nobody"


def told(*, sharing: str, together: bool) -> Told:
    """A joint one is nobody's until both have said that it is theirs."""
    if sharing == "private":
        return Told.ME
    return Told.BOTH if sharing == "shared" or together else Told.NOBODY


def is_a_day(day: date, now: datetime) -> bool:
    """Today somewhere on Earth, or before."""
    return EARLIEST <= day <= (now + FIRST_TO_SEE_A_DAY).date()


def stands_at(*, happened_on: date, written_at: datetime, zone: tzinfo) -> datetime:
    """Its place among other things: when it was written, or noon of another day."""
    written = written_at.astimezone(zone)
    return written if written.date() == happened_on else datetime.combine(happened_on, time(12), zone)


def holds_back(understood: int | None) -> bool:
    """Whoever felt little understood is not asked for thanks."""
    return understood is not None and understood <= LITTLE
