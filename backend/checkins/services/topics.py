"""What is on the table after a reveal: opening a topic, parking it until a day, putting it away."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404

from backend.checkins.models import Answer, CheckIn, Echo, Parking, Settling, Topic, Turn
from backend.checkins.rules.talking import Step, may
from backend.checkins.rules.values import Kind
from backend.core.clock import now
from backend.core.errors import DomainError, InvalidWords
from backend.spaces.models import Membership

MOST_TOPICS = 30
LONGEST_PARKING = timedelta(days=365)
OWN = "own"
"""The part of an agenda that was written by hand."""


class NotRevealed(DomainError):
    code = "not_revealed"
    detail = "You can talk it through once you have both seen it."


class EnoughTopics(DomainError):
    code = "enough_topics"
    detail = "There is a lot on the table already. Talk about one of these first, or park it."


class TopicBegun(DomainError):
    code = "topic_begun"
    detail = "You have begun to talk about this, so it stays. You can park it, or put it away."


class PutAway(DomainError):
    code = "put_away"
    detail = "You have put this away. Take it out again to go on; what you wrote is kept here."


class NotBothHeard(DomainError):
    code = "not_both_heard"
    detail = "One of you has not been heard yet. You can park it until another day."


def open_topic(
    *, membership: Membership, check_in_id: UUID, answer_id: UUID | None, part: str = "", words: str = ""
) -> Topic:
    """Put something on the table: an answer both have read, once however often; or own words."""
    with transaction.atomic():
        check_in = seen_by_both(membership, check_in_id)
        answer = _told(membership, check_in, answer_id, part) if answer_id else None
        here = Topic.objects.visible_to(membership).filter(check_in=check_in)
        if answer and (known := here.filter(part=part, **_same(answer)).first()):
            return known
        if not (answer or words):
            raise InvalidWords("words", "Say in a few words what it is about.", "empty")
        if here.count() >= MOST_TOPICS:
            raise EnoughTopics
        topic = Topic(
            space_id=check_in.space_id,
            check_in=check_in,
            author=membership.person,
            answer=answer,
            part=part if answer else "",
        )
        topic.seal(words="" if answer else words)
        topic.save()
    return topic


def seen_by_both(membership: Membership, check_in_id: UUID) -> CheckIn:
    """The check-in, locked; refused before its reveal, and where nobody else was asked."""
    asked = CheckIn.objects.visible_to(membership)
    check_in = asked.select_for_update(of=("self",)).filter(pk=check_in_id).first()
    if check_in is None:
        raise Http404
    if not asked.revealed_to_both().filter(pk=check_in_id).exists():
        raise NotRevealed
    return check_in


def _told(membership: Membership, check_in: CheckIn, answer_id: UUID, part: str) -> Answer:
    shared = Answer.objects.visible_to(membership).filter(check_in=check_in, shared=True)
    answer = shared.select_related("question", "author__key").filter(pk=answer_id).first()
    if answer is None:
        raise InvalidWords("answer", "This was not revealed here.")
    if part not in _parts(answer):
        raise InvalidWords("part", "The answer does not name this.")
    return answer


def _parts(answer: Answer) -> set[str]:
    """An agenda names several things; any other answer is one."""
    if answer.question.kind != Kind.TOPICS:
        return {""}
    return {*answer.value["chosen"], *([OWN] if answer.value["own"] else [])}


def _same(answer: Answer) -> dict[str, UUID]:
    """A topic that both have chosen from the same list is one."""
    if answer.question.kind == Kind.TOPICS:
        return {"answer__question": answer.question_id}
    return {"answer": answer.pk}


def remove_topic(*, membership: Membership, topic_id: UUID) -> None:
    """Take one's own topic from the table, while nobody has spoken to it."""
    with transaction.atomic():
        topic = locked(membership, topic_id)
        if topic.author_id != membership.person_id:
            raise PermissionDenied
        if topic.turns.exists():
            raise TopicBegun
        topic.delete()


def park(*, membership: Membership, topic_id: UUID, return_on: date) -> None:
    """Put it down until a day; either may. In the first check-in from then on it comes up again."""
    today = now().astimezone(ZoneInfo(membership.space.time_zone)).date()
    if not today < return_on <= today + LONGEST_PARKING:
        raise InvalidWords("return_on", "Choose a day from tomorrow on, within a year.")
    with transaction.atomic():
        topic = locked(membership, topic_id)
        if _is_put_away(topic, membership):
            raise PutAway
        Parking.objects.update_or_create(
            topic=topic, defaults={"space_id": topic.space_id, "return_on": return_on, "lifted_at": None}
        )
        topic.has_changed()


def unpark(*, membership: Membership, topic_id: UUID) -> None:
    """Back on the table, as if it had not been parked."""
    with transaction.atomic():
        topic = locked(membership, topic_id)
        if Parking.objects.visible_to(membership).filter(topic=topic).delete()[0]:
            topic.has_changed()


def settle(*, membership: Membership, topic_id: UUID, aloud: bool) -> None:
    """Put it away as talked about. In writing, when both were heard; of what is said aloud, they decide."""
    with transaction.atomic():
        topic = locked(membership, topic_id)
        if _is_put_away(topic, membership):
            return
        spoken = [turn.spoken for turn in turns_of(topic, membership)]
        if not aloud and Step.SETTLE not in may(spoken, membership.person_id):
            raise NotBothHeard
        Settling.objects.create(topic=topic, space_id=topic.space_id, aloud=aloud)
        go_on(topic, now())


def reopen(*, membership: Membership, topic_id: UUID) -> None:
    """Take it out again."""
    with transaction.atomic():
        topic = locked(membership, topic_id)
        if Settling.objects.visible_to(membership).filter(topic=topic).delete()[0]:
            topic.has_changed()


def locked(membership: Membership, topic_id: UUID) -> Topic:
    """One act at a time."""
    held = Topic.objects.select_for_update(of=("self",)).visible_to(membership)
    topic = held.filter(pk=topic_id).first()
    if topic is None:
        raise Http404
    return topic


def turns_of(topic: Topic, membership: Membership) -> list[Turn]:
    """In their order, with what was said back."""
    echoes = Prefetch("echoes", Echo.objects.visible_to(membership))
    return list(Turn.objects.visible_to(membership).filter(topic=topic).prefetch_related(echoes))


def turns_that_may_go_on(topic: Topic, membership: Membership) -> list[Turn]:
    if _is_put_away(topic, membership):
        raise PutAway
    return turns_of(topic, membership)


def _is_put_away(topic: Topic, membership: Membership) -> bool:
    return Settling.objects.visible_to(membership).filter(topic=topic).exists()


def go_on(topic: Topic, at: datetime) -> None:
    """It is talked about, so it is not parked any more."""
    Parking.objects.filter(topic=topic, lifted_at=None).update(lifted_at=at)
    topic.has_changed()
