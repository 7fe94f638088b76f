"""Somebody's side of every check-in, for themselves; and forgetting it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.accounts.models import Person
from backend.checkins.models import Answer, CheckIn, Question, Reveal, Sheet, Template
from backend.checkins.models.template import TemplateQuerySet
from backend.core.scope import house
from backend.spaces.models import Membership
from backend.spaces.privacy import each_seat, only_theirs

COVERS = (CheckIn, Reveal, Sheet, Answer, Template, Question)


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


def erase(person: Person) -> None:
    """Their words and their side. A check-in that nobody else was asked in goes with them.

    A template is both people's: it stays for the other, and goes with the last.
    """
    for seat in each_seat(person):
        Answer.objects.visible_to(seat).filter(author=person).delete()
        Sheet.objects.visible_to(seat).delete()
    spaces = Membership.objects.filter(person=person).values_list("space_id", flat=True)
    with house():
        nobodys = CheckIn.objects.filter(space_id__in=list(spaces), sheets=None)
        alone = CheckIn.objects.filter(space_id__in=only_theirs(person))
        for gone in (nobodys, alone):
            ids = list(gone.values_list("pk", flat=True))
            Reveal.objects.filter(check_in__in=ids).delete()
            CheckIn.objects.filter(pk__in=ids).delete()
        Template.objects.filter(space_id__in=only_theirs(person)).delete()
