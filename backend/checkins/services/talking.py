"""Saying, saying back, being heard: one act at a time, on a locked topic."""

from uuid import UUID

from django.db import transaction
from django.http import Http404

from backend.checkins.models import Echo, Topic, Turn
from backend.checkins.rules.talking import Step, may
from backend.checkins.services.topics import go_on, locked, turns_that_may_go_on
from backend.core.clock import now
from backend.core.errors import DomainError
from backend.spaces.models import Membership

MOST_TURNS = 24
MOST_ECHOES = 8


class NotYourTurn(DomainError):
    code = "not_your_turn"
    detail = "The talk has moved on since. Read what is there now; what you wrote is kept here."


class EnoughSaid(DomainError):
    code = "enough_said"
    detail = "You have said a lot here already. Let it rest: park it, or talk about it aloud."


def say(*, membership: Membership, topic_id: UUID, words: str) -> Topic:
    """Speak. From here on nobody else does, until this was heard."""
    with transaction.atomic():
        topic = locked(membership, topic_id)
        turns = _turns(topic, membership, Step.SAY)
        if len(turns) >= MOST_TURNS:
            raise EnoughSaid
        turn = Turn(space_id=topic.space_id, topic=topic, number=len(turns) + 1, speaker=membership.person)
        turn.seal(said=words)
        turn.save()
        go_on(topic, now())
    return topic


def say_back(*, membership: Membership, turn_id: UUID, words: str) -> Topic:
    """What one has heard, in one's own words."""
    with transaction.atomic():
        topic = locked(membership, _topic_of(membership, turn=turn_id))
        turns = _turns(topic, membership, Step.SAY_BACK)
        if turns[-1].pk != turn_id:
            raise NotYourTurn
        if len(turns[-1].echoes.all()) >= MOST_ECHOES:
            raise EnoughSaid
        echo = Echo(space_id=topic.space_id, turn=turns[-1], author=membership.person)
        echo.seal(words=words)
        echo.save()
        go_on(topic, now())
    return topic


def hear(*, membership: Membership, echo_id: UUID, heard: bool) -> Topic:
    """Whether that is it; if not quite, it is said back again. Telling it twice is telling it once."""
    with transaction.atomic():
        topic = locked(membership, _topic_of(membership, echo=echo_id))
        echo = Echo.objects.visible_to(membership).select_related("turn").get(pk=echo_id)
        if _was_told(echo, membership, heard=heard):
            return topic
        turns = _turns(topic, membership, Step.HEAR)
        if echo.missed_at or echo.turn != turns[-1]:
            raise NotYourTurn
        if heard:
            Turn.objects.filter(pk=echo.turn_id).update(heard_at=now())
        else:
            Echo.objects.filter(pk=echo.pk).update(missed_at=now())
        go_on(topic, now())
    return topic


def _turns(topic: Topic, membership: Membership, step: Step) -> list[Turn]:
    """The turns so far, when this step is the next."""
    turns = turns_that_may_go_on(topic, membership)
    if step not in may([turn.spoken for turn in turns], membership.person_id):
        raise NotYourTurn
    return turns


def _topic_of(membership: Membership, *, turn: UUID | None = None, echo: UUID | None = None) -> UUID:
    turns = Turn.objects.visible_to(membership)
    found = turns.filter(pk=turn) if turn else turns.filter(echoes=echo)
    topic_id = found.values_list("topic_id", flat=True).first()
    if topic_id is None:
        raise Http404
    return topic_id


def _was_told(echo: Echo, membership: Membership, *, heard: bool) -> bool:
    if echo.turn.speaker_id != membership.person_id:
        return False
    if heard:
        return echo.turn.heard_at is not None and echo.missed_at is None
    return echo.missed_at is not None
