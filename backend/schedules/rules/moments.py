"""The moment of a local time, right across every change of the clocks."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from backend.core.zones import change_between


def instant(day: date, at: time, zone: str) -> datetime:
    """The moment of a local time: the first after the gap if it is skipped, the first if it comes twice."""
    local = datetime.combine(day, at, ZoneInfo(zone)).replace(fold=0)
    moment = local.astimezone(UTC)
    if on_the_wall(moment, zone) == local.replace(tzinfo=None):
        return moment
    return change_between(local.replace(fold=1).astimezone(UTC), moment, zone)


def on_the_wall(moment: datetime, zone: str) -> datetime:
    """What the clocks there show."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
