"""What comes next, for people and for the operator."""

from datetime import timedelta

from backend.core import scope
from backend.core.clock import now
from backend.schedules import rules
from backend.schedules.models import Schedule
from backend.schedules.rules import Due
from backend.schedules.services.planning import around
from backend.spaces.models import Membership


def coming_up(*, membership: Membership, limit: int) -> list[Schedule]:
    """What comes next in this space, soonest first."""
    ahead = Schedule.objects.visible_to(membership).running().filter(next_due_at__gt=now())
    return list(ahead.order_by("next_due_at")[:limit])


def upcoming(*, membership: Membership, count: int) -> list[tuple[Schedule, Due]]:
    """The next times of all schedules of this space, soonest first."""
    schedules = list(Schedule.objects.visible_to(membership).running())
    at = now()
    with scope.house():
        near = around(schedules)
    times = [
        (schedule, due)
        for schedule in schedules
        for due in rules.upcoming(schedule.repeat, at, count, near.rests_of(schedule))
    ]
    return sorted(times, key=lambda one: one[1][1])[:count]


def behind() -> timedelta:
    """How long the one that has waited longest should have been seen to; nothing when all are."""
    at = now()
    with scope.house():
        first = Schedule.objects.awake(at).order_by("wakes_at").values_list("wakes_at", flat=True).first()
    return at - first if first else timedelta(0)
