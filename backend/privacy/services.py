"""Leaving: what concerns every app, called in visible order."""

from datetime import timedelta

from django.db import transaction

from backend.accounts.models import Person
from backend.core import scope
from backend.core.clock import now
from backend.core.services import nudge
from backend.notifications.services import enqueue, withdraw_all
from backend.notifications.tasks import deliver_due
from backend.spaces.models import Membership
from backend.spaces.services import leave_space

CLOSED = "space_closed"
NEWS_LASTS = timedelta(days=3)


def leave(*, person: Person, quietly: bool) -> None:
    """Close the space, now and for both. Somebody who is in none has left already."""
    with transaction.atomic():
        seat = leave_space(person=person)
        if seat:
            # The other's messages are the other's; only the house reaches both.
            with scope.house():
                withdraw_all(space_id=seat.space_id)
                if not quietly:
                    _tell_the_other(seat)


def _tell_the_other(seat: Membership) -> None:
    """In the same words as every reminder."""
    for other in Membership.objects.active().filter(space=seat.space_id).select_related("person", "space"):
        at = now()
        enqueue(
            person=other.person,
            space=other.space,
            kind=CLOSED,
            subject_id=seat.space_id,
            due_at=at,
            expires_at=at + NEWS_LASTS,
        )
        nudge(deliver_due)
