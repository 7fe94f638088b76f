"""How long a proof, a code and a session hold, and what a phone is called."""

from datetime import datetime, timedelta

FRESH_FOR = timedelta(minutes=5)
CODE_WORKS_FOR = timedelta(minutes=15)
TRIES_OF_A_CODE = 3

WAIT = timedelta(hours=72)
OPEN_AFTER_THE_WAIT = timedelta(days=4)

IDLE = timedelta(days=14)
LONGEST = timedelta(days=90)
NOBODY_YET = timedelta(days=1)

_BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
"""What a user agent says, the particular before the general: most of them also claim to be somebody else."""
_MACHINES = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "Chromebook",
    "Mac OS X": "Mac",
    "Linux": "Linux",
}


def fresh_until(proven_at: datetime | None, now: datetime) -> datetime | None:
    """Until when a proof of who is asking is fresh; None when it no longer is."""
    if proven_at is None or now >= proven_at + FRESH_FOR:
        return None
    return proven_at + FRESH_FOR


def code_still_works(*, sent_at: datetime, tries: int, now: datetime) -> bool:
    return tries < TRIES_OF_A_CODE and now < sent_at + CODE_WORKS_FOR


def wait_is_over(ready_at: datetime, now: datetime) -> bool:
    """From here on, for some days, a code by e-mail is enough, once."""
    return ready_at <= now < ready_at + OPEN_AFTER_THE_WAIT


def device(user_agent: str) -> str:
    """Enough to know one's own phone by, such as "Firefox on Windows"; empty when nothing is recognised."""
    found = [_first(_BROWSERS, user_agent), _first(_MACHINES, user_agent)]
    return " on ".join(name for name in found if name)


def _first(names: dict[str, str], said: str) -> str:
    return next((name for mark, name in names.items() if mark in said), "")
