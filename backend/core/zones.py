"""The time zones of the IANA database that this machine knows."""

import zoneinfo
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from importlib import resources
from itertools import pairwise
from pathlib import Path

from backend.core.errors import InvalidWords

NOT_A_ZONE = "This is not a time zone we know, such as Europe/Berlin."
SECOND, WEEK = timedelta(seconds=1), timedelta(weeks=1)
OF_THE_PACKAGE = resources.files("tzdata") / "zoneinfo"


@cache
def zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def check_zone(name: str) -> None:
    """Refuse a name that no clock follows."""
    if name not in zones():
        raise InvalidWords("time_zone", NOT_A_ZONE)


def changes(zone: str, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The moments at which the clocks of a zone are changed. Nowhere are they changed twice in a week."""
    place = zoneinfo.ZoneInfo(zone)
    weeks = [begin + WEEK * number for number in range((end - begin) // WEEK + 1)] + [end]
    offsets = [week.astimezone(place).utcoffset() for week in weeks]
    for (before, after), (old, new) in zip(pairwise(weeks), pairwise(offsets), strict=True):
        if old != new:
            yield change_between(before, after, zone)


def change_between(before: datetime, after: datetime, zone: str) -> datetime:
    """The first second with the new offset, by halving: zoneinfo does not tell its transitions."""
    place = zoneinfo.ZoneInfo(zone)
    old = before.astimezone(place).utcoffset()
    while after - before > SECOND:
        middle = before + timedelta(seconds=(after - before) // SECOND // 2)
        if middle.astimezone(place).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


def fingerprint() -> str:
    """What all zones say together, as it is on this machine now; another database has another one."""
    found = sha256()
    for name in sorted(zoneinfo.available_timezones()):
        found.update(f"{name}\n".encode() + sha256(rules_of(name)).digest())
    return found.hexdigest()


def look_again() -> None:
    """Forget what was read of them before."""
    zones.cache_clear()
    zoneinfo.ZoneInfo.clear_cache()


def rules_of(name: str) -> bytes:
    """Read where `ZoneInfo` finds them: in the system's folders, else in the package."""
    files = (Path(folder, name) for folder in zoneinfo.TZPATH)
    return next((file for file in files if file.is_file()), OF_THE_PACKAGE / name).read_bytes()
