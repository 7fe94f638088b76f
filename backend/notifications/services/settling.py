"""Writing down how sending went, many at once, and only as long as the lease is still ours."""

from collections.abc import Sequence
from datetime import datetime
from logging import getLogger
from operator import attrgetter
from random import random
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import connection

from backend.core import scope
from backend.core.clock import now
from backend.notifications import rules
from backend.notifications.channels import (
    Away,
    Broken,
    GivenUp,
    Gone,
    Never,
    NotNow,
    NotSure,
    Outcome,
)
from backend.notifications.models import Channel, Due, PushSubscription, State

MAYBE_SENT = (State.SENDING, State.AMBIGUOUS)
log = getLogger(__name__)


class Retry(NamedTuple):
    """A delivery to be tried again, and since when it is being tried; None when it never was."""

    due: Due
    reason: NotNow
    at: datetime
    first_tried_at: datetime | None


class GiveUp(NamedTuple):
    """A delivery that is not tried any more, and when the e-mail that may take its place is due."""

    due: Due
    reason: Never
    fallback_at: datetime


def settle(*, outcomes: Sequence[Outcome]) -> None:
    """Sent, to be tried again, or given up: one transaction for all of them.

    A worker that was slow does not undo what another has done since.
    """
    if not outcomes:
        return
    at = now()
    sent = [due for due, reason in outcomes if reason is None]
    with scope.house():
        again, given_up = _sort_failures(outcomes, at)
        _lock_messages(sent, given_up)
        _write_sent(sent, at)
        _write_again(again)
        _write_given_up(given_up, at)


def _sort_failures(outcomes: Sequence[Outcome], at: datetime) -> tuple[list[Retry], list[GiveUp]]:
    """Split what was not delivered into what is tried again and what is given up."""
    with_fallback = _messages_with_fallback(outcomes, at)
    next_steps = [
        (_retry_or_fall_back if due.message_id in with_fallback else _retry_or_give_up)(due, reason, at)
        for due, reason in outcomes
        if isinstance(reason, NotNow)
    ]
    never = [GiveUp(due, reason, at) for due, reason in outcomes if isinstance(reason, Never)]
    over = [step for step in next_steps if isinstance(step, GiveUp)]
    return [step for step in next_steps if isinstance(step, Retry)], never + over


def _retry_or_give_up(due: Due, reason: NotNow, at: datetime) -> Retry | GiveUp:
    """Give up when before the next try a day has gone by, or there is nothing left to be reminded of."""
    again_at = _again_at(due, reason, at)
    if again_at >= due.expires_at or rules.gives_up(due.first_tried_at or again_at, again_at):
        return GiveUp(due, GivenUp(), at)
    was_tried = _attempts(due, reason) > 0
    return Retry(due, reason, again_at, due.first_tried_at if was_tried else None)


def _retry_or_fall_back(due: Due, reason: NotNow, at: datetime) -> Retry | GiveUp:
    """Give up when the e-mail is due before push may be tried again.

    Time counts from when it was first taken to be sent, even if its push service was left alone: nobody was
    reminded either way. An e-mail due in quiet hours is put off when it is taken, as everything is.
    """
    failing_since = min(due.first_tried_at or at, at)  # The clock may have jumped back since.
    fallback_at = rules.fallback_due_at(failing_since, due.expires_at)
    again_at = rules.retry_before_fallback(at, _again_at(due, reason, at), reason.pause, fallback_at)
    if again_at is None:
        return GiveUp(due, GivenUp(), max(at, fallback_at))
    return Retry(due, reason, again_at, failing_since)


def _attempts(due: Due, reason: NotNow) -> int:
    """Count the tries so far; a service that was left alone was not tried."""
    return due.attempts - isinstance(reason, Away)


def _again_at(due: Due, reason: NotNow, at: datetime) -> datetime:
    if isinstance(reason, Away):
        return at + (reason.pause or rules.FIRST_PAUSE)
    return at + rules.pause(due.attempts, random(), reason.pause)  # noqa: S311


def _messages_with_fallback(outcomes: Sequence[Outcome], at: datetime) -> set[UUID]:
    """Find the messages of failing pushes for which an e-mail may be written.

    What went out on another browser of the same person needs none: the others are tried until it expires.
    """
    failing = {
        due.message_id
        for due, reason in outcomes
        if due.channel == Channel.PUSH and isinstance(reason, NotNow)
    } - {due.message_id for due, reason in outcomes if reason is None}
    if not failing:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_WITH_FALLBACK, [list(failing), at])
        return {pk for (pk,) in cursor.fetchall()}


def _lock_messages(sent: Sequence[Due], given_up: Sequence[GiveUp]) -> None:
    """Lock the messages in one order before any of them is written, so that workers cannot deadlock.

    When two workers give up two browsers of one message, the second sees what the first has written.
    """
    if given_up:
        messages = {due.message_id for due in sent} | {due.message_id for due, _, _ in given_up}
        with connection.cursor() as cursor:
            cursor.execute(_HOLD, [list(messages)])


def _write_sent(sent: Sequence[Due], at: datetime) -> None:
    """The first way on which a message goes out counts as its reminder."""
    if sent:
        with connection.cursor() as cursor:
            cursor.execute(_SENT, [at, *_ours(sent), at, at])


def _ours(deliveries: Sequence[Due]) -> tuple[list[object], list[object]]:
    return [due.pk for due in deliveries], [due.lease for due in deliveries]


