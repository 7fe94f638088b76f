"""The moment of a local time, right across every change of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SECOND = timedelta(seconds=1)


def instant(day: date, at: time, zone: str) -> datetime:
    """The moment of a local time: the first after the gap if it is skipped, the first if it comes twice."""
    local = datetime.combine(day, at, ZoneInfo(zone)).replace(fold=0)
    moment = local.astimezone(UTC)
    if on_the_wall(moment, zone) == local.replace(tzinfo=None):
        return moment
    return _end_of_gap(local.replace(fold=1).astimezone(UTC), moment, zone)


def on_the_wall(moment: datetime, zone: str) -> datetime:
    """What the clocks there show."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _end_of_gap(before: datetime, after: datetime, zone: str) -> datetime:
    """The first second with the new offset, by halving: zoneinfo does not tell its transitions."""
    wall = ZoneInfo(zone)
    old = before.astimezone(wall).utcoffset()
    while after - before > SECOND:
        middle = before + timedelta(seconds=(after - before) // SECOND // 2)
        if middle.astimezone(wall).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after
