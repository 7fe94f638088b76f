"""Taking what is due: past whatever another worker holds, each lane its share, and only what still holds."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection

from backend.core import scope
from backend.core.clock import now
from backend.notifications import rules
from backend.notifications.models import Channel, Due, Kind, Lane, State, look_at
from backend.notifications.services.following import follow_clocks
from backend.schedules.rules import occurrence_id

LEASE = timedelta(minutes=5)
SHARES = {Lane.AWAITED: 4, Lane.REMINDER: 3, Lane.ONCE_MORE: 1}
"""Quarters of a batch that each lane may have, however much is due in the others."""
QUARTERS = 4


def take(*, channel: Channel, state: State, limit: int) -> tuple[list[Due], int]:
    """Lease what is due and still holds; the rest is put off or dropped. Also returns how many were due.

    `state` is what they are in from here on: leased, or sending, when the call comes at once, after this
    transaction is on disk. What was being sent when its lease ran out may have gone out: it is tried again,
    recognisably.
    """
    at = now()
    with scope.house(durable=True):
        follow_clocks()
        claimed, lease = _claim(channel, at, limit)
        found = look_at(claimed) if claimed else []
        moments = [(due, _moment(due, at)) for due in found]
        _drop([due.pk for due, moment in moments if moment is None])
        _put_off([(due, moment) for due, moment in moments if moment and moment > at])
        ready = [due for due, moment in moments if moment == at]
        _lease(ready, state, lease, at)
    return [_taken(due, state, lease, at) for due in ready], len(claimed)


def _taken(due: Due, state: State, lease: UUID, at: datetime) -> Due:
    """As its row is now, but for the state, which tells whether it may have gone out before."""
    if state == State.LEASED:
        return due._replace(lease=lease)
    return due._replace(lease=lease, attempts=due.attempts + 1, first_tried_at=due.first_tried_at or at)


def _claim(channel: Channel, at: datetime, limit: int) -> tuple[list[UUID], UUID]:
    """What is due, and a lease for it.

    The lease begins with the number of our session of the database: once that has ended, nobody holds it.
    """
    shares = [max(1, limit * quarters // QUARTERS) for quarters in SHARES.values()]
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [[*SHARES], shares, channel, at])
        found = cursor.fetchall()
    session = found[0][1] if found else 0
    return [pk for pk, _ in found], UUID(f"{session:08x}{uuid4().hex[8:]}")


def _moment(due: Due, at: datetime) -> datetime | None:
    not_before = (
        rules.earliest_again(at, due.went_out_at, still_to_come=due.still_to_come)
        if due.is_once_more
        else None
    )
    quiet = rules.QuietHours(due.zone, due.quiet_from, due.quiet_until)
    standing = rules.Standing(
        wanted=_wanted(due),
        expires_at=due.expires_at,
        space_quiet_until=due.space_quiet_until,
        quiet=rules.NO_QUIET_HOURS if due.is_test else quiet,
        not_before=not_before,
    )
    return rules.when_to_send(standing, at)


def _wanted(due: Due) -> bool:
    if not (due.holds and due.here):
        return False
    if due.is_test:
        return True
    return _on(due) and (not due.is_of_a_check_in or (due.rhythm_runs and _comes_round(due)))


def _on(due: Due) -> bool:
    """Mail also stands in for push that did not get through."""
    if due.channel == Channel.PUSH:
        return due.by_push
    return due.by_email or (due.by_push and due.email_as_fallback)


def _comes_round(due: Due) -> bool:
    """What is reminded of is there, or is the next to come: not skipped since, not moved, not ended."""
    if due.schedule_id is None:
        return due.kind == Kind.CHECK_IN
    if due.came_round:
        return True
    return due.next_due_on is not None and due.subject_id == occurrence_id(due.schedule_id, due.next_due_on)


def _drop(deliveries: Sequence[UUID]) -> None:
    if deliveries:
        with connection.cursor() as cursor:
            cursor.execute(_DROP, [list(deliveries)])


def _put_off(moments: Sequence[tuple[Due, datetime]]) -> None:
    """What may have gone out before stays marked so."""
    if moments:
        with connection.cursor() as cursor:
            pks, until = [due.pk for due, _ in moments], [moment for _, moment in moments]
            cursor.execute(_PUT_OFF, [pks, until])


def _lease(ready: Iterable[Due], state: State, lease: UUID, at: datetime) -> None:
    pks = [due.pk for due in ready]
    if pks:
        with connection.cursor() as cursor:
            cursor.execute(_LEASE[state], [lease, at + LEASE, *([at] if state == State.SENDING else []), pks])


def begin(*, due: Due) -> Due | None:
    """Commit that it is being sent, just before it is; nothing when the lease is not ours any more.

    Whoever is killed from here on leaves a trace.
    """
    at = now()
    with scope.house(durable=True), connection.cursor() as cursor:
        cursor.execute(_BEGIN, [at, at + LEASE, due.pk, due.lease, at])
        ours = cursor.rowcount == 1
    return due._replace(attempts=due.attempts + 1, first_tried_at=due.first_tried_at or at) if ours else None


def give_back(*, batch: Sequence[Due]) -> None:
    """Taken and not begun: somebody else may have them at once."""
    if batch:
        with scope.house(), connection.cursor() as cursor:
            cursor.execute(_GIVE_BACK, [now(), [due.pk for due in batch], batch[0].lease])


_CLAIM = """
select taken.id, pg_backend_pid() from unnest(%b::smallint[], %s::int[]) lanes(lane, share)
cross join lateral (
    select d.id from notifications_delivery d
    where d.channel = %s and d.lane = lanes.lane and d.due_at <= %s
    order by d.due_at limit lanes.share for update skip locked
) taken
"""
_DROP = """
update notifications_delivery set state = 'dropped', due_at = null, lease = null where id = any(%b::uuid[])
"""
_WAITING = "case when state in ('sending', 'ambiguous') then 'ambiguous' else 'pending' end"
_PUT_OFF = f"""
update notifications_delivery d set state = {_WAITING}, due_at = later.due_at, lease = null
from unnest(%b::uuid[], %b::timestamptz[]) later(id, due_at) where d.id = later.id
"""  # noqa: S608 - only our own names
_LEASE = {
    State.LEASED: """
update notifications_delivery
set state = case when state in ('sending', 'ambiguous') then 'ambiguous' else 'leased' end,
    lease = %s, due_at = %s
where id = any(%b::uuid[])
""",
    State.SENDING: """
update notifications_delivery set state = 'sending', lease = %s, due_at = %s, attempts = attempts + 1,
    first_tried_at = coalesce(first_tried_at, %s) where id = any(%b::uuid[])
""",
}
_BEGIN = """
update notifications_delivery set state = 'sending', attempts = attempts + 1,
    first_tried_at = coalesce(first_tried_at, %s), due_at = %s
where id = %s and lease = %s and due_at > %s
"""
_GIVE_BACK = f"""
update notifications_delivery set state = {_WAITING}, due_at = %s, lease = null
where id = any(%b::uuid[]) and lease = %s
"""  # noqa: S608 - only our own names
