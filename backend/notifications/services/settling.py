"""Writing down how sending went, many at once, and only as long as the lease is still ours."""

from collections.abc import Sequence
from datetime import datetime
from logging import getLogger
from operator import attrgetter
from random import random
from uuid import uuid4

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


def settle(*, outcomes: Sequence[Outcome]) -> None:
    """Sent, to be tried again, or given up: one transaction for all of them.

    A worker that was slow does not undo what another has done since.
    """
    if not outcomes:
        return
    at = now()
    again = [
        (due, reason, _again_at(due, reason, at)) for due, reason in outcomes if isinstance(reason, NotNow)
    ]
    over: list[tuple[Due, Never]] = [(due, GivenUp()) for due, _, moment in again if _is_over(due, moment)]
    never: list[tuple[Due, Never]] = [(due, reason) for due, reason in outcomes if isinstance(reason, Never)]
    with scope.house():
        _write_sent([due for due, reason in outcomes if reason is None], at)
        _write_again([one for one in again if not _is_over(one[0], one[2])])
        _write_given_up(never + over, at)


def _again_at(due: Due, reason: NotNow, at: datetime) -> datetime:
    if isinstance(reason, Away):
        return at + (reason.pause or rules.FIRST_PAUSE)
    return at + rules.pause(due.attempts, random(), reason.pause)  # noqa: S311


def _is_over(due: Due, again_at: datetime) -> bool:
    """Before the next try a day has gone by, or there is nothing left to be reminded of."""
    return again_at >= due.expires_at or rules.gives_up(due.first_tried_at or again_at, again_at)


def _write_sent(sent: Sequence[Due], at: datetime) -> None:
    """The first way on which a message goes out counts as its reminder."""
    if sent:
        with connection.cursor() as cursor:
            cursor.execute(_SENT, [at, *_ours(sent), at, at])


def _ours(deliveries: Sequence[Due]) -> tuple[list[object], list[object]]:
    return [due.pk for due in deliveries], [due.lease for due in deliveries]


def _write_again(again: Sequence[tuple[Due, NotNow, datetime]]) -> None:
    if not again:
        return
    for due, reason, _ in again:
        _tell(due, reason)
    rows = [_row_of_another_try(*one) for one in again]
    with connection.cursor() as cursor:
        cursor.execute(_AGAIN, [list(column) for column in zip(*rows, strict=True)])


def _row_of_another_try(due: Due, reason: NotNow, again_at: datetime) -> tuple[object, ...]:
    """What was not a try is not counted as one."""
    attempts = due.attempts - isinstance(reason, Away)
    maybe_sent = isinstance(reason, NotSure) or due.state in MAYBE_SENT
    state = State.AMBIGUOUS if maybe_sent else State.PENDING
    return (
        due.pk,
        due.lease,
        state,
        again_at,
        attempts,
        due.first_tried_at if attempts else None,
        reason.failure,
    )


def _tell(due: Due, reason: NotNow) -> None:
    fault = reason.fault if isinstance(reason, Broken) else reason
    if not isinstance(reason, Away):
        log.warning("delivery %s: %s, attempt %s", due.pk, type(fault).__name__, due.attempts)


def _write_given_up(given_up: Sequence[tuple[Due, Never]], at: datetime) -> None:
    """Where no browser could be reached, mail stands in. Two ways of one message are given up in turn."""
    if not given_up:
        return
    for due, reason in given_up:
        log.warning("delivery %s: given up, %s", due.pk, type(reason).__name__)
    dead = sorted((due for due, _ in given_up), key=attrgetter("message_id"))
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [[due.message_id for due in dead]])
        cursor.execute(
            _DEAD, [*_ours([due for due, _ in given_up]), [reason.failure for _, reason in given_up]]
        )
        _forget_those_that_are_gone(given_up)
        pushed = {due.message_id: due.lane for due in dead if due.channel == Channel.PUSH}
        cursor.execute(_STAND_IN, [at, at, [uuid4() for _ in pushed], [*pushed], [*pushed.values()], at])


def _forget_those_that_are_gone(given_up: Sequence[tuple[Due, Never]]) -> None:
    gone = [due.browser_id for due, reason in given_up if isinstance(reason, Gone) and due.browser_id]
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
_STAND_IN = """
insert into notifications_delivery
    (id, created_at, message_id, channel, target, lane, state, due_at, attempts, failure)
select new.id, %s, m.id, 'email', '', new.lane, 'pending', %s, 0, ''
from unnest(%b::uuid[], %b::uuid[], %b::smallint[]) new(id, message_id, lane)
join notifications_message m on m.id = new.message_id
join accounts_person p on p.id = m.person_id
where p.remind_by_push and p.email_as_fallback and m.kind <> 'test'
    and m.sent_at is null and m.withdrawn_at is null and m.tapped_at is null and m.expires_at > %s
    and not exists (
        select from notifications_delivery other
        where other.message_id = m.id and other.state not in ('dead', 'dropped')
    )
on conflict do nothing
"""
