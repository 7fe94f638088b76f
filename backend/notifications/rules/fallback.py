"""When an e-mail takes the place of a push that keeps failing."""

from datetime import datetime, timedelta

from backend.notifications.rules.trying import FIRST_PAUSE

FALLBACK_AFTER = timedelta(minutes=30)
FALLBACK_SHARE = 0.25
"""Of the time left when push first failed: the rest remains to read the e-mail and to answer."""


def fallback_due_at(failing_since: datetime, expires_at: datetime) -> datetime:
    """Return when the e-mail is due: after half an hour or a quarter of the time left, whichever is sooner.

    Never after `expires_at`, even when a clock that jumped has put `failing_since` behind it.
    """
    time_left = max(expires_at - failing_since, timedelta(0))
    return min(failing_since + min(FALLBACK_AFTER, time_left * FALLBACK_SHARE), expires_at)


def retry_before_fallback(
    at: datetime, again_at: datetime, pause: timedelta | None, fallback_at: datetime
) -> datetime | None:
    """Return when to try push again, `fallback_at` at the latest; None when no time is left for another try.

    `again_at` is when it would be tried without a fallback, `pause` the shortest wait the service asked for.
    The last try is made at `fallback_at` itself: pauses grow to more than the time until then.
    """
    earliest = at + max(FIRST_PAUSE, pause or FIRST_PAUSE)
    return min(again_at, fallback_at) if earliest <= fallback_at else None
