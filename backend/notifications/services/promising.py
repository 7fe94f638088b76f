"""Promising messages as rows, in the transaction of what they tell of; and taking promises back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID, uuid4

from django.db import connection

from backend.accounts.models import Person
from backend.core.clock import now
from backend.notifications import rules
from backend.notifications.models import OF_A_PROMISE, Channel, Kind, Lane, Message, PushSubscription, State
from backend.notifications.services.attention import heeded
from backend.spaces.models import Space

LANES: dict[str, Lane] = {
    Kind.TEST: Lane.AWAITED,
    Kind.LEFT: Lane.AWAITED,
    Kind.CHECK_IN_AGAIN: Lane.ONCE_MORE,
}
Way = tuple[Channel, str]


@dataclass(frozen=True)
class Reminder:
    """That something is there from `opens_at` until `expires_at`, and somebody wants to know at `due_at`."""

    person: Person
    space_id: UUID
    schedule_id: UUID | None
    subject_id: UUID
    due_at: datetime
    opens_at: datetime
    expires_at: datetime
    follow_up: bool


@dataclass(frozen=True)
class Promise:
    """One message to be, on these ways."""

    person: Person
    space_id: UUID | None
    schedule_id: UUID | None
    kind: str
    subject_id: UUID
    due_at: datetime
    expires_at: datetime
    ways: Sequence[Way]
    pk: UUID = field(default_factory=uuid4)

    @cached_property
    def goes_at(self) -> datetime:
        """Somebody who asks for a test is awake."""
        return (
            self.due_at
            if self.kind == Kind.TEST
            else rules.outside_quiet(self.due_at, quiet_hours(self.person))
        )


def quiet_hours(person: Person) -> rules.QuietHours:
    return rules.QuietHours(person.time_zone, person.quiet_from, person.quiet_until)


def enqueue_all(reminders: Sequence[Reminder]) -> int:
    """Promise them on each way their people chose; once per person and subject. Returns how many are new.

    In the house's scope and the caller's transaction. Whoever calls rings the bells of the senders.
    """
    wanted = heeded(reminders) if reminders else []
    ways = _ways_to(reminder.person for reminder in wanted)
    return len(promise([one for reminder in wanted for one in _promises(reminder, ways[reminder.person.pk])]))


def _promises(reminder: Reminder, ways: Sequence[Way]) -> Iterable[Promise]:
    about = (reminder.person, reminder.space_id, reminder.schedule_id)
    first = Promise(*about, Kind.CHECK_IN, reminder.subject_id, reminder.due_at, reminder.expires_at, ways)
    yield first
    again_at = rules.once_more_at(first.goes_at, reminder.opens_at)
    if reminder.follow_up and again_at < reminder.expires_at:
        yield Promise(*about, Kind.CHECK_IN_AGAIN, reminder.subject_id, again_at, reminder.expires_at, ways)


def enqueue(
    *,
    person: Person,
    space: Space | None,
    kind: str,
    subject_id: UUID,
    due_at: datetime,
    expires_at: datetime,
) -> Message:
    """Promise one message, inside the transaction of what it tells of. Once per person, kind and subject."""
    ways = _ways_to([person])[person.pk]
    space_id = space.pk if space else None
    promise([Promise(person, space_id, None, kind, subject_id, due_at, expires_at, ways)])
    return Message.objects.get(person=person, kind=kind, subject_id=subject_id)


def snooze(*, message: Message, until: datetime) -> None:
    """Once more then. It takes the place of the time it was put off before."""
    person, subject_id = message.person, message.subject_id
    kind = Kind.PUT_OFF if message.kind in OF_A_PROMISE else Kind.SNOOZED
    Message.objects.filter(person=person, kind=kind, subject_id=subject_id).delete()
    about = (person, message.space_id, message.schedule_id)
    ways = _ways_to([person])[person.pk]
    promise([Promise(*about, kind, subject_id, until, message.expires_at, ways)])


def _ways_to(people: Iterable[Person]) -> dict[UUID, list[Way]]:
    by_id = {person.pk: person for person in people}
    browsers: dict[UUID, list[UUID]] = defaultdict(list)
    pushed = [pk for pk, person in by_id.items() if person.remind_by_push]
    mine = PushSubscription.objects.filter(person__any_of=pushed)
    for pk, person_id in mine.values_list("pk", "person") if pushed else ():
        browsers[person_id].append(pk)
    return {pk: _ways(person, browsers[pk]) for pk, person in by_id.items()}


def _ways(person: Person, browsers: Sequence[UUID]) -> list[Way]:
    """Where push is wanted and there is no browser to wake, mail stands in for it."""
    stands_in = person.remind_by_push and not browsers and person.email_as_fallback
    mail: list[Way] = [(Channel.EMAIL, "")] if person.remind_by_email or stands_in else []
    return mail + [(Channel.PUSH, str(browser)) for browser in browsers]


def promise(promises: Sequence[Promise]) -> set[UUID]:
    """Write those that are not there yet, in two statements; returns the ids of the new messages."""
    if not promises:
        return set()
    at = now()
    with connection.cursor() as cursor:
        cursor.execute(_MESSAGES, [at, *_columns(promises)])
        new = {pk for (pk,) in cursor.fetchall()}
        ways = [
            (uuid4(), one.pk, channel, target, LANES.get(one.kind, Lane.REMINDER), one.goes_at)
            for one in promises
            if one.pk in new
            for channel, target in one.ways
        ]
        if ways:
            cursor.execute(_DELIVERIES, [at, State.PENDING, *map(list, zip(*ways, strict=True))])
    return new


def _columns(promises: Sequence[Promise]) -> list[list[object]]:
    rows = [
        (
            one.pk,
            one.person.pk,
            one.space_id,
            one.schedule_id,
            one.kind,
            one.subject_id,
            one.due_at,
            one.expires_at,
        )
        for one in promises
    ]
    return [list(column) for column in zip(*rows, strict=True)]


def withdraw(*, person: Person, subject_id: UUID) -> None:
    """It no longer holds: what has not gone out will not."""
    Message.objects.filter(person=person, subject_id=subject_id, withdrawn_at=None).update(withdrawn_at=now())


def forget(*, person: Person, subject_id: UUID) -> None:
    """As if it had not been promised, so that it may be promised anew. What has gone out, has."""
    Message.objects.filter(person=person, subject_id=subject_id, sent_at=None).delete()


def withdraw_all(*, space_id: UUID) -> None:
    """Nothing of this space holds any more, for nobody."""
    Message.objects.filter(space=space_id, withdrawn_at=None).update(withdrawn_at=now())


_MESSAGES = """
insert into notifications_message
    (id, created_at, person_id, space_id, schedule_id, kind, subject_id, due_at, expires_at)
select new.id, %s, new.person_id, new.space_id, new.schedule_id, new.kind, new.subject_id, new.due_at,
    new.expires_at
from unnest(%b::uuid[], %b::uuid[], %b::uuid[], %b::uuid[], %s::text[], %b::uuid[], %b::timestamptz[],
    %b::timestamptz[]) new(id, person_id, space_id, schedule_id, kind, subject_id, due_at, expires_at)
on conflict (person_id, kind, subject_id) do nothing
returning id
"""
_DELIVERIES = """
insert into notifications_delivery
    (id, created_at, state, message_id, channel, target, lane, due_at, attempts, failure)
select new.id, %s, %s, new.message_id, new.channel, new.target, new.lane, new.due_at, 0, ''
from unnest(%b::uuid[], %b::uuid[], %s::text[], %s::text[], %b::smallint[], %b::timestamptz[])
    new(id, message_id, channel, target, lane, due_at)
"""
