"""Agreeing on a rhythm, changing it, and finding what has come round."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from backend.core.clock import now
from backend.core.errors import DomainError, InvalidWords
from backend.schedules import rules
from backend.schedules.models import Occurrence, Purpose, Schedule
from backend.schedules.rules import BadRepeat, Kind, Repeat
from backend.spaces.models import Membership

MOST_PER_SPACE = 20


class ScheduleExists(DomainError):
    code = "schedule_exists"
    detail = "There is a schedule for this already. Change that one."


class TooManySchedules(DomainError):
    code = "too_many_schedules"
    detail = "That is a lot of schedules. Remove one before adding another."


def create_schedule(
    *, membership: Membership, purpose: Purpose, subject: str, rhythm: dict[str, Any]
) -> Schedule:
    """A new rhythm; `rhythm` holds kind, at, time_zone and what the kind needs of days and day_of_month."""
    if Schedule.objects.visible_to(membership).count() >= MOST_PER_SPACE:
        raise TooManySchedules
    schedule = Schedule(space_id=membership.space_id, purpose=purpose, subject=subject)
    _plan(schedule, _set_rhythm(schedule, rhythm))
    _save(schedule)
    return schedule


def change_schedule(*, membership: Membership, schedule: Schedule, changes: dict[str, Any]) -> Schedule:
    """Set any of subject, rhythm and paused; either person may. A new rhythm or going on plans anew."""
    with transaction.atomic():
        schedule = Schedule.objects.visible_to(membership).select_for_update().get(pk=schedule.pk)
        before, was_paused, rhythm = schedule.repeat, schedule.is_paused, dict(changes)
        _set_paused(schedule, rhythm.pop("paused", was_paused))
        schedule.subject = rhythm.pop("subject", schedule.subject)
        repeat = _set_rhythm(schedule, rhythm)
        if repeat != before or (was_paused and not schedule.is_paused):
            _plan(schedule, repeat)
        _save(schedule)
    return schedule


def delete_schedule(*, membership: Membership, schedule: Schedule) -> None:
    """It does not come round again; what it has opened already stays."""
    Schedule.objects.visible_to(membership).filter(pk=schedule.pk).delete()


def _set_paused(schedule: Schedule, paused: bool) -> None:
    if paused != schedule.is_paused:
        schedule.paused_at = now() if paused else None


def _set_rhythm(schedule: Schedule, rhythm: dict[str, Any]) -> Repeat:
    for field, value in rhythm.items():
        setattr(schedule, field, value)
    schedule.days = sorted(schedule.days) if schedule.kind == Kind.WEEKLY else []
    schedule.day_of_month = schedule.day_of_month if schedule.kind == Kind.MONTHLY else None
    try:
        return schedule.repeat
    except BadRepeat as error:
        raise InvalidWords(error.field, error.detail) from error


def _plan(schedule: Schedule, repeat: Repeat) -> None:
    """The next time from now on, on a day that has not had its turn."""
    schedule.planned = rules.next_due(repeat, now())
    if schedule.occurrences.filter(local_date=schedule.next_due_on).exists():
        schedule.planned = rules.next_due(repeat, schedule.next_due_at)


def _save(schedule: Schedule) -> None:
    try:
        with transaction.atomic():
            schedule.save()
    except IntegrityError as error:
        raise ScheduleExists from error


def claim_due(*, purpose: Purpose, limit: int) -> list[Occurrence]:
    """What has come round, each once, inside the caller's transaction: rolled back, it comes round again.

    After a long outage a schedule yields its latest occurrence only. Whether the space still has people in it
    is for the caller to ask.
    """
    at = now()
    due = Schedule.objects.due(at).filter(purpose=purpose).order_by("next_due_at").select_related("space")
    schedules = list(due.select_for_update(skip_locked=True, of=("self",))[:limit])
    occurrences = [_come_round(schedule, at) for schedule in schedules]
    Schedule.objects.bulk_update(schedules, ["next_due_on", "next_due_at"])
    known = set(Occurrence.objects.filter(schedule__in=schedules).values_list("schedule_id", "local_date"))
    new = [one for one in occurrences if (one.schedule_id, one.local_date) not in known]
    return Occurrence.objects.bulk_create(new)


def _come_round(schedule: Schedule, at: datetime) -> Occurrence:
    (local_date, due_at), schedule.planned = rules.catch_up(schedule.repeat, schedule.planned, at)
    return Occurrence(schedule=schedule, local_date=local_date, due_at=due_at)


def coming_up(*, membership: Membership, limit: int) -> list[Schedule]:
    """What comes next in this space, soonest first."""
    ahead = Schedule.objects.visible_to(membership).running().filter(next_due_at__gt=now())
    return list(ahead.order_by("next_due_at")[:limit])
