"""Writing the one shared line of what happened."""

from datetime import datetime
from uuid import UUID

from backend.accounts.models import Person
from backend.spaces.models import Space
from backend.timeline.models import Event, Verb


def record(
    *,
    space: Space,
    verb: Verb,
    subject_kind: str,
    subject_id: UUID,
    at: datetime,
    detail: dict[str, str],
    only_for: Person | None = None,
) -> Event:
    """Add an event; inside the transaction of what it tells of."""
    return Event.objects.create(
        space=space,
        verb=verb,
        subject_kind=subject_kind,
        subject_id=subject_id,
        happened_at=at,
        detail=detail,
        only_for=only_for,
    )
