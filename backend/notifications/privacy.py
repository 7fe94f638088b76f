"""What somebody was reminded of, and where, for themselves; and forgetting it."""

from typing import Any

from backend.accounts.models import Person
from backend.notifications.models import Delivery, Message, PushSubscription

COVERS = (Message, Delivery, PushSubscription)


def export(person: Person) -> dict[str, Any]:
    """The address of a browser is a key to it, and stays out."""
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
    }


def erase(person: Person) -> None:
    """No phone is woken any more, and what was not sent will not be."""
    Message.objects.filter(person=person).delete()
    PushSubscription.objects.filter(person=person).delete()
