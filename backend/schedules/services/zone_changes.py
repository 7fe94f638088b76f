"""When the rules of the world's clocks change, what is due moves with them."""

from uuid import UUID
from zoneinfo import ZoneInfoNotFoundError

from backend.core import scope, zones
from backend.schedules.models import Schedule, ZoneData
from backend.schedules.rules import instant
from backend.schedules.services.planning import save_plans

THE_ROW = 1
BEFORE_ALL = UUID(int=0)


def look_through_zones(*, limit: int) -> int:
    """Reckon some schedules anew if the zones have changed since they were; returns how many were looked at.

    Who is killed goes on where it was; a change that comes meanwhile begins from the first schedule again.
    """
    current = zones.fingerprint()
    with scope.house():
        data = _begun(current)
        return _look_through(data, limit) if data else 0


def _begun(current: str) -> ZoneData | None:
    """How far it has been looked; None when all is done, or another worker is at it."""
    unknown = {"fingerprint": current, "looked_to": BEFORE_ALL}
    ZoneData.objects.get_or_create(pk=THE_ROW, defaults=unknown)
    data = ZoneData.objects.select_for_update(skip_locked=True).filter(pk=THE_ROW).first()
    if data and data.fingerprint != current:
        data.fingerprint, data.looked_to = current, BEFORE_ALL
    return data if data and data.looked_to else None


def _look_through(data: ZoneData, limit: int) -> int:
    zones.look_again()
    ahead = Schedule.objects.filter(pk__gt=data.looked_to, next_due_on__isnull=False).order_by("pk")
    schedules = list(ahead.select_for_update()[:limit])
    moved = [schedule for schedule in schedules if _move(schedule)]
    if moved:
        save_plans(moved)
    data.looked_to = schedules[-1].pk if schedules else None
    data.save()
    return len(schedules)


def _move(schedule: Schedule) -> bool:
    """To the same time by the clock there, on the same day; a reminder ahead of it keeps its distance."""
    if schedule.next_due_on is None or schedule.next_due_at is None:
        return False
    try:
        moment = instant(schedule.next_due_on, schedule.at, schedule.time_zone)
    except ZoneInfoNotFoundError:
        return False  # a name that is not kept any more: the moment it meant stays
    shift = moment - schedule.next_due_at
    schedule.next_due_at = moment
    if schedule.wakes_at:
        schedule.wakes_at += shift
    return bool(shift)
