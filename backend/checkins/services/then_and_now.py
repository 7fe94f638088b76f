"""The same question then and now: what both said the first time, about a year ago, and last."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.checkins.models import Answer, Question
from backend.checkins.rules import insights as rules
from backend.checkins.rules.values import Kind
from backend.checkins.services.insights import shared_by_both, with_keys_once
from backend.core.clock import now
from backend.spaces.models import SEATS, Membership

MOST_QUESTIONS = 20


class Asked(NamedTuple):
    """A question, in whichever version of its template."""

    template: str
    key: str


class Moment(NamedTuple):
    """One reveal, and what both said there."""

    check_in_id: UUID
    on: date
    answers: Sequence[Answer]


@dataclass(frozen=True)
class ThenAndNow:
    """One question's moments, the oldest first; and every question there is a then and a now for."""

    asked: Asked
    moments: Sequence[Moment]
    prompts: Mapping[Asked, str]


Days = Mapping[Asked, Sequence[tuple[date, UUID]]]


def then_and_now(*, membership: Membership, wanted: Asked | None = None) -> ThenAndNow | None:
    """Of what is wanted, or of what both answered most often; nothing while nothing was answered twice."""
    days, latest = _answered(membership)
    often = sorted(days, key=lambda asked: (-len(days[asked]), asked))[:MOST_QUESTIONS]
    if not often:
        return None
    asked = wanted if wanted in often else often[0]
    zone = ZoneInfo(membership.space.time_zone)
    found = rules.then_and_now(days[asked], now().astimezone(zone).date())
    moments = _opened(membership, asked, [one for one in found or () if one])
    return ThenAndNow(asked, moments, _prompts({one: latest[one] for one in often}))


def _prompts(latest: Mapping[Asked, UUID]) -> dict[Asked, str]:
    """As each was worded last."""
    found = Question.objects.with_words().in_bulk(latest.values())
    return {asked: found[question].says("prompt") for asked, question in latest.items()}


def _answered(membership: Membership) -> tuple[Days, Mapping[Asked, UUID]]:
    """When both have told something of their own words, by question; and the question as it is now."""
    zone = ZoneInfo(membership.space.time_zone)
    told = shared_by_both(membership).filter(question__kind=Kind.TEXT)
    rows = told.order_by("check_in__reveal__revealed_at").values_list(
        "question__template__slug",
        "question__key",
        "question_id",
        "check_in_id",
        "check_in__reveal__revealed_at",
    )
    sides: dict[tuple[Asked, UUID, date], int] = defaultdict(int)
    latest = {}
    for slug, key, question, check_in, at in rows:
        asked = Asked(slug, key)
        latest[asked] = question
        sides[asked, check_in, at.astimezone(zone).date()] += 1
    days: dict[Asked, list[tuple[date, UUID]]] = defaultdict(list)
    for (asked, check_in, on), told_by in sides.items():
        if told_by == SEATS:
            days[asked].append((on, check_in))
    return {asked: found for asked, found in days.items() if len(found) > 1}, latest


def _opened(membership: Membership, asked: Asked, check_ins: Sequence[UUID]) -> list[Moment]:
    """In the order of `check_ins`; without what has been forgotten since."""
    told = shared_by_both(membership).filter(question__key=asked.key, check_in__in=check_ins)
    answers: dict[UUID, list[Answer]] = defaultdict(list)
    zone = ZoneInfo(membership.space.time_zone)
    days = {}
    for answer in with_keys_once(membership, told.select_related("check_in__reveal")):
        answers[answer.check_in_id].append(answer)
        days[answer.check_in_id] = answer.check_in.reveal.revealed_at.astimezone(zone).date()
    return [Moment(one, days[one], answers[one]) for one in check_ins if len(answers[one]) == SEATS]
