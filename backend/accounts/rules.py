"""How long a proof, a code and a session hold, and what a phone is called."""

from datetime import datetime, timedelta

FRESH_FOR = timedelta(minutes=5)
CODE_WORKS_FOR = timedelta(minutes=15)
TRIES_OF_A_CODE = 3


def fresh_until(proven_at: datetime | None, now: datetime) -> datetime | None:
    """Until when a proof of who is asking is fresh; None when it no longer is."""
    if proven_at is None or now >= proven_at + FRESH_FOR:
        return None
    return proven_at + FRESH_FOR


def code_still_works(*, sent_at: datetime, tries: int, now: datetime) -> bool:
    return tries < TRIES_OF_A_CODE and now < sent_at + CODE_WORKS_FOR
