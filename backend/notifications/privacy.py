"""What somebody was reminded of, and where, for themselves; and forgetting it."""

from typing import Any

from backend.accounts.models import Person
from backend.notifications.models import Attention, CalendarFeed, Delivery, Message, PushSubscription
from backend.schedules.models import Schedule
from backend.spaces.privacy import each_seat

COVERS = (Message, Delivery, PushSubscription, Attention, CalendarFeed)


def export(person: Person) -> dict[str, Any]:
    """The addresses of a browser and of a calendar are keys to them, and stay out."""
    messages = Message.objects.filter(person=person).order_by("due_at", "pk")
    return {
        "browsers": [
            {"added_at": one.created_at.isoformat(), "renewed_at": one.renewed_at.isoformat()}
            for one in PushSubscription.objects.filter(person=person).order_by("created_at")
        ],
        "sent": [
            {
                "kind": one.kind,
                "due_at": one.due_at.isoformat(),
                "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
            }
            for one in messages
        ],
        "calendar": CalendarFeed.objects.filter(person=person).exists(),
        "off": _off(person),
    }


def _off(person: Person) -> list[str]:
    """What they are not reminded of."""
    off = Attention.objects.filter(person=person).exclude(off_at=None).values_list("schedule", flat=True)
    return [
        schedule.subject
        for seat in each_seat(person)
        for schedule in Schedule.objects.visible_to(seat).filter(pk__in=list(off)).order_by("created_at")
    ]


def erase(person: Person) -> None:
    """No phone is woken any more, no calendar filled, and what was not sent will not be."""
    Attention.objects.filter(person=person).delete()
    CalendarFeed.objects.filter(person=person).delete()
    Message.objects.filter(person=person).delete()
    PushSubscription.objects.filter(person=person).delete()
