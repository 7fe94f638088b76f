"""A delivery whose moment has come, with all that decides about it and all it takes to send it."""

from datetime import date, datetime, time
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from backend.notifications.models.message import OF_A_PROMISE, Kind
from backend.notifications.models.push_subscription import PushSubscription
from backend.vault.models import Key


class Due(NamedTuple):
    """One row of the look below, in its order."""

    pk: UUID
    message_id: UUID
    channel: str
    target: str
    lane: int
    state: str
    lease: UUID | None
    attempts: int
    first_tried_at: datetime | None
    kind: str
    person_id: UUID
    schedule_id: UUID | None
    subject_id: UUID
    expires_at: datetime
    holds: bool
    """Neither withdrawn nor answered by a tap."""
    here: bool
    """Whoever it is for has an account, and a seat in the space it is about."""
    email: str
    discreet: bool
    by_push: bool
    by_email: bool
    email_as_fallback: bool
    zone: str
    quiet_from: time
    quiet_until: time
    space_quiet_until: datetime | None
    rhythm_runs: bool
    """Not paused, not turned off for them, in an open space."""
    came_round: bool
    next_due_on: date | None
    went_out_at: datetime | None
    """When another message of the same thing went out last."""
    still_to_come: bool
    """Whether another one has yet to go out."""
    browser_id: UUID | None
    endpoint: bytes
    p256dh: bytes
    auth: bytes
    key_id: UUID | None
    wrapped: bytes | None
    wrapped_by: str | None

    @property
    def is_test(self) -> bool:
        return self.kind == Kind.TEST

    @property
    def is_once_more(self) -> bool:
        return self.kind == Kind.CHECK_IN_AGAIN

    @property
    def is_of_a_check_in(self) -> bool:
        return self.kind in {Kind.CHECK_IN, Kind.CHECK_IN_AGAIN, Kind.SNOOZED}

    @property
    def is_of_a_promise(self) -> bool:
        return self.kind in OF_A_PROMISE

    @property
    def browser(self) -> PushSubscription | None:
        """Where to, with the key that opens it; nothing when either was forgotten."""
        if self.browser_id is None or self.wrapped is None:
            return None
        return PushSubscription.with_key(
            Key(id=self.key_id, wrapped=self.wrapped, wrapped_by=self.wrapped_by or ""),
            pk=self.browser_id,
            person_id=self.person_id,
            endpoint=self.endpoint,
            p256dh=self.p256dh,
            auth=self.auth,
        )


def look_at(deliveries: list[UUID]) -> list[Due]:
    """One query, in the scope of the house, however many there are."""
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, [deliveries])
        return [Due._make(row) for row in cursor.fetchall()]


_LOOK = """
select d.id, d.message_id, d.channel, d.target, d.lane, d.state, d.lease, d.attempts, d.first_tried_at,
    m.kind, m.person_id, m.schedule_id, m.subject_id, m.expires_at,
    m.withdrawn_at is null and m.tapped_at is null,
    p.is_active and (m.space_id is null or exists (
        select from spaces_membership seat
        where seat.person_id = m.person_id and seat.space_id = m.space_id and seat.left_at is null)),
    p.email, p.discreet, p.remind_by_push, p.remind_by_email, p.email_as_fallback,
    p.time_zone, p.quiet_from, p.quiet_until, s.quiet_until,
    s.closed_at is null and rhythm.paused_at is null and attention.off_at is null,
    occurrence.id is not null, rhythm.next_due_on,
    earlier.went_out_at, coalesce(earlier.still_to_come, false),
    browser.id, browser.endpoint, browser.p256dh, browser.auth, key.id, key.wrapped, key.wrapped_by
from notifications_delivery d
join notifications_message m on m.id = d.message_id
join accounts_person p on p.id = m.person_id
left join vault_key key on key.id = p.key_id
left join spaces_space s on s.id = m.space_id
left join schedules_schedule rhythm on rhythm.id = m.schedule_id
left join schedules_occurrence occurrence on occurrence.id = m.subject_id and m.schedule_id is not null
left join notifications_attention attention
    on attention.person_id = m.person_id and attention.schedule_id = m.schedule_id
left join notifications_pushsubscription browser
    on browser.id = nullif(d.target, '')::uuid and browser.person_id = m.person_id
left join lateral (
    select max(other.sent_at) went_out_at, bool_or(exists (
        select from notifications_delivery open where open.message_id = other.id and open.due_at is not null
    )) still_to_come
    from notifications_message other
    where other.person_id = m.person_id and other.subject_id = m.subject_id
        and other.kind in ('check_in', 'snoozed') and other.withdrawn_at is null
) earlier on m.kind = 'check_in_again'
where d.id = any(%b::uuid[])
order by d.lane, d.created_at, d.id
"""
