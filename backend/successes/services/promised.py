"""Reading promises: those that are open, those that are past, and how they went over the months."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from backend.checkins.models import Answer
from backend.checkins.rules.values import Kind
from backend.core.clock import now
from backend.core.errors import InvalidWords
from backend.schedules.rules.moments import on_the_wall
from backend.spaces.models import Membership
from backend.successes.models.promise import Became, Promise
from backend.successes.rules.promise import is_still_shown
from backend.timeline.services import Told

MOST_SAID = 60
"""Of check-ins, the latest first: what nobody has touched since is read there."""
PAGE = 20
MONTHS, FEWEST = 12, 4


def said_in_check_ins(membership: Membership) -> QuerySet[Answer]:
    """Promises that were written in check-ins and revealed, as far as this person sees them."""
    told = Answer.objects.visible_to(membership).filter(question__kind=Kind.PROMISE)
    return told.exclude(check_in__reveal=None).select_related("author__key", "space", "check_in__reveal")


def open_promises(*, membership: Membership) -> list[Promise]:
    """Of both, whichever day comes first; those without a day at the end."""
    rows = Promise.objects.visible_to(membership).filter(outcome=None).with_words()
    found = [*rows, *_untouched(membership)]
    known = [promise for promise in found if not promise.is_forgotten]
    return sorted(known, key=lambda one: (one.by is None, one.by or one.made_on, one.made_on, one.pk))


def _untouched(membership: Membership) -> list[Promise]:
    """Said in a check-in, with no row yet, and not long ago."""
    rows = Promise.objects.visible_to(membership).values("pk")
    latest = said_in_check_ins(membership).exclude(pk__in=rows).order_by("-check_in__reveal__revealed_at")
    told = [Promise.said_in(answer) for answer in latest[:MOST_SAID] if not answer.is_forgotten]
    today = on_the_wall(now(), membership.space.time_zone).date()
    return [promise for promise in told if is_still_shown(promise.made_on, promise.by, today)]


def past_promises(*, membership: Membership, cursor: str = "") -> tuple[list[Promise], UUID | None]:
    """Kept and let go, the latest first: a page, and where the next one begins."""
    past = Promise.objects.visible_to(membership).filter(outcome__became__in=[Became.KEPT, Became.LET_GO])
    if cursor:
        last = _mark(past, cursor)
        older = Q(outcome__at__lt=last.outcome.at) | Q(outcome__at=last.outcome.at, pk__lt=last.pk)
        past = past.filter(older)
    found = list(past.with_words().order_by("-outcome__at", "-pk")[: PAGE + 1])
    known = [promise for promise in found[:PAGE] if not promise.is_forgotten]
    return known, found[PAGE - 1].pk if len(found) > PAGE else None


def _mark(past: QuerySet[Promise], cursor: str) -> Promise:
    try:
        return past.select_related("outcome").get(pk=UUID(cursor))
    except (ValueError, Promise.DoesNotExist) as error:
        raise InvalidWords("cursor", "This page mark is not from here. Start at the top.") from error


def promise_of(*, membership: Membership, promise_id: UUID) -> Promise | None:
    """One that this person may read, whether it is a row already or said in a check-in."""
    found = Promise.objects.visible_to(membership).with_words().filter(pk=promise_id).first()
    if found:
        return None if found.is_forgotten else found
    answer = said_in_check_ins(membership).filter(pk=promise_id).first()
    return None if answer is None or answer.is_forgotten else Promise.said_in(answer)


def tell_promises(membership: Membership, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """For the timeline: what was promised, in its author's words."""
    rows = Promise.objects.visible_to(membership).filter(pk__in=ids).select_related("author__key")
    return {
        promise.pk: Told("", promise.open("words"), link_id=promise.pk, author_id=promise.author_id)
        for promise in rows
        if not promise.is_forgotten
    }


@dataclass(frozen=True)
class Month:
    """How the shared promises of a month went, of both together: nobody is told whose."""

    month: date
    kept: int
    changed: int
    let_go: int


def promises_by_month(*, membership: Membership) -> list[Month]:
    """The last months in which something became of one, oldest first. What is private is not counted.

    None where there are too few to see anything in.
    """
    shared = Promise.objects.visible_to(membership).filter(shared=True).exclude(outcome=None)
    rows = (
        shared.annotate(month=TruncMonth("outcome__at", tzinfo=ZoneInfo(membership.space.time_zone)))
        .values("month")
        .annotate(kept=_how_many(Became.KEPT))
        .annotate(changed=_how_many(Became.RENEGOTIATED))
        .annotate(let_go=_how_many(Became.LET_GO))
        .order_by("-month")[:MONTHS]
    )
    found = [Month(row["month"].date(), row["kept"], row["changed"], row["let_go"]) for row in reversed(rows)]
    return found if len(found) >= FEWEST else []


def _how_many(became: Became) -> Count:
    return Count("pk", filter=Q(outcome__became=became))
