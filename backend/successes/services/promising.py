"""Making a promise, changing it, saying what became of it, and taking any of that back."""

from datetime import date
from uuid import UUID

from django.db import transaction

from backend.checkins.models import CheckIn
from backend.core.clock import now
from backend.core.errors import DomainError, InvalidWords
from backend.notifications.services import forget
from backend.schedules.rules.moments import on_the_wall
from backend.spaces.models import SEATS, Membership
from backend.successes.models.promise import Became, Promise, PromiseOutcome
from backend.successes.rules.promise import is_near
from backend.successes.services.promise import (
    end,
    held,
    outcome_of,
    refuse,
    refuse_late_reminder,
    remind,
    write_down,
)
from backend.timeline.services import unrecord

MOST_OPEN = 30


class TooManyPromises(DomainError):
    code = "too_many_promises"
    detail = "That is a lot to carry. Say what became of one of them, then make this one."


class SaidInCheckIn(DomainError):
    code = "said_in_check_in"
    detail = "You said this in a check-in, so it stays as it was said. You can change it or let it go."


def make_promise(
    *,
    membership: Membership,
    text: str,
    by: date | None,
    shared: bool,
    remind_me: bool,
    check_in_id: UUID | None = None,
) -> Promise:
    """A small thing to do. While one is alone here it is private: whoever joins later was not there."""
    with transaction.atomic():
        if Promise.objects.of(membership).filter(outcome=None).count() >= MOST_OPEN:
            raise TooManyPromises
        made_in = _revealed(membership, check_in_id) if check_in_id else None
        promise = Promise(shared=shared and not _is_alone(membership), check_in=made_in)
        return _begin(promise, membership, text, by, remind_me)


def renegotiate(
    *, membership: Membership, promise_id: UUID, text: str, by: date | None, remind_me: bool
) -> Promise:
    """Another one in its place, for the same eyes; the one before stays as it was."""
    with transaction.atomic():
        before = held(membership, promise_id)
        refuse(outcome_of(before))
        end(before, Became.RENEGOTIATED)
        instead = Promise(shared=before.shared, check_in_id=before.check_in_id, follows=before)
        return _begin(instead, membership, text, by, remind_me)


def decide(*, membership: Membership, promise_id: UUID, became: Became) -> Promise:
    """Kept, or let go. Said twice it is said once; of two that differ, the first holds."""
    with transaction.atomic():
        promise = held(membership, promise_id)
        before = outcome_of(promise)
        refuse(before, became)
        if before is None:
            end(promise, became)
    return promise


def reopen(*, membership: Membership, promise_id: UUID) -> Promise:
    """What was said of it is taken back: it is open as before."""
    with transaction.atomic():
        promise = held(membership, promise_id)
        outcome = outcome_of(promise)
        refuse(outcome, Became.KEPT, Became.LET_GO)
        if outcome:
            _open_again(membership, promise, outcome)
    return promise


def change_promise(
    *, membership: Membership, promise_id: UUID, shared: bool | None = None, remind_me: bool | None = None
) -> Promise:
    """For whose eyes it is, and whether its author is reminded."""
    with transaction.atomic():
        promise = held(membership, promise_id)
        if shared not in {None, promise.shared}:
            _show(membership, promise, shared=bool(shared))
        if remind_me not in {None, promise.remind}:
            refuse(outcome_of(promise))
            promise.remind = bool(remind_me)
            refuse_late_reminder(promise)
            remind(promise)
        promise.save(update_fields=["shared", "remind"])
    return promise


def take_back_promise(*, membership: Membership, promise_id: UUID) -> None:
    """It was not made. What it had taken the place of is open again."""
    with transaction.atomic():
        promise = held(membership, promise_id)
        if promise.said:
            raise SaidInCheckIn
        refuse(outcome_of(promise), Became.KEPT, Became.LET_GO)
        before = promise.follows
        forget(person=promise.author, subject_id=promise.pk)
        unrecord(membership=membership, subject_id=promise.pk)
        promise.delete()
        outcome = outcome_of(before) if before else None
        if before and outcome:
            _open_again(membership, before, outcome)


def _begin(promise: Promise, membership: Membership, text: str, by: date | None, wanted: bool) -> Promise:
    at, space, author = now(), membership.space, membership.person
    if by and not is_near(by, at, author.time_zone):
        raise InvalidWords("by", "Choose today, or a day within the next year.")
    promise.space, promise.author, promise.by, promise.remind = space, author, by, wanted
    promise.made_on = on_the_wall(at, space.time_zone).date()
    refuse_late_reminder(promise)
    promise.seal(words=text)
    promise.save()
    remind(promise)
    return promise


def _is_alone(membership: Membership) -> bool:
    return Membership.objects.active().filter(space=membership.space_id).count() < SEATS


def _revealed(membership: Membership, check_in_id: UUID) -> CheckIn:
    """The check-in in which it was made: such are talked through once they are revealed."""
    seen = CheckIn.objects.visible_to(membership).exclude(reveal=None)
    found = seen.filter(pk=check_in_id).first()
    if found is None:
        raise InvalidWords("check_in", "This check-in is not revealed, or not here.")
    return found


def _open_again(membership: Membership, promise: Promise, outcome: PromiseOutcome) -> None:
    outcome.delete()
    unrecord(membership=membership, subject_id=promise.pk)
    remind(promise)


def _show(membership: Membership, promise: Promise, *, shared: bool) -> None:
    """To both, or to its author alone; what was kept moves between their timelines with it."""
    if promise.said:
        raise SaidInCheckIn
    promise.shared = shared and not _is_alone(membership)
    unrecord(membership=membership, subject_id=promise.pk)
    write_down(promise, outcome_of(promise))
