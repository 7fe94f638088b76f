"""Telling an event in the words of whoever knows its subject."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from backend.spaces.models import Membership
from backend.timeline.models import Event


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


def tell(*, membership: Membership, events: Iterable[Event]) -> dict[UUID, Told]:
    """By subject. Kinds without a teller have no words of their own."""
    wanted: dict[str, list[UUID]] = defaultdict(list)
    for event in events:
        wanted[event.subject_kind].append(event.subject_id)
    told: dict[UUID, Told] = {}
    for kind, ids in wanted.items():
        if has_teller(kind):
            told |= _teller(kind)(membership, ids)
    return told


def has_teller(kind: str) -> bool:
    return kind in settings.TELLERS


@cache
def _teller(kind: str) -> Teller:
    """Named in the settings: the timeline knows none of the apps above it."""
    found: Teller = import_string(settings.TELLERS[kind])
    return found
