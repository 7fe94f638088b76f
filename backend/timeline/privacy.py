"""What happened in somebody's spaces, for themselves; and forgetting it with them."""

from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from backend.accounts.models import Person
from backend.core.scope import house
from backend.spaces.models import Membership
from backend.spaces.privacy import each_seat, only_theirs
from backend.timeline.models import Event

COVERS = (Event,)


def export(person: Person) -> list[dict[str, Any]]:
    return [event for seat in each_seat(person) for event in _of(seat)]


def _of(seat: Membership) -> list[dict[str, Any]]:
    zone = ZoneInfo(seat.space.time_zone)
    return [
        {
            "space": str(seat.space_id),
            "verb": event.verb,
            "subject": {"kind": event.subject_kind, "id": str(event.subject_id)},
            "template": event.detail.get("template", ""),
            "on": event.happened_at.astimezone(zone).date().isoformat(),
        }
        for event in Event.objects.visible_to(seat).order_by("happened_at", "pk")
    ]


def erase(person: Person) -> None:
    """What was theirs alone. That something was revealed to both stays with the other."""
    with house():
        Event.objects.filter(Q(only_for=person) | Q(space_id__in=only_theirs(person))).delete()
