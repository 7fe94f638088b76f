"""Writing the one shared line of what happened, and telling it in the words of whoever knows them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from backend.accounts.models import Person
from backend.core import scope
from backend.spaces.models import Membership, Space
from backend.timeline.models import Event, Verb


@dataclass(frozen=True)
class Told:
    """An event in words, as one person may read them today. `link_id` is what to open for more."""

    title: str
    text: str = ""
    link_id: UUID | None = None
    author_id: UUID | None = None
    """Whose words they are; empty when they are both people's."""
    picture_id: UUID | None = None


Teller = Callable[[Membership, Sequence[UUID]], Mapping[UUID, Told]]
"""Subjects of one kind, told to one person in as many queries as for one; what it leaves out is not there."""


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


def tell(*, membership: Membership, events: Iterable[Event]) -> dict[UUID, Told]:
    """By subject. Kinds without a teller have no words of their own."""
    wanted: dict[str, list[UUID]] = defaultdict(list)
    for event in events:
        wanted[event.subject_kind].append(event.subject_id)
    told: dict[UUID, Told] = {}
    for kind, ids in wanted.items():
        if kind in settings.TELLERS:
            told |= _teller(kind)(membership, ids)
    return told


@cache
def _teller(kind: str) -> Teller:
    """Named in the settings: the timeline knows none of the apps above it."""
    found: Teller = import_string(settings.TELLERS[kind])
    return found
