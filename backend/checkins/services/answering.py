"""Sending, taking back, putting aside; and the reveal, which happens by itself."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404

from backend.checkins.models import Answer, CheckIn, Question, Reason, Reveal, Sheet
from backend.checkins.rules.reveal import State, is_complete
from backend.checkins.rules.values import WrongValue, checked
from backend.core import scope
from backend.core.clock import now
from backend.core.errors import DomainError, InvalidWords
from backend.notifications.services import responded, withdraw
from backend.spaces.models import Membership
from backend.timeline.models import Verb
from backend.timeline.services import record

SUBJECT = "check_in"


class AlreadySent(DomainError):
    code = "already_sent"
    detail = "You have sent this. Take it back if you want to change it."


class NotSent(DomainError):
    code = "not_sent"
    detail = "You have not sent this yet, so there is nothing to take back."


class AlreadyRevealed(DomainError):
    code = "already_revealed"
    detail = "You have both seen this, so it stays as it is."


class CheckInClosed(DomainError):
    code = "check_in_closed"
    detail = "This one has closed. Your words are still yours; you can bring them to the next one."


@dataclass(frozen=True)
class Given:
    """An answer as it came in."""

    question: UUID
    value: Any
    shared: bool


def send_answers(*, membership: Membership, check_in_id: UUID, given: Sequence[Given]) -> CheckIn:
    """Seal and send one's side. When it was the last one missing, all are revealed in the same moment."""
    with transaction.atomic():
        sheet = _own_sheet(membership, check_in_id)
        _refuse_unless(sheet, State.OPEN, State.PUT_ASIDE)
        _keep(sheet, membership, given)
        sheet.sent_at, sheet.put_aside_at, sheet.put_aside_because = now(), None, ""
        sheet.save(update_fields=["sent_at", "put_aside_at", "put_aside_because"])
        _no_more_reminders(sheet)
        with scope.house():
            _reveal_if_complete(sheet.check_in)
    return sheet.check_in


def take_back(*, membership: Membership, check_in_id: UUID) -> None:
    """Unsend; the answers become a draft again."""
    with transaction.atomic():
        sheet = _own_sheet(membership, check_in_id)
        _refuse_unless(sheet, State.SENT)
        sheet.sent_at = None
        sheet.save(update_fields=["sent_at"])


def put_aside(*, membership: Membership, check_in_id: UUID, reason: Reason) -> None:
    """Not ready, or not this one: no more reminders. It can be picked up again until it closes."""
    with transaction.atomic():
        sheet = _own_sheet(membership, check_in_id)
        _refuse_unless(sheet, State.OPEN, State.PUT_ASIDE)
        sheet.put_aside_at, sheet.put_aside_because = sheet.put_aside_at or now(), reason
        sheet.save(update_fields=["put_aside_at", "put_aside_because"])
        _no_more_reminders(sheet)


def _no_more_reminders(sheet: Sheet) -> None:
    """There was a response, whichever: nothing is left to remind of."""
    occurrence = sheet.check_in.occurrence
    if occurrence:
        withdraw(person=sheet.person, subject_id=occurrence.pk)
        responded(person=sheet.person, schedule_id=occurrence.schedule_id)


def pick_up(*, membership: Membership, check_in_id: UUID) -> None:
    """Take a sheet up again that was put aside."""
    with transaction.atomic():
        sheet = _own_sheet(membership, check_in_id)
        _refuse_unless(sheet, State.OPEN, State.PUT_ASIDE)
        sheet.put_aside_at, sheet.put_aside_because = None, ""
        sheet.save(update_fields=["put_aside_at", "put_aside_because"])


def _own_sheet(membership: Membership, check_in_id: UUID) -> Sheet:
    """One's own sheet, with the check-in locked, so that what follows is decided one person at a time."""
    locked = (
        CheckIn.objects.select_for_update(of=("self",)).visible_to(membership).filter(pk=check_in_id).first()
    )
    if locked is None:
        raise Http404
    wanted = Sheet.objects.visible_to(membership).filter(check_in=locked)
    return wanted.select_related(
        "check_in__reveal", "check_in__template", "check_in__occurrence", "person", "space"
    ).get()


def _refuse_unless(sheet: Sheet, *allowed: State) -> None:
    found = sheet.state(now())
    if found in allowed:
        return
    refusals: dict[State, type[DomainError]] = {
        State.REVEALED: AlreadyRevealed,
        State.CLOSED: CheckInClosed,
        State.SENT: AlreadySent,
    }
    raise refusals.get(found, NotSent)


def _keep(sheet: Sheet, membership: Membership, given: Sequence[Given]) -> None:
    questions = {question.pk: question for question in sheet.check_in.template.questions.with_words()}
    _refuse_empty_or_twice(given)
    answers = [_sealed(sheet, membership, questions, number, each) for number, each in enumerate(given)]
    sheet.answers.all().delete()
    Answer.objects.bulk_create(answers)


def _refuse_empty_or_twice(given: Sequence[Given]) -> None:
    if not given:
        raise InvalidWords("answers", "Answer one question at least, or leave it for later.", "empty")
    if len({each.question for each in given}) < len(given):
        raise InvalidWords("answers", "Each question can be answered once.", "twice")


def _sealed(
    sheet: Sheet, membership: Membership, questions: dict[UUID, Question], number: int, given: Given
) -> Answer:
    question = questions.get(given.question)
    if question is None:
        raise InvalidWords(f"answers.{number}.question", "This question is not part of this check-in.")
    try:
        value = checked(question.kind, question.says("options"), given.value)
    except WrongValue as error:
        raise InvalidWords(f"answers.{number}.value", str(error)) from error
    answer = Answer(
        space_id=sheet.space_id,
        check_in=sheet.check_in,
        sheet=sheet,
        author=membership.person,
        question=question,
        shared=given.shared,
    )
    answer.seal(words=json.dumps(value, ensure_ascii=False))
    return answer


def _reveal_if_complete(check_in: CheckIn) -> None:
    sheets = list(check_in.sheets.all())
    if not is_complete([sheet.sent_at for sheet in sheets]):
        return
    at = now()
    Reveal.objects.create(check_in=check_in, space_id=check_in.space_id, revealed_at=at)
    record(
        space=check_in.space,
        verb=Verb.REVEALED,
        subject_kind=SUBJECT,
        subject_id=check_in.pk,
        at=at,
        detail={"template": check_in.template.name_in_the_open},
        only_for=sheets[0].person if len(sheets) == 1 else None,
    )
