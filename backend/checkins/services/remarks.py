"""A few words, or one kind one, to what was revealed."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from backend.checkins.models import Answer, Comment, Kindness, Reaction
from backend.checkins.services.topics import seen_by_both
from backend.core.errors import DomainError, InvalidWords
from backend.spaces.models import Membership

MOST_COMMENTS = 200


class EnoughComments(DomainError):
    code = "enough_comments"
    detail = "There is a lot beside these answers already. Perhaps talk it through?"


class OwnWords(DomainError):
    code = "own_words"
    detail = "These are your own words. A reaction is for the other's."


def comment(*, membership: Membership, check_in_id: UUID, question_id: UUID, words: str) -> Comment:
    """Say something to the answers to one question."""
    with transaction.atomic():
        check_in = seen_by_both(membership, check_in_id)
        told = Answer.objects.visible_to(membership).filter(check_in=check_in, shared=True)
        if not told.filter(question=question_id).exists():
            raise InvalidWords("question", "Nothing was revealed here to this question.")
        if Comment.objects.visible_to(membership).filter(check_in=check_in).count() >= MOST_COMMENTS:
            raise EnoughComments
        made = Comment(
            space_id=check_in.space_id, check_in=check_in, question_id=question_id, author=membership.person
        )
        made.seal(words=words)
        made.save()
    return made


def take_back_comment(*, membership: Membership, comment_id: UUID) -> None:
    found = Comment.objects.visible_to(membership).filter(pk=comment_id).first()
    if found is None:
        raise Http404
    if found.author_id != membership.person_id:
        raise PermissionDenied
    found.delete()


def react(*, membership: Membership, answer_id: UUID, kind: Kindness) -> None:
    """One kind word to an answer of the other's, in the place of the one before."""
    with transaction.atomic():
        answer = _of_the_other(membership, answer_id)
        Reaction.objects.update_or_create(
            answer=answer,
            defaults={"space_id": answer.space_id, "person_id": membership.person_id, "kind": kind},
        )


def take_back_reaction(*, membership: Membership, answer_id: UUID) -> None:
    with transaction.atomic():
        answer = _of_the_other(membership, answer_id)
        Reaction.objects.visible_to(membership).filter(answer=answer).delete()


def _of_the_other(membership: Membership, answer_id: UUID) -> Answer:
    """With its check-in locked, so that two taps come one after the other."""
    answer = Answer.objects.visible_to(membership).filter(pk=answer_id).first()
    if answer is None:
        raise Http404
    if answer.author_id == membership.person_id:
        raise OwnWords
    seen_by_both(membership, answer.check_in_id)
    return answer
