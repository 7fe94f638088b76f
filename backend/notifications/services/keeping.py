"""Keeping what waits in order: moved with clocks, freed when its holder died, forgotten in the end."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db import connection

from backend.accounts.models import Person
from backend.core import scope
from backend.core.clock import now
from backend.notifications import rules
from backend.notifications.models import Delivery, Kind, Message, State
from backend.notifications.rules import QuietHours
from backend.notifications.services.promising import quiet_hours
from backend.notifications.services.taking import LEASE

PEOPLE = 100
MESSAGES = 1000
KEPT_FOR = timedelta(days=90)


def follow_clocks() -> int:
    """What waits for people whose zone or quiet hours have changed moves, too. Returns how many they are."""
    with scope.house():
        if not _somebody_moved():
            return 0
        changed = Person.objects.filter(clocks_changed_at__isnull=False).order_by("clocks_changed_at")
        people = list(changed.select_for_update(skip_locked=True, no_key=True)[:PEOPLE])
        if people:
            _move({person.pk: quiet_hours(person) for person in people})
            Person.objects.filter(pk__in=[person.pk for person in people]).update(clocks_changed_at=None)
    return len(people)


def _somebody_moved() -> bool:
    """Asked before every slice of sending, so asked in few words."""
    with connection.cursor() as cursor:
        cursor.execute("select exists (select from accounts_person where clocks_changed_at is not null)")
        return bool((cursor.fetchone() or (False,))[0])


def _move(quiet: Mapping[UUID, QuietHours]) -> None:
    """Those that were not tried yet, each to the first moment it may go out, earlier or later."""
    untried = Delivery.objects.filter(
        message__person__in=quiet.keys(), state=State.PENDING, attempts=0
    ).exclude(message__kind=Kind.TEST)
    found = untried.select_for_update(of=("self",), skip_locked=True).values_list(
        "pk", "message__person", "message__due_at"
    )
    moments = [(pk, rules.outside_quiet(due_at, quiet[person])) for pk, person, due_at in found]
    if moments:
        with connection.cursor() as cursor:
            cursor.execute(_MOVE, [list(column) for column in zip(*moments, strict=True)])


def unstick() -> int:
    """What nobody holds any more may be taken at once: its holder has died, or the clock has jumped back."""
    at = now()
    with scope.house(), connection.cursor() as cursor:
        cursor.execute(_UNSTICK, {"now": at, "too_long": at + 2 * LEASE})
        return int(cursor.rowcount)


def forget_old_messages() -> int:
    """Some of those that are done and old; returns how many."""
    with scope.house():
        old = Message.objects.filter(created_at__lt=now() - KEPT_FOR)
        done = old.exclude(deliveries__due_at__isnull=False).values_list("pk", flat=True)[:MESSAGES]
        return Message.objects.filter(pk__in=list(done)).delete()[1].get("notifications.Message", 0)


_UNSTICK = """
update notifications_delivery held set due_at = %(now)s
where lease is not null and due_at > %(now)s and (due_at > %(too_long)s or not exists (
    select from pg_stat_activity session where lpad(to_hex(session.pid), 8, '0') = left(held.lease::text, 8)
))
"""
_MOVE = """
update notifications_delivery d set due_at = moved.due_at
from unnest(%s::uuid[], %s::timestamptz[]) moved(id, due_at) where d.id = moved.id
"""
