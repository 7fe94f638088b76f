"""When schedules come round and wake next, with the rests, the people and their wishes around them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection

from backend.core.clock import now
from backend.schedules import rules
from backend.schedules.models import Rest, Schedule, Wish
from backend.schedules.rules import Rest as Days
from backend.spaces.models import Membership

USUAL = Wish()
"""Of whoever has not said how they want to be reminded."""
SECOND = timedelta(seconds=1)
Seat = tuple[Membership, Wish]


@dataclass(frozen=True)
class Around:
    """What the time of some schedules depends on beside themselves."""

    seats: dict[UUID, list[Seat]]
    """By space; those who are in it now, and how each wants to be reminded."""
    rests: dict[UUID, list[tuple[UUID | None, Days]]]
    """By space; of one schedule, or of all."""

    def rests_of(self, schedule: Schedule) -> list[Days]:
        return [days for whose, days in self.rests.get(schedule.space_id, ()) if whose in {None, schedule.pk}]

    def seats_of(self, schedule: Schedule) -> list[Seat]:
        return self.seats.get(schedule.space_id, [])


def around(schedules: Sequence[Schedule]) -> Around:
    """In the scope of the house, for both people's wishes count: three queries, however many schedules."""
    spaces = {schedule.space_id for schedule in schedules}
    seats = list(Membership.objects.active().filter(space__any_of=spaces).select_related("person"))
    wishes = {
        wish.person_id: wish for wish in Wish.objects.filter(person__any_of=[s.person_id for s in seats])
    }
    by_space: dict[UUID, list[Seat]] = defaultdict(list)
    for seat in seats:
        by_space[seat.space_id].append((seat, wishes.get(seat.person_id, USUAL)))
    return Around(by_space, _rests(spaces, min((_first_day(one) for one in schedules), default=date.min)))


def _first_day(schedule: Schedule) -> date:
    """Rests that ended before it do not matter: far enough back for every zone."""
    return min(schedule.next_due_on or date.max, now().date()) - rules.DAY


def _rests(spaces: Iterable[UUID], since: date) -> dict[UUID, list[tuple[UUID | None, Days]]]:
    by_space: dict[UUID, list[tuple[UUID | None, Days]]] = defaultdict(list)
    for rest in Rest.objects.filter(space__any_of=spaces, ends_on__gte=since):
        by_space[rest.space_id].append((rest.schedule_id, (rest.begins_on, rest.ends_on)))
    return by_space


def plan(schedule: Schedule, near: Around, after: datetime) -> None:
    """The next time after a moment, on a day that has not had its turn; the caller saves."""
    repeat, rests = schedule.repeat, near.rests_of(schedule)
    schedule.planned = rules.next_due(repeat, after, rests)
    while schedule.planned and _had_its_turn(schedule, schedule.planned[0]):
        schedule.planned = rules.next_due(repeat, schedule.planned[1], rests)
    set_alarm(schedule, near, now())


def _had_its_turn(schedule: Schedule, day: date) -> bool:
    return schedule.occurrences.filter(local_date=day).exists()


def plan_again(schedule: Schedule, near: Around) -> None:
    """After its rests changed: what was due and not seen to yet still comes round, unless it rests now."""
    at = now()
    planned = schedule.next_due_at
    plan(schedule, near, min(at, planned - SECOND) if planned else at)


def set_alarm(schedule: Schedule, near: Around, at: datetime) -> None:
    """When it wakes next: for the earliest reminder still ahead, or when it is due; the caller saves."""
    if schedule.next_due_at is None or schedule.is_paused:
        schedule.wakes_at = None
        return
    leads = [wish.lead for _, wish in near.seats_of(schedule)]
    schedule.wakes_at = rules.wakes(schedule.next_due_at, leads, at)


def save_plans(schedules: Sequence[Schedule]) -> None:
    """Write what was planned for all of them, in one statement."""
    columns = (
        [one.pk for one in schedules],
        [one.next_due_on for one in schedules],
        [one.next_due_at for one in schedules],
        [one.wakes_at for one in schedules],
    )
    with connection.cursor() as cursor:
        cursor.execute(_SAVE, columns)


_SAVE = """
update schedules_schedule kept set next_due_on = new.due_on, next_due_at = new.due_at, wakes_at = new.wakes_at
from unnest(%b::uuid[], %b::date[], %b::timestamptz[], %b::timestamptz[]) new(id, due_on, due_at, wakes_at)
where kept.id = new.id
"""
