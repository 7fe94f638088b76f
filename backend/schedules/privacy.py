"""The rhythms agreed in somebody's spaces, for themselves; and forgetting those nobody is left for."""

from typing import Any

from backend.accounts.models import Person
from backend.core.scope import house
from backend.schedules.models import Occurrence, Rest, Schedule, Wish
from backend.spaces.privacy import each_seat, only_theirs

COVERS = (Schedule, Occurrence, Rest, Wish)
MINUTES = "%H:%M"


def export(person: Person) -> list[dict[str, Any]]:
    """An agreement is both people's; neither wrote it alone."""
    return [
        {
            "space": str(seat.space_id),
            "template": schedule.subject,
            "repeat": schedule.kind,
            "every": schedule.every,
            "days": schedule.days,
            "day_of_month": schedule.day_of_month,
            "nth": schedule.nth,
            "starts_on": schedule.starts_on.isoformat() if schedule.starts_on else None,
            "rrule": schedule.rrule,
            "at": schedule.at.strftime(MINUTES),
            "time_zone": schedule.time_zone,
            "window_hours": schedule.window_hours,
            "paused": schedule.is_paused,
            "rests": [_days(rest) for rest in schedule.rests.order_by("begins_on", "pk")],
        }
        for seat in each_seat(person)
        for schedule in Schedule.objects.visible_to(seat).order_by("created_at")
    ]


def export_wishes(person: Person) -> dict[str, Any]:
    """How somebody wants to be reminded, and the days off of the spaces they are in."""
    wish = Wish.objects.filter(person=person).first() or Wish()
    return {
        "lead_minutes": wish.lead_minutes,
        "follow_up": wish.follow_up,
        "holidays": [
            _days(rest)
            for seat in each_seat(person)
            for rest in Rest.objects.visible_to(seat).holidays().order_by("begins_on", "pk")
        ],
    }


def _days(rest: Rest) -> dict[str, str]:
    return {"begins_on": rest.begins_on.isoformat(), "ends_on": rest.ends_on.isoformat()}


def erase(person: Person) -> None:
    Wish.objects.filter(person=person).delete()
    with house():
        Rest.objects.filter(space_id__in=only_theirs(person)).delete()
        Schedule.objects.filter(space_id__in=only_theirs(person)).delete()
