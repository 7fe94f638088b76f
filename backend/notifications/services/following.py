"""What waits for people whose zone or quiet hours have changed moves with them."""

from collections.abc import Mapping
from uuid import UUID

from django.db import connection

from backend.accounts.models import Person
from backend.notifications import rules
from backend.notifications.models import Delivery, Kind, State
from backend.notifications.rules import QuietHours
from backend.notifications.services.promising import quiet_hours

PEOPLE = 100
"""At once: those who are left are seen to at the next look."""


def follow_clocks() -> None:
    """In the house's scope and the caller's transaction."""
    if not _somebody_moved():
        return
    changed = Person.objects.filter(clocks_changed_at__isnull=False).order_by("clocks_changed_at")
    people = list(changed.select_for_update(skip_locked=True, no_key=True)[:PEOPLE])
    if people:
        _move({person.pk: quiet_hours(person) for person in people})
        Person.objects.filter(pk__in=[person.pk for person in people]).update(clocks_changed_at=None)


def _somebody_moved() -> bool:
    """Asked whenever something is taken, so asked in few words."""
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


_MOVE = """
update notifications_delivery d set due_at = moved.due_at
from unnest(%b::uuid[], %b::timestamptz[]) moved(id, due_at) where d.id = moved.id
"""
