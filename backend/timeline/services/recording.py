"""Adding to the line, and taking out what was taken back."""

from datetime import datetime
from uuid import UUID

from backend.accounts.models import Person
from backend.core import scope
from backend.spaces.models import Membership, Space
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


def unrecord(*, membership: Membership, subject_id: UUID) -> None:
    """What was taken back did not happen; inside the transaction of taking it back."""
    with scope.house():
        Event.objects.filter(space=membership.space_id, subject_id=subject_id).delete()
