"""The rhythms agreed in somebody's spaces, for themselves; and forgetting those nobody is left for."""

from typing import Any

from backend.accounts.models import Person
from backend.core.scope import house
from backend.schedules.models import Occurrence, Schedule
from backend.spaces.privacy import each_seat, only_theirs

COVERS = (Schedule, Occurrence)
MINUTES = "%H:%M"


def export(person: Person) -> list[dict[str, Any]]:
    """An agreement is both people's; neither wrote it alone."""
    return [
        {
            "space": str(seat.space_id),
            "template": schedule.subject,
            "repeat": schedule.kind,
            "days": schedule.days,
            "day_of_month": schedule.day_of_month,
            "at": schedule.at.strftime(MINUTES),
            "time_zone": schedule.time_zone,
            "paused": schedule.is_paused,
        }
        for seat in each_seat(person)
        for schedule in Schedule.objects.visible_to(seat).order_by("created_at")
    ]


def erase(person: Person) -> None:
    with house():
        Schedule.objects.filter(space_id__in=only_theirs(person)).delete()
