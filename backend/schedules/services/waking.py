"""What wakes when its time has come: to come round, or for a reminder somebody wished for ahead."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from logging import getLogger
from uuid import UUID

from backend.core.bulk import insert_all
from backend.core.clock import now
from backend.schedules import rules
from backend.schedules.models import Occurrence, Purpose, Schedule
from backend.schedules.rules import BadRepeat, Due
from backend.schedules.services.planning import Around, Seat, around, save_plans, set_alarm
from backend.spaces.services import hold_open

LOOKED_AT_AGAIN_AFTER = timedelta(hours=1)
log = getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Woken:
    """A schedule that has woken, and the one of its times it is about."""

    schedule: Schedule
    local_date: date
    due_at: datetime
    has_come: bool
    """Whether it has come round; otherwise it woke for reminders ahead of it."""
    next_at: datetime | None
    """When it comes round after that."""
    seats: list[Seat]
    """Who is to be reminded now."""

    @property
    def occurrence_id(self) -> UUID:
        return rules.occurrence_id(self.schedule.pk, self.local_date)


def wake_due(*, purpose: Purpose, limit: int) -> tuple[list[Woken], int]:
    """What wakes now, each once, and how many schedules were looked at.

    In the house's scope and the caller's transaction: rolled back, they wake again. After a long outage a
    schedule comes round for its latest time only. In a closed space they fall asleep for good.
    """
    at = now()
    awake = Schedule.objects.awake(at).filter(purpose=purpose).order_by("wakes_at")
    schedules = list(awake.select_for_update(skip_locked=True, of=("self",))[:limit])
    if not schedules:
        return [], 0
    # First held, then looked into: whoever comes in at this moment is asked too, or not until the next time.
    open_spaces = hold_open(space_ids={schedule.space_id for schedule in schedules})
    near = around([schedule for schedule in schedules if schedule.space_id in open_spaces])
    woken = _once([one for schedule in schedules if (one := _wake(schedule, near, at))])
    save_plans(schedules)
    return woken, len(schedules)


def _once(woken: list[Woken]) -> list[Woken]:
    """Without those that have had their turn on that day; as they are locked, nobody else gives them one."""
    due = [one for one in woken if one.has_come]
    days = {one.local_date for one in due}
    found = Occurrence.objects.filter(schedule__any_of=[one.schedule.pk for one in due], local_date__in=days)
    known = set(found.values_list("schedule_id", "local_date")) if due else set()
    had = {one for one in due if (one.schedule.pk, one.local_date) in known}
    insert_all(
        [
            Occurrence(
                id=one.occurrence_id,
                schedule_id=one.schedule.pk,
                local_date=one.local_date,
                due_at=one.due_at,
            )
            for one in due
            if one not in had
        ]
    )
    return [one for one in woken if one not in had]


def _wake(schedule: Schedule, near: Around, at: datetime) -> Woken | None:
    """One that cannot be reckoned, for its zone is not known any more, must not hold up the others."""
    planned, seats = schedule.planned, near.seats_of(schedule)
    if planned is None or not seats:
        schedule.wakes_at = None
        return None
    try:
        return _woken(schedule, planned, seats, near, at)
    except BadRepeat as error:
        log.error("schedule %s cannot be reckoned: %s", schedule.pk, type(error).__name__)  # noqa: TRY400
        schedule.wakes_at = at + LOOKED_AT_AGAIN_AFTER
        return None


def _woken(schedule: Schedule, planned: Due, seats: list[Seat], near: Around, at: datetime) -> Woken:
    if planned[1] <= at:
        due, schedule.planned = rules.catch_up(schedule.repeat, planned, at, near.rests_of(schedule))
        following = schedule.planned
    else:
        due, following = planned, rules.next_due(schedule.repeat, planned[1], near.rests_of(schedule))
    set_alarm(schedule, near, at)
    return Woken(
        schedule=schedule,
        local_date=due[0],
        due_at=due[1],
        has_come=due[1] <= at,
        next_at=following[1] if following else None,
        seats=[seat for seat in seats if due[1] - seat[1].lead <= at],
    )
