"""Agreeing on a rhythm, changing it, ending it."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string

from backend.core import scope
from backend.core.clock import now
from backend.core.errors import DomainError, InvalidWords
from backend.core.zones import check_zone
from backend.schedules.models import Purpose, Schedule
from backend.schedules.rules import BadRepeat, Kind, Repeat, from_rrule
from backend.schedules.services.planning import around, plan
from backend.spaces.models import Membership

MOST_PER_SPACE = 20
OVER = "This is over already. Choose a time that is still to come."


class ScheduleExists(DomainError):
    code = "schedule_exists"
    detail = "There is a schedule for this already. Change that one."


class TooManySchedules(DomainError):
    code = "too_many_schedules"
    detail = "That is a lot of schedules. Remove one before adding another."


def create_schedule(
    *, membership: Membership, purpose: Purpose, subject: str, rhythm: dict[str, Any]
) -> Schedule:
    """A new rhythm; `rhythm` holds kind, at, time_zone and what the kind needs, or an `rrule` (RFC 5545)."""
    if Schedule.objects.visible_to(membership).count() >= MOST_PER_SPACE:
        raise TooManySchedules
    _check_subject(membership, purpose, subject)
    schedule = Schedule(space_id=membership.space_id, purpose=purpose, subject=subject)
    _set_rhythm(schedule, dict(rhythm))
    _plan(schedule)
    _save(schedule)
    return schedule


def change_schedule(*, membership: Membership, schedule: Schedule, changes: dict[str, Any]) -> Schedule:
    """Set any of subject, window, rhythm and paused; either may. A new rhythm or going on plans anew."""
    with transaction.atomic():
        schedule = Schedule.objects.visible_to(membership).select_for_update().get(pk=schedule.pk)
        before, was_paused, rhythm = schedule.repeat, schedule.is_paused, dict(changes)
        _set_paused(schedule, rhythm.pop("paused", was_paused))
        subject = rhythm.pop("subject", schedule.subject)
        if subject != schedule.subject:
            _check_subject(membership, Purpose(schedule.purpose), subject)
        schedule.subject = subject
        repeat = _set_rhythm(schedule, rhythm)
        if repeat != before or (was_paused and not schedule.is_paused):
            _plan(schedule)
        _save(schedule)
    return schedule


def delete_schedule(*, membership: Membership, schedule: Schedule) -> None:
    """It does not come round again; what it has opened already stays."""
    found = Schedule.objects.visible_to(membership).filter(pk=schedule.pk).first()
    if found:
        # What hangs on it belongs to both: only the house reaches both sides.
        with scope.house():
            found.delete()


IsOffered = Callable[[Membership, str], bool]
"""Whether there is something of this name for a space to do."""


def _check_subject(membership: Membership, purpose: Purpose, subject: str) -> None:
    if not _offer(purpose)(membership, subject):
        raise InvalidWords("template", "There is no check-in of this name.")


@cache
def _offer(purpose: Purpose) -> IsOffered:
    """Named in the settings: schedules know none of the apps above them."""
    found: IsOffered = import_string(settings.OFFERS[purpose])
    return found


def _set_paused(schedule: Schedule, paused: bool) -> None:
    if paused != schedule.is_paused:
        schedule.paused_at = now() if paused else None
    if paused:
        schedule.wakes_at = None


def _set_rhythm(schedule: Schedule, rhythm: dict[str, Any]) -> Repeat:
    rule = rhythm.pop("rrule", None)
    for field, value in rhythm.items():
        setattr(schedule, field, value)
    try:
        if rule is not None:
            _take(schedule, rule)
        _let_go_of_what_is_not_needed(schedule)
        repeat = schedule.repeat
    except BadRepeat as error:
        raise InvalidWords(error.field, error.detail) from error
    return repeat


def _take(schedule: Schedule, rule: str) -> None:
    check_zone(schedule.time_zone)
    starts_on = schedule.starts_on or _today(schedule)
    said = from_rrule(rule, at=schedule.at, zone=schedule.time_zone, starts_on=starts_on)
    schedule.kind, schedule.every, schedule.days = said.kind, said.every, list(said.days)
    schedule.day_of_month, schedule.nth = said.day_of_month, said.nth


def _let_go_of_what_is_not_needed(schedule: Schedule) -> None:
    """What another kind of repetition would need, so that a change back does not bring it up again."""
    monthly = schedule.kind == Kind.MONTHLY
    schedule.nth = schedule.nth if monthly else None
    schedule.day_of_month = schedule.day_of_month if monthly and schedule.nth is None else None
    days = schedule.kind == Kind.WEEKLY or schedule.nth is not None
    schedule.days = sorted(schedule.days) if days else []
    schedule.every = 1 if schedule.kind == Kind.ONCE else schedule.every
    check_zone(schedule.time_zone)
    if schedule.every > 1 and schedule.starts_on is None:
        schedule.starts_on = _today(schedule)


def _today(schedule: Schedule) -> date:
    return now().astimezone(ZoneInfo(schedule.time_zone)).date()


def _plan(schedule: Schedule) -> None:
    """The next time from now on."""
    with scope.house():
        plan(schedule, around([schedule]), now())
    if schedule.planned is None:
        raise InvalidWords("starts_on" if schedule.kind == Kind.ONCE else "repeat", OVER)


def _save(schedule: Schedule) -> None:
    try:
        with transaction.atomic():
            schedule.save()
    except IntegrityError as error:
        raise ScheduleExists from error
