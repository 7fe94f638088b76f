"""Pictures of what both have shared, for two who both want them: how close, and how often."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from backend.checkins.models import Answer, CheckIn
from backend.checkins.rules.insights import Point, enough, on_ten, week_by_week
from backend.checkins.rules.values import Kind
from backend.core.clock import now
from backend.spaces.models import SEATS, Membership
from backend.timeline.services import require_pictures

CLOSENESS = "connected"
"""The key of the question it is drawn from, in whichever template."""


class Span(StrEnum):
    """How far back a picture looks."""

    HALF_YEAR = "half_year"
    YEAR = "year"
    TEN_YEARS = "ten_years"

    @property
    def days(self) -> timedelta:
        return {"half_year": timedelta(182), "year": timedelta(365), "ten_years": timedelta(3653)}[self]


def closeness(*, membership: Membership, span: Span) -> list[Point]:
    """One line for both, week by week, of the days on which both have shared this answer. Or PicturesOff."""
    require_pictures(membership=membership)
    zone = ZoneInfo(membership.space.time_zone)
    pairs = _pairs(membership, now() - span.days)
    return week_by_week((at.astimezone(zone).date(), values) for at, values in pairs)


def _pairs(membership: Membership, since: datetime) -> list[tuple[datetime, list[float]]]:
    told = shared_by_both(membership).filter(
        question__kind=Kind.SCALE, question__key=CLOSENESS, check_in__reveal__revealed_at__gte=since
    )
    found: dict[UUID, list[float]] = defaultdict(list)
    days: dict[UUID, datetime] = {}
    for answer in with_keys_once(membership, told.select_related("question", "check_in__reveal")):
        options = answer.question.options
        found[answer.check_in_id].append(on_ten(answer.value, options["min"], options["max"]))
        days[answer.check_in_id] = answer.check_in.reveal.revealed_at
    return [(days[check_in], values) for check_in, values in found.items() if len(values) == SEATS]


def shared_by_both(membership: Membership) -> QuerySet[Answer]:
    """What was told at reveals of check-ins that asked both."""
    visible = Answer.objects.visible_to(membership)
    return visible.filter(shared=True, check_in__asked=SEATS).exclude(check_in__reveal=None)


def with_keys_once(membership: Membership, answers: QuerySet[Answer]) -> list[Answer]:
    """Ready to be opened; each author's key is fetched and unwrapped once, however many words there are."""
    seats = Membership.objects.with_words().filter(space=membership.space_id)
    people = {seat.person_id: seat.person for seat in seats}
    found = [answer for answer in answers if answer.author_id in people]
    for answer in found:
        answer.author = people[answer.author_id]
    return found


def rhythm(*, membership: Membership, span: Span) -> list[tuple[date, int]]:
    """How many check-ins were opened to both, by month; months without any are not there. Or PicturesOff."""
    require_pictures(membership=membership)
    month = TruncMonth("reveal__revealed_at", tzinfo=ZoneInfo(membership.space.time_zone))
    both = CheckIn.objects.visible_to(membership).filter(asked=SEATS)
    recent = both.filter(reveal__revealed_at__gte=now() - span.days)
    counted = recent.annotate(month=month).values_list("month").annotate(Count("pk")).order_by("month")
    return enough([(first.date(), count) for first, count in counted])
