"""What every step with a promise goes through: whose it is, what was said of it before, and its reminder."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from backend.core.clock import now
from backend.core.errors import DomainError, InvalidWords
from backend.notifications.models import Kind
from backend.notifications.services import enqueue, forget
from backend.spaces.models import Membership
from backend.successes.models.promise import Became, Promise, PromiseOutcome
from backend.successes.rules.promise import end_of, morning_of
from backend.successes.services.promised import promise_of, said_in_check_ins
from backend.timeline.models import Verb
from backend.timeline.services import record

SUBJECT = "promise"


class AlreadyKept(DomainError):
    code = "already_kept"
    detail = "You have said that you kept this one. Take that back first if it was not so."


class AlreadyLetGo(DomainError):
    code = "already_let_go"
    detail = "You have let this one go. Take that back first if you want to do it after all."


class AlreadyRenegotiated(DomainError):
    code = "already_renegotiated"
    detail = "You have changed this one already. What you changed it to stands among your promises."


def held(membership: Membership, promise_id: UUID) -> Promise:
    """One's own, locked. One that was said in a check-in becomes a row now."""
    said = said_in_check_ins(membership).filter(pk=promise_id, author=membership.person_id)
    answer = said.select_for_update(of=("self",)).first()
    mine = Promise.objects.of(membership).select_related("author__key", "space", "follows")
    promise = mine.select_for_update(of=("self",)).filter(pk=promise_id).first()
    if promise:
        return promise
    if answer:
        promise = Promise.said_in(answer)
        promise.save(force_insert=True)
        return promise
    if promise_of(membership=membership, promise_id=promise_id):
        raise PermissionDenied
    raise Http404


def outcome_of(promise: Promise) -> PromiseOutcome | None:
    """Read after the lock: what another phone has said meanwhile."""
    return PromiseOutcome.objects.filter(promise=promise).first()


def refuse(outcome: PromiseOutcome | None, *allowed: Became) -> None:
    """Unless nothing was said of it yet, or one of these."""
    if outcome is None or outcome.became in allowed:
        return
    refusals: dict[str, type[DomainError]] = {Became.KEPT: AlreadyKept, Became.LET_GO: AlreadyLetGo}
    raise refusals.get(outcome.became, AlreadyRenegotiated)


def end(promise: Promise, became: Became) -> None:
    """What became of it; there is nothing to be reminded of any more."""
    outcome = PromiseOutcome.objects.create(
        space_id=promise.space_id, promise=promise, became=became, at=now()
    )
    forget(person=promise.author, subject_id=promise.pk)
    write_down(promise, outcome)


def write_down(promise: Promise, outcome: PromiseOutcome | None) -> None:
    """What was kept, on the timeline of whoever may read it."""
    if outcome and outcome.became == Became.KEPT:
        record(
            space=promise.space,
            verb=Verb.KEPT,
            subject_kind=SUBJECT,
            subject_id=promise.pk,
            at=outcome.at,
            detail={},
            only_for=None if promise.shared else promise.author,
        )


def refuse_late_reminder(promise: Promise) -> None:
    """A reminder is for the morning of its day, and that morning is still to come."""
    if promise.remind and promise.by is None:
        raise InvalidWords("remind", "Choose a day first; the reminder comes that morning.", "no_day")
    if promise.remind and not _morning_is_ahead(promise):
        raise InvalidWords(
            "remind", "That morning has passed. Choose a later day, or no reminder.", "too_late"
        )


def remind(promise: Promise) -> None:
    """Promise the message anew, or not any more. Nothing once what became of it was said."""
    forget(person=promise.author, subject_id=promise.pk)
    if promise.by and promise.remind and _morning_is_ahead(promise):
        zone = promise.author.time_zone
        enqueue(
            person=promise.author,
            space=promise.space,
            kind=Kind.PROMISE,
            subject_id=promise.pk,
            due_at=morning_of(promise.by, zone),
            expires_at=end_of(promise.by, zone),
        )


def _morning_is_ahead(promise: Promise) -> bool:
    return promise.by is not None and now() < morning_of(promise.by, promise.author.time_zone)
