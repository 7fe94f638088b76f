"""Writing a success down, changing it, taking it back at once."""

from datetime import date
from typing import Literal, TypedDict
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from backend.core import scope
from backend.core.clock import now
from backend.core.errors import DomainError, InvalidWords
from backend.spaces.models import Membership
from backend.spaces.services import hold_open
from backend.successes import rules
from backend.successes.models import Confirmation, Reaction, Sharing, Success
from backend.successes.services.company import refuse_alone
from backend.successes.services.telling import SUBJECT as SUBJECT
from backend.successes.services.telling import put_in_place
from backend.timeline.services import unrecord

LONGEST_SUCCESS, LONGEST_MADE_POSSIBLE = 1000, 500
MOST_SUCCESSES = 5000


class TooManySuccesses(DomainError):
    code = "too_many_successes"
    detail = "You have kept five thousand successes here. Take one away to make room."


Words = Literal["words", "made_possible"]
Plain = Literal["sharing", "milestone", "happened_on"]
WORDS: tuple[Words, ...] = ("words", "made_possible")
PLAIN: tuple[Plain, ...] = ("sharing", "milestone", "happened_on")


class Changes(TypedDict, total=False):
    """What may be changed of a success."""

    words: str
    made_possible: str
    sharing: str
    milestone: str
    happened_on: date


def celebrate(
    *,
    membership: Membership,
    words: str,
    sharing: str,
    happened_on: date,
    made_possible: str = "",
    milestone: str = "",
) -> Success:
    """Write it down. A joint one is its author's word that it was both people's; the other may say so too."""
    _refuse_other_days(happened_on)
    with transaction.atomic():
        hold_open(space_ids=[membership.space_id])
        if (
            Success.objects.visible_to(membership).filter(author=membership.person_id).count()
            >= MOST_SUCCESSES
        ):
            raise TooManySuccesses
        success = Success(
            space=membership.space,
            author=membership.person,
            sharing=sharing,
            milestone=milestone,
            happened_on=happened_on,
        )
        success.seal(words=words, made_possible=made_possible)
        success.save()
        _say_to_whom(membership, success)
    return success


def change_success(*, membership: Membership, success_id: UUID, changes: Changes) -> None:
    """Any of it. What the other has said was said of how it stood before, and goes."""
    if "happened_on" in changes:
        _refuse_other_days(changes["happened_on"])
    with transaction.atomic():
        success = own(membership, success_id)
        if not _changed(success, changes):
            return
        success.save()
        _let_go_of_answers(success)
        _say_to_whom(membership, success)


def take_back_success(*, membership: Membership, success_id: UUID) -> None:
    """At once, with its picture, what was said to it, and its place on the timeline."""
    with transaction.atomic():
        success = own(membership, success_id)
        _let_go_of_answers(success)
        unrecord(membership=membership, subject_id=success.pk)
        success.delete()


def own(membership: Membership, success_id: UUID) -> Success:
    """One's own, with the space locked: what the two do to successes is decided one after the other."""
    hold_open(space_ids=[membership.space_id])
    found = Success.objects.visible_to(membership).with_words().filter(pk=success_id).first()
    if found is None:
        raise Http404
    if found.author_id != membership.person_id:
        raise PermissionDenied
    return found


def _changed(success: Success, changes: Changes) -> bool:
    """Set what differs; whether anything does."""
    words = {name: changes[name] for name in WORDS if name in changes}
    words = {name: said for name, said in words.items() if success.open(name) != said}
    plain = {name: changes[name] for name in PLAIN if name in changes}
    plain = {name: value for name, value in plain.items() if getattr(success, name) != value}
    success.seal(**words)
    for name, value in plain.items():
        setattr(success, name, value)
    return bool(words or plain)


def _say_to_whom(membership: Membership, success: Success) -> None:
    if success.sharing != Sharing.PRIVATE:
        refuse_alone(membership)
    if success.sharing == Sharing.JOINT:
        Confirmation.objects.create(
            space=membership.space, success=success, person=membership.person, ours=True
        )
    put_in_place(membership=membership, success=success)


def _let_go_of_answers(success: Success) -> None:
    """Some of them the author does not see."""
    with scope.house():
        Confirmation.objects.filter(success=success.pk).delete()
        Reaction.objects.filter(success=success.pk).delete()


def _refuse_other_days(day: date) -> None:
    if not rules.is_a_day(day, now()):
        raise InvalidWords("happened_on", "Choose today or a day before.")
