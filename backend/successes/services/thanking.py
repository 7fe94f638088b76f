"""Thanks, told at once; and the bank of them, to open on a hard day."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.http import Http404

from backend.checkins.models import Answer
from backend.checkins.rules.values import Kind
from backend.core.errors import DomainError, InvalidWords
from backend.spaces.models import Membership
from backend.spaces.services import hold_open
from backend.successes import rules
from backend.successes.models import Appreciation
from backend.successes.services.company import refuse_alone

LONGEST_THANKS = 500
MOST_THANKS = 5000
PAGE = 20
Whose = Literal["", "for_me", "from_me"]


class TooManyThanks(DomainError):
    code = "too_many_appreciations"
    detail = "You have said thank you five thousand times here. Take one away to make room."


@dataclass(frozen=True)
class Thanks:
    """One entry of the bank: said by itself, or in a check-in that both have seen."""

    id: UUID
    said: Literal["by_itself", "in_a_check_in"]
    texts: list[str]
    at: datetime
    author_id: UUID


def appreciate(*, membership: Membership, words: str) -> Appreciation:
    """Say thank you; the other finds it at once."""
    with transaction.atomic():
        hold_open(space_ids=[membership.space_id])
        refuse_alone(membership)
        if _said(membership).filter(author=membership.person_id).count() >= MOST_THANKS:
            raise TooManyThanks
        thanks = Appreciation(space=membership.space, author=membership.person)
        thanks.seal(words=words)
        thanks.save()
    return thanks


def take_back_thanks(*, membership: Membership, appreciation_id: UUID) -> None:
    """At once. What was said in a check-in stays there."""
    with transaction.atomic():
        hold_open(space_ids=[membership.space_id])
        found = _said(membership).filter(pk=appreciation_id).first()
        if found is None:
            raise Http404
        if found.author_id != membership.person_id:
            raise PermissionDenied
        found.delete()


def bank(
    *, membership: Membership, whose: Whose = "", after: str = "", size: int = PAGE
) -> tuple[list[Thanks], str | None]:
    """A page of it, the newest first, and the mark of the next: an id, as moments are nobody's to know."""
    said, told = (_of(rows, membership, whose) for rows in (_said(membership), _told(membership)))
    older = Q() if not after else _before(_mark(after, said, told))
    marks = (
        said.filter(older).values_list("pk", "at").union(told.filter(older).values_list("pk", "at"), all=True)
    )
    found = [pk for pk, _ in marks.order_by("-at", "-pk")[: size + 1]]
    page, more = found[:size], len(found) > size
    return _opened(said, told, page), str(page[-1]) if more else None


def invites_thanks(*, membership: Membership) -> bool:
    """Not after a day on which this person felt little understood: their own last word on it decides."""
    mine = Answer.objects.visible_to(membership).filter(
        author=membership.person_id,
        question__key="understood",
        question__template__slug="daily",
        sheet__sent_at__isnull=False,
    )
    latest = mine.select_related("author__key").order_by("-sheet__sent_at").first()
    return not rules.holds_back(latest.value if latest else None)


def one_of_them(*, membership: Membership, appreciation_id: UUID) -> Thanks:
    """As it stands in the bank."""
    found = _opened(_said(membership), _told(membership).none(), [appreciation_id])
    if not found:
        raise Http404
    return found[0]


def _said(membership: Membership) -> QuerySet[Appreciation]:
    return Appreciation.objects.visible_to(membership).annotate(at=F("created_at"))


def _told(membership: Membership) -> QuerySet[Answer]:
    """In check-ins that both were asked in and have seen."""
    answers = Answer.objects.visible_to(membership).filter(
        shared=True, question__kind=Kind.APPRECIATION, check_in__asked__gt=1
    )
    return answers.exclude(check_in__reveal=None).annotate(at=F("check_in__reveal__revealed_at"))


def _of(rows: QuerySet[Any], membership: Membership, whose: Whose) -> QuerySet[Any]:
    mine = Q(author=membership.person_id)
    return rows.filter({"": Q(), "for_me": ~mine, "from_me": mine}[whose])


def _mark(after: str, *sources: QuerySet[Any]) -> tuple[datetime, UUID]:
    """Where the page before has ended."""
    try:
        last = UUID(after)
    except ValueError as error:
        raise InvalidWords("cursor", "This page mark is not from here. Start at the top.") from error
    for rows in sources:
        found = rows.filter(pk=last).first()
        if found:
            return found.at, found.pk
    raise InvalidWords("cursor", "This page mark is not from here. Start at the top.")


def _before(mark: tuple[datetime, UUID]) -> Q:
    at, last = mark
    return Q(at__lt=at) | Q(at=at, pk__lt=last)


def _opened(said: QuerySet[Any], told: QuerySet[Any], ids: Iterable[UUID]) -> list[Thanks]:
    """In this order, without what was forgotten since."""
    wanted = list(ids)
    found: dict[UUID, Thanks] = {}
    for row in said.filter(pk__in=wanted).select_related("author__key"):
        found[row.pk] = Thanks(row.pk, "by_itself", [row.open("words")], row.at, row.author_id)
    if len(found) < len(wanted):
        for row in told.filter(pk__in=wanted).select_related("author__key"):
            texts = json.loads(row.open("words") or "[]")
            found[row.pk] = Thanks(row.pk, "in_a_check_in", texts, row.at, row.author_id)
    return [found[one] for one in wanted if one in found and any(found[one].texts)]
