"""One's own reminders in a calendar one already has, at an address that is a key."""

import hashlib
import hmac
from collections.abc import Iterator
from datetime import UTC, datetime
from secrets import token_urlsafe
from typing import NamedTuple
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction

from backend.accounts.models import Person
from backend.core import scope
from backend.core.clock import now
from backend.notifications.channels.calendar import Entry, calendar
from backend.notifications.models import Attention, CalendarFeed
from backend.notifications.services.promising import quiet_hours
from backend.schedules.models import Rest, Schedule
from backend.schedules.services import wish_of
from backend.spaces.models import Membership

SECRET_BYTES = 32
NO_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)


class Page(NamedTuple):
    """A calendar, and a mark that stays the same as long as nothing in it is new."""

    body: bytes
    mark: str


def renew_calendar(*, person: Person) -> CalendarFeed:
    """A new secret address; whatever has the old one finds nothing there any more."""
    secret = token_urlsafe(SECRET_BYTES)
    with transaction.atomic():
        Person.objects.select_for_update().get(
            pk=person.pk
        )  # who asks twice at once gets one after the other
        feed = CalendarFeed.objects.filter(person=person).first() or CalendarFeed()
        feed.person = person
        feed.seal(secret=secret)
        feed.secret_hash = _mark(secret)
        feed.save()
    return feed


def revoke_calendar(*, person: Person) -> None:
    """Nobody finds anything at its address any more."""
    CalendarFeed.objects.filter(person=person).delete()


def secret_of(*, person: Person) -> str | None:
    """What its address ends in; None when there is none."""
    feed = CalendarFeed.objects.filter(person=person).select_related("person__key").first()
    return (feed and feed.open("secret")) or None


def calendar_of(*, secret: str) -> Page | None:
    """What somebody who knows the address may see; None for any other. Asked at the door."""
    found = CalendarFeed.objects.filter(secret_hash=_mark(secret)).select_related("person").first()
    if found is None or not found.person.is_active:
        return None
    with scope.acting(person_id=found.person_id):
        entries = _entries(found.person)
    discreet = found.person.discreet
    unmoved = calendar(entries, discreet=discreet, at=NO_MOMENT)
    return Page(calendar(entries, discreet=discreet, at=now()), hashlib.sha256(unmoved).hexdigest())


def _mark(secret: str) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), b"calendar\n" + secret.encode(), hashlib.sha256)


def _entries(person: Person) -> list[Entry]:
    """Of the space they are in; where somebody has left, nothing is running."""
    seat = Membership.objects.active().filter(person=person).first()
    if seat is None:
        return []
    with scope.acting(person_id=person.pk, space_id=seat.space_id):
        return list(_running(seat, person))


def _running(seat: Membership, person: Person) -> Iterator[Entry]:
    rests = list(Rest.objects.visible_to(seat))
    off = set(Attention.objects.filter(person=person).exclude(off_at=None).values_list("schedule", flat=True))
    lead, quiet = wish_of(person=person).lead, quiet_hours(person)
    for schedule in Schedule.objects.visible_to(seat).running().order_by("created_at", "pk"):
        if schedule.next_due_on and schedule.next_due_at:
            rings = schedule.pk not in off and not quiet.cover(schedule.next_due_at - lead)
            yield Entry(
                uid=_name(schedule, person),
                repeat=schedule.repeat,
                first_on=schedule.next_due_on,
                rests=[(one.begins_on, one.ends_on) for one in rests if _is_for(one, schedule.pk)],
                lead=lead if rings else None,
            )


def _name(schedule: Schedule, person: Person) -> UUID:
    """Always the same, and in no other calendar: two of them in one place do not tell of each other."""
    return uuid5(person.pk, str(schedule.pk))


def _is_for(rest: Rest, schedule_id: UUID) -> bool:
    return rest.schedule_id in {None, schedule_id}