def _write_again(again: Sequence[Retry]) -> None:
    if not again:
        return
    for retry in again:
        _tell(retry.due, retry.reason)
    rows = [_row_of_another_try(retry) for retry in again]
    with connection.cursor() as cursor:
        cursor.execute(_AGAIN, [list(column) for column in zip(*rows, strict=True)])


def _row_of_another_try(retry: Retry) -> tuple[object, ...]:
    due, reason, again_at, first_tried_at = retry
    maybe_sent = isinstance(reason, NotSure) or due.state in MAYBE_SENT
    state = State.AMBIGUOUS if maybe_sent else State.PENDING
    return (due.pk, due.lease, state, again_at, _attempts(due, reason), first_tried_at, reason.failure)


def _tell(due: Due, reason: NotNow) -> None:
    fault = reason.fault if isinstance(reason, Broken) else reason
    if not isinstance(reason, Away):
        log.warning("delivery %s: %s, attempt %s", due.pk, type(fault).__name__, due.attempts)


def _write_given_up(given_up: Sequence[GiveUp], at: datetime) -> None:
    """Where no browser could be reached, mail stands in."""
    if not given_up:
        return
    for due, reason, _ in given_up:
        log.warning("delivery %s: given up, %s", due.pk, type(reason).__name__)
    deliveries, leases = _ours([one.due for one in given_up])
    with connection.cursor() as cursor:
        cursor.execute(_DEAD, [deliveries, leases, [one.reason.failure for one in given_up]])
        _forget_those_that_are_gone(given_up)
        cursor.execute(_STAND_IN, [at, *_letters(given_up), at])


def _letters(given_up: Sequence[GiveUp]) -> list[list[object]]:
    """Build the columns of new e-mails, one per message: due when the last of its browsers is over."""
    pushed = [one for one in given_up if one.due.channel == Channel.PUSH]
    last = {one.due.message_id: one for one in sorted(pushed, key=attrgetter("fallback_at"))}
    return [
        [uuid4() for _ in last],
        [*last],
        [one.due.lane for one in last.values()],
        [one.fallback_at for one in last.values()],
    ]


def _forget_those_that_are_gone(given_up: Sequence[GiveUp]) -> None:
    gone = [due.browser_id for due, reason, _ in given_up if isinstance(reason, Gone) and due.browser_id]
    if gone:
        PushSubscription.objects.filter(pk__in=gone).delete()


_SENT = """
with done as (
    update notifications_delivery d
    set state = 'sent', sent_at = %s, due_at = null, lease = null, failure = ''
    from unnest(%b::uuid[], %b::uuid[]) ours(id, lease) where d.id = ours.id and d.lease = ours.lease
    returning d.message_id
), held as (
    select m.id from notifications_message m
    where m.id in (select message_id from done) and m.sent_at is null order by m.id for no key update
), first as (
    update notifications_message m set sent_at = %s from held where m.id = held.id
    returning m.person_id, m.schedule_id, m.kind
)
insert into notifications_attention as kept (id, created_at, person_id, schedule_id, unanswered, asks)
select gen_random_uuid(), %s, person_id, schedule_id, count(*), false from first
where schedule_id is not null and kind = 'check_in'
group by person_id, schedule_id order by person_id, schedule_id
on conflict (person_id, schedule_id) do update set unanswered = kept.unanswered + excluded.unanswered
"""
_AGAIN = """
update notifications_delivery d set state = again.state, due_at = again.due_at, lease = null,
    attempts = again.attempts, first_tried_at = again.first_tried_at, failure = again.failure
from unnest(%b::uuid[], %b::uuid[], %s::text[], %b::timestamptz[], %b::smallint[], %b::timestamptz[],
    %s::text[]) again(id, lease, state, due_at, attempts, first_tried_at, failure)
where d.id = again.id and d.lease = again.lease
"""
_HOLD = "select from notifications_message where id = any(%b::uuid[]) order by id for no key update"
_DEAD = """
update notifications_delivery d set state = 'dead', due_at = null, lease = null, failure = over.failure
from unnest(%b::uuid[], %b::uuid[], %s::text[]) over(id, lease, failure)
where d.id = over.id and d.lease = over.lease
"""
_MAY_FALL_BACK = """
p.remind_by_push and p.email_as_fallback and m.kind <> 'test'
    and m.sent_at is null and m.withdrawn_at is null and m.tapped_at is null and m.expires_at > %s
    and not exists (
        select from notifications_delivery letter where letter.message_id = m.id and letter.channel = 'email'
    )
"""
_WITH_FALLBACK = f"""
select m.id from notifications_message m join accounts_person p on p.id = m.person_id
where m.id = any(%b::uuid[]) and {_MAY_FALL_BACK}
"""  # noqa: S608 - only our own words
_STAND_IN = f"""
insert into notifications_delivery
    (id, created_at, message_id, channel, target, lane, state, due_at, attempts, failure)
select new.id, %s, m.id, 'email', '', new.lane, 'pending', new.due_at, 0, ''
from unnest(%b::uuid[], %b::uuid[], %b::smallint[], %b::timestamptz[]) new(id, message_id, lane, due_at)
join notifications_message m on m.id = new.message_id
join accounts_person p on p.id = m.person_id
where {_MAY_FALL_BACK} and not exists (
    select from notifications_delivery other
    where other.message_id = m.id and other.state not in ('dead', 'dropped')
)
on conflict do nothing
"""  # noqa: S608 - only our own words
