"""What happened in somebody's spaces, of which they want pictures, for themselves; and forgetting it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from backend.accounts.models import Person
from backend.core.scope import house
from backend.spaces.models import Membership
from backend.spaces.privacy import each_seat, only_theirs
from backend.timeline.models import Event, PictureConsent

COVERS = (Event, PictureConsent)


def export(person: Person) -> list[dict[str, Any]]:
    return [event for seat in each_seat(person) for event in _of(seat)]


def _of(seat: Membership) -> list[dict[str, Any]]:
    return [
        {
            "space": str(seat.space_id),
            "verb": event.verb,
            "subject": {"kind": event.subject_kind, "id": str(event.subject_id)},
            "template": event.detail.get("template", ""),
            "on": _day(event.happened_at, seat),
        }
        for event in Event.objects.visible_to(seat).order_by("happened_at", "pk")
    ]


def export_pictures(person: Person) -> list[dict[str, Any]]:
    """The spaces of which somebody wants pictures, and since which day."""
    return [
        {"space": str(seat.space_id), "since": _day(consent.created_at, seat)}
        for seat in each_seat(person)
        for consent in PictureConsent.objects.visible_to(seat)
    ]


def _day(at: datetime, seat: Membership) -> str:
    return at.astimezone(ZoneInfo(seat.space.time_zone)).date().isoformat()


def erase(person: Person) -> None:
    """What was theirs alone. That something was revealed to both stays with the other."""
    with house():
        PictureConsent.objects.filter(person=person).delete()
        Event.objects.filter(Q(only_for=person) | Q(space_id__in=only_theirs(person))).delete()
