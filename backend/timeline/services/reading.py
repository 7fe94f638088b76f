"""Reading the line: page by page from any day, and the months there is something in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.db.models.functions import TruncMonth

from backend.core.errors import InvalidWords
from backend.spaces.models import Membership
from backend.timeline.models import Event, EventQuerySet, Group
from backend.timeline.services.telling import Told, has_teller, tell

LAST_DAY = date(9998, 12, 31)
"""Beyond it there is no day after, and nothing of ours."""


@dataclass(frozen=True)
class Page:
    """Newest first. `next` is the mark of what is older, if anything is."""

    items: Sequence[tuple[Event, Told | None]]
    next: UUID | None


@dataclass(frozen=True)
class Month:
    """A month with something in it; `first` is its first day."""

    first: date
    count: int


def read_page(
    *,
    membership: Membership,
    size: int,
    after: UUID | None = None,
    group: Group | None = None,
    until: date | None = None,
) -> Page:
    """What happened before the event `after`, and on or before the day `until` where they live.

    An event whose subject nobody can tell any more is left out, and what comes after it is not lost.
    """
    events = _of(membership, group)
    if until:
        events = events.filter(happened_at__lt=_end_of(min(until, LAST_DAY), membership))
    if after:
        events = events.before(_mark(membership, after))
    found = list(events.order_by("-happened_at", "-id")[: size + 1])
    if after and not found and not _mark(membership, after).exists():
        raise InvalidWords("cursor", "This page mark is not from here. Start at the top.")
    page = found[:size]
    told = tell(membership=membership, events=page)
    return Page(
        items=[(event, told.get(event.subject_id)) for event in page if _is_there(event, told)],
        next=page[-1].pk if len(found) > size else None,
    )


def months(*, membership: Membership, group: Group | None = None) -> list[Month]:
    """Newest first, where they live."""
    month = TruncMonth("happened_at", tzinfo=ZoneInfo(membership.space.time_zone))
    counted = _of(membership, group).annotate(month=month).values_list("month").annotate(Count("pk"))
    return [Month(first.date(), count) for first, count in counted.order_by("-month")]


def _of(membership: Membership, group: Group | None) -> EventQuerySet:
    events = Event.objects.visible_to(membership)
    return events.filter(group=group) if group else events


def _mark(membership: Membership, after: UUID) -> EventQuerySet:
    """The id of an event is the mark.

    The moment itself is when the later of the two has sent, and nobody's to know.
    """
    return Event.objects.visible_to(membership).filter(pk=after)


def _end_of(day: date, membership: Membership) -> datetime:
    zone = ZoneInfo(membership.space.time_zone)
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), zone)


def _is_there(event: Event, told: dict[UUID, Told]) -> bool:
    return event.subject_id in told or not has_teller(event.subject_kind)
