"""The time zones of the IANA database that this machine knows."""

from functools import cache
from zoneinfo import available_timezones

from backend.core.errors import InvalidWords

NOT_A_ZONE = "This is not a time zone we know, such as Europe/Berlin."


@cache
def zones() -> frozenset[str]:
    return frozenset(available_timezones())


def check_zone(name: str) -> None:
    """Refuse a name that no clock follows."""
    if name not in zones():
        raise InvalidWords("time_zone", NOT_A_ZONE)
