"""What a check-in is to one of its people. Nothing here looks at the other before the reveal."""

from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """A check-in from one person's side."""

    OPEN = "open"
    PUT_ASIDE = "put_aside"
    SENT = "sent"
    REVEALED = "revealed"
    CLOSED = "closed"


def state(
    *,
    revealed: bool,
    closes_at: datetime,
    sent_at: datetime | None,
    put_aside_at: datetime | None,
    now: datetime,
) -> State:
    """The state, from this person's own sheet, the window and the reveal alone."""
    if revealed:
        return State.REVEALED
    if closes_at <= now:
        return State.CLOSED
    if sent_at:
        return State.SENT
    return State.PUT_ASIDE if put_aside_at else State.OPEN


def is_complete(sent: list[datetime | None]) -> bool:
    """Everybody who was asked has sent."""
    return bool(sent) and all(sent)
