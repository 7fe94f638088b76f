"""Whether reminders find their way: for the person they are for, and for the operator."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max, Q

from backend.accounts.models import Person
from backend.core import scope
from backend.core.clock import now
from backend.notifications import rules
from backend.notifications.channels import Away
from backend.notifications.models import Attention, Channel, Delivery, Lane, PushSubscription
from backend.notifications.services.taking import LEASE

MOST_COUNTED = 100_000
"""Above it the exact number tells nobody anything, and counting costs."""
KNOWN = Q(sent_at__isnull=False) | ~Q(failure__in=["", Away.failure])
"""Whether it can be reached: what was only put off says nothing about that."""


@dataclass(frozen=True)
class Browser:
    id: UUID
    added_at: datetime
    renewed_at: datetime
    last_sent_at: datetime | None
    failing: bool


@dataclass(frozen=True)
class Topic:
    """How the reminders of one schedule stand with one person."""

    schedule: UUID
    off: bool
    asks: bool
    halved: bool

    @classmethod
    def of(cls, kept: Attention) -> "Topic":
        is_off = kept.off_at is not None
        halved = not is_off and rules.is_halved(kept.unanswered)
        return cls(schedule=kept.schedule_id, off=is_off, asks=kept.asks, halved=halved)


@dataclass(frozen=True)
class Health:
    last_sent_at: datetime | None
    browsers: list[Browser]
    email_last_sent_at: datetime | None
    topics: list[Topic]


def health_of(*, person: Person, space_id: UUID | None) -> Health:
    """What went out when, which browsers can be woken, and where attention has changed what is sent."""
    mine = Delivery.objects.filter(message__person=person)
    last = mine.aggregate(any=Max("sent_at"), mail=Max("sent_at", filter=Q(channel=Channel.EMAIL)))
    return Health(last["any"], _browsers(person), last["mail"], _topics(person, space_id))


def _browsers(person: Person) -> list[Browser]:
    pushed = Delivery.objects.filter(message__person=person, channel=Channel.PUSH)
    sent = dict(pushed.values_list("target").annotate(Max("sent_at")))
    latest = pushed.filter(KNOWN).order_by("target", "-message__created_at").distinct("target")
    failing = dict(latest.values_list("target", "failure"))
    return [
        Browser(
            id=one.pk,
            added_at=one.created_at,
            renewed_at=one.renewed_at,
            last_sent_at=sent.get(str(one.pk)),
            failing=bool(failing.get(str(one.pk))),
        )
        for one in PushSubscription.objects.filter(person=person).order_by("created_at", "pk")
    ]


def _topics(person: Person, space_id: UUID | None) -> list[Topic]:
    if space_id is None:
        return []
    here = Attention.objects.filter(person=person, schedule__space=space_id).order_by("created_at", "pk")
    topics = [Topic.of(kept) for kept in here]
    return [topic for topic in topics if topic.off or topic.asks or topic.halved]


@dataclass(frozen=True)
class Backlog:
    """How far behind the senders are."""

    oldest: dict[str, float]
    """By channel: seconds since the one that has waited longest could have gone out."""
    due: dict[tuple[str, int], int]
    """By channel and lane."""
    in_flight: int
    dead: int
    """Given up, of those first tried within the last day."""


def backlog() -> Backlog:
    """By indexes alone, and no further than it tells something, however much there is."""
    at = now()
    told: dict[str, Any] = {"now": at, "channels": Channel.values, "lanes": Lane.values, "most": MOST_COUNTED}
    a_day_ago = at - timedelta(days=1)
    held: dict[str, Any] = {"now": at, "leased": at + LEASE, "a_day_ago": a_day_ago, "most": MOST_COUNTED}
    with scope.house(), connection.cursor() as cursor:
        cursor.execute(_DUE, told)
        due = {(channel, lane): (count, late) for channel, lane, count, late in cursor.fetchall()}
        cursor.execute(_HELD_AND_DEAD, held)
        in_flight, dead = cursor.fetchone() or (0, 0)
    oldest = {
        channel: max(late for (found, _), (_, late) in due.items() if found == channel)
        for channel in Channel.values
    }
    return Backlog(oldest, {which: count for which, (count, _) in due.items()}, in_flight, dead)


_DUE = """
select channel, lane,
    (select count(*) from (
        select from notifications_delivery d
        where d.channel = channels.channel and d.lane = lanes.lane and d.due_at <= %(now)s
        limit %(most)s) due),
    coalesce(extract(epoch from %(now)s::timestamptz - (
        select d.due_at from notifications_delivery d
        where d.channel = channels.channel and d.lane = lanes.lane and d.due_at <= %(now)s
        order by d.due_at limit 1)), 0)::float8
from unnest(%(channels)s::text[]) channels(channel) cross join unnest(%(lanes)s::smallint[]) lanes(lane)
"""
_HELD_AND_DEAD = """
select
    (select count(*) from (
        select from notifications_delivery
        where due_at > %(now)s and due_at <= %(leased)s and lease is not null limit %(most)s) held),
    (select count(*) from (
        select from notifications_delivery
        where state = 'dead' and first_tried_at >= %(a_day_ago)s limit %(most)s) dead)
"""
