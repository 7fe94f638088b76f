"""Somebody's side of every check-in, for themselves; and forgetting it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, Q

from backend.accounts.models import Person
from backend.checkins.models import (
    Answer,
    CheckIn,
    Comment,
    Echo,
    Parking,
    Question,
    Reaction,
    Reveal,
    Settling,
    Sheet,
    Template,
    Topic,
    Turn,
)
from backend.checkins.models.template import TemplateQuerySet
from backend.core.scope import house
from backend.spaces.models import Membership
from backend.spaces.privacy import each_seat, only_theirs

COVERS = (
    CheckIn,
    Reveal,
    Sheet,
    Answer,
    Topic,
    Turn,
    Echo,
    Parking,
    Settling,
    Comment,
    Reaction,
    Template,
    Question,
)


def export(person: Person) -> list[dict[str, Any]]:
    """Own answers, also those kept to oneself; of the other only what was shared at a reveal."""
    return [one for seat in each_seat(person) for one in _of(seat)]


def _of(seat: Membership) -> list[dict[str, Any]]:
    answers = _answers(seat)
    sheets = Sheet.objects.visible_to(seat).select_related(
        "check_in__template__space__key", "check_in__reveal"
    )
    in_order = sheets.order_by("check_in__opened_at", "check_in__template__slug")
    return [_told(sheet, seat, answers[sheet.check_in_id]) for sheet in in_order]


def _answers(seat: Membership) -> dict[UUID, list[Answer]]:
    found: dict[UUID, list[Answer]] = defaultdict(list)
    visible = Answer.objects.visible_to(seat).select_related("author__key", "question__space__key")
    for answer in visible.order_by("question__position"):
        if not answer.is_forgotten:
            found[answer.check_in_id].append(answer)
    return found


def _told(sheet: Sheet, seat: Membership, answers: list[Answer]) -> dict[str, Any]:
    check_in, zone = sheet.check_in, ZoneInfo(seat.space.time_zone)
    reveal: Reveal | None = getattr(check_in, "reveal", None)
    mine = [answer for answer in answers if answer.author_id == seat.person_id]
    return {
        "id": str(check_in.pk),
        "template": check_in.template.slug,
        "version": check_in.template.version,
        "title": check_in.template.says("title"),
        "opened_on": check_in.opened_at.astimezone(zone).date().isoformat(),
        "with_partner": check_in.asked > 1,
        "sent_at": sheet.sent_at.isoformat() if sheet.sent_at else None,
        "put_aside": sheet.put_aside_because,
        "revealed_on": reveal.revealed_at.astimezone(zone).date().isoformat() if reveal else None,
        "answers": [_own(answer) for answer in mine],
        "told": [
            {"question": answer.question.key, "value": answer.value}
            for answer in answers
            if answer.author_id != seat.person_id
        ],
    }


def _own(answer: Answer) -> dict[str, Any]:
    return {
        "question": answer.question.key,
        "prompt": answer.question.says("prompt"),
        "value": answer.value,
        "shared": answer.shared,
    }


def export_templates(person: Person) -> list[dict[str, Any]]:
    """Of the spaces' own: each as it is now, and every version that asked this person something."""
    return [
        {
            "space": str(seat.space_id),
            "slug": one.slug,
            "version": one.version,
            "put_away": one.is_put_away,
            "template": one.as_written,
        }
        for seat in each_seat(person)
        for one in _templates(seat)
    ]


def _templates(seat: Membership) -> Iterator[Template]:
    asked = set(Sheet.objects.visible_to(seat).values_list("check_in__template", flat=True))
    own: TemplateQuerySet = Template.objects.visible_to(seat).with_all_words().order_by("slug", "version")
    newest = {one.slug: one.version for one in own}
    return (one for one in own if one.pk in asked or one.version == newest[one.slug])


def export_talks(person: Person) -> list[dict[str, Any]]:
    """What they said in talks and beside answers. What the other said is the other's."""
    return [one for seat in each_seat(person) for one in _talks_of(seat)]


