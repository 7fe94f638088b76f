"""How often to try, how long to wait, and when to leave another side alone."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
GIVES_UP_AFTER = timedelta(hours=24)
MOST_DOUBLINGS = 10
FIRST_BRAKE, LONGEST_BRAKE = timedelta(seconds=2), timedelta(seconds=10)
LONGEST_SPREAD = timedelta(minutes=5)
FAULTS_IN_A_ROW = 3
ONE_ASKS = timedelta(seconds=30)


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


@dataclass(frozen=True)
class Brake:
    """What was learnt about another side lately. Moments are seconds of a clock that never jumps.

    After a pause one asks first, and the others wait for what it hears.
    """

    faults: int = 0
    """Since it last worked."""
    pauses: int = 0
    since: float = 0
    until: float = 0
    asks_until: float = 0

    def holds(self, at: float) -> float:
        """How many seconds it is still to be left alone; none: go ahead."""
        return max(0.0, self.until - at, self.asks_until - at)

    def hold_for(self, at: float, chance: float) -> timedelta:
        """How long to put off what is held: the longer the trouble has lasted, the further apart."""
        lasted = at - self.since if self.pauses else 0.0
        spread = min(max(lasted, 0.0), LONGEST_SPREAD.total_seconds())
        return timedelta(seconds=self.holds(at) + chance * spread)

    def asking(self, at: float) -> "Brake":
        """Somebody goes ahead; after a pause that one goes alone, for as long as an answer may take."""
        return replace(self, asks_until=at + ONE_ASKS.total_seconds()) if self.pauses else self

    def pressed(self, at: float, asked: timedelta | None = None) -> "Brake":
        """It asked to be left alone, or could not be reached again and again."""
        doubled = min(LONGEST_BRAKE, FIRST_BRAKE * (1 << min(self.pauses, MOST_DOUBLINGS)))
        until = at + min(asked or doubled, GIVES_UP_AFTER).total_seconds()
        since = self.since if self.pauses else at
        return Brake(self.faults + 1, self.pauses + 1, since, max(self.until, until))

    def faltered(self, at: float) -> "Brake":
        """One call failed. A few in a row are as good as being asked for a pause; after one, each is."""
        if self.pauses or self.faults + 1 >= FAULTS_IN_A_ROW:
            return self.pressed(at)
        return replace(self, faults=self.faults + 1)
