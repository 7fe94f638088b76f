"""What Ana and Ben talked through after their last weekly, and what they parked."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import time_machine

from backend.checkins import services
from backend.checkins.models import Answer, Echo, Kindness
from backend.checkins.rules.values import Kind
from backend.core.scope import acting

if TYPE_CHECKING:
    from uuid import UUID

    from backend.checkins.models import Topic
    from deploy.demo import Side

TALK = (
    (
        "I come home and we are both still somewhere else. I miss you then. Ten minutes would be a lot.",
        "You miss me when I am already here, and ten minutes of just us would help.",
    ),
    (
        "I bring the day in with me, and I need a moment to put it down. I fear it looks cold.",
        "You need a moment to arrive, and you fear that I take it for coldness.",
    ),
)
PARKED, REMARK = "Christmas, and whose parents", "I had not thought of it like this."


def talk_it_through(sides: list[Side], today: date, zone: ZoneInfo) -> None:
    """One topic to its end, one parked for a week, and kind words beside the answers."""
    ana, ben = sides
    with _as(ben):
        told = Answer.objects.visible_to(ben.membership).filter(question__kind=Kind.ISSUE, shared=True)
        theirs = told.filter(author=ana.membership.person_id).select_related("question")
        hers = theirs.latest("check_in__opened_at")
    evening = datetime.combine(today - timedelta(days=1), time(21), zone)
    with time_machine.travel(evening, tick=False):
        with _as(ben):
            services.react(membership=ben.membership, answer_id=hers.pk, kind=Kindness.HEAR)
            services.comment(
                membership=ben.membership,
                check_in_id=hers.check_in_id,
                question_id=hers.question_id,
                words=REMARK,
            )
        with _as(ana):
            topic = _opens(ana, hers.check_in_id, answer_id=hers.pk)
            later = _opens(ana, hers.check_in_id, words=PARKED)
            services.park(membership=ana.membership, topic_id=later.pk, return_on=today + timedelta(days=7))
        for speaker, listener, words in ((ana, ben, TALK[0]), (ben, ana, TALK[1])):
            _turn(topic, speaker, listener, *words)
        with _as(ben):
            services.settle(membership=ben.membership, topic_id=topic.pk, aloud=False)


def _opens(side: Side, check_in_id: UUID, answer_id: UUID | None = None, words: str = "") -> Topic:
    return services.open_topic(
        membership=side.membership, check_in_id=check_in_id, answer_id=answer_id, words=words
    )


def _turn(topic: Topic, speaker: Side, listener: Side, said: str, back: str) -> None:
    with _as(speaker):
        services.say(membership=speaker.membership, topic_id=topic.pk, words=said)
        turn = topic.turns.latest("number")
    with _as(listener):
        services.say_back(membership=listener.membership, turn_id=turn.pk, words=back)
    with _as(speaker):
        services.hear(membership=speaker.membership, echo_id=Echo.objects.get(turn=turn).pk, heard=True)


def _as(side: Side) -> AbstractContextManager[None]:
    return acting(person_id=side.membership.person_id, space_id=side.membership.space_id)