def _talks_of(seat: Membership) -> Iterator[dict[str, Any]]:
    said = _said(seat)
    topics = Topic.objects.visible_to(seat).select_related("author__key", "answer__question")
    for topic in topics.select_related("parking", "settling").order_by("created_at"):
        parking: Parking | None = getattr(topic, "parking", None)
        waits = parking is not None and parking.lifted_at is None
        yield {
            "check_in": str(topic.check_in_id),
            "question": topic.answer.question.key if topic.answer else "",
            "part": topic.part,
            "words": topic.open("words") if topic.author_id == seat.person_id else "",
            "parked_until": parking.return_on.isoformat() if parking and waits else None,
            "talked": hasattr(topic, "settling"),
            "said": said[topic.pk],
        }


def _said(seat: Membership) -> dict[UUID, list[dict[str, Any]]]:
    """Own words, topic by topic, in the order in which they were said."""
    spoken = Turn.objects.visible_to(seat).filter(speaker=seat.person).select_related("speaker__key")
    echoed = Echo.objects.visible_to(seat).filter(author=seat.person).select_related("author__key", "turn")
    every = [(one.created_at, one.topic_id, False, one.open("said")) for one in spoken]
    every += [(one.created_at, one.turn.topic_id, True, one.open("words")) for one in echoed]
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for _, topic_id, back, words in sorted(every):
        found[topic_id].append({"said_back": back, "words": words})
    return found


def export_comments(person: Person) -> list[dict[str, Any]]:
    """Their own, and how they reacted."""
    return [one for seat in each_seat(person) for one in _remarks_of(seat)]


def _remarks_of(seat: Membership) -> Iterator[dict[str, Any]]:
    comments = Comment.objects.visible_to(seat).filter(author=seat.person)
    for comment in comments.select_related("author__key", "question"):
        words = comment.open("words")
        yield _remark(comment.check_in_id, comment.question.key, words=words)
    reactions = Reaction.objects.visible_to(seat).filter(person=seat.person).order_by("created_at")
    for reaction in reactions.select_related("answer__question"):
        answer = reaction.answer
        yield _remark(answer.check_in_id, answer.question.key, reaction=reaction.kind)


def _remark(check_in: UUID, question: str, *, words: str = "", reaction: str = "") -> dict[str, Any]:
    return {"check_in": str(check_in), "question": question, "words": words, "reaction": reaction}


def erase(person: Person) -> None:
    """Their words and their side. A check-in that nobody else was asked in goes with them.

    A template is both people's: it stays for the other, and goes with the last.
    """
    alone = only_theirs(person)
    for seat in each_seat(person):
        _erase_talks(seat)
        Answer.objects.visible_to(seat).filter(author=person).delete()
        Sheet.objects.visible_to(seat).delete()
    spaces = Membership.objects.filter(person=person).values_list("space_id", flat=True)
    with house():
        nobodys = CheckIn.objects.filter(space_id__in=list(spaces), sheets=None)
        for gone in (nobodys, CheckIn.objects.filter(space_id__in=alone)):
            ids = list(gone.values_list("pk", flat=True))
            Reveal.objects.filter(check_in__in=ids).delete()
            CheckIn.objects.filter(pk__in=ids).delete()
        Template.objects.filter(space_id__in=alone).delete()


def _erase_talks(seat: Membership) -> None:
    """What hangs on nothing of the other's goes; what does stays, without a word or a name of theirs."""
    person = seat.person
    Comment.objects.visible_to(seat).filter(author=person).delete()
    Reaction.objects.visible_to(seat).filter(person=person).delete()
    Echo.objects.visible_to(seat).filter(author=person).delete()
    turns = Turn.objects.visible_to(seat).filter(Q(speaker=person) | Q(speaker=None))
    turns.filter(echoes=None).delete()
    turns.filter(speaker=person).update(speaker=None, said=b"")
    topics = Topic.objects.visible_to(seat).filter(Q(author=person) | Q(author=None))
    topics.filter(turns=None).delete()
    topics.filter(author=person).update(author=None, words=b"")
    Topic.objects.visible_to(seat).update(revision=F("revision") + 1)
