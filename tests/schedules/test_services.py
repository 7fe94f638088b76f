"""Rhythms of a space: planned, changed, and found when they come round."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from backend.accounts.models import Person
from backend.core.errors import InvalidWords
from backend.schedules.models import Occurrence, Purpose, Schedule
from backend.schedules.services import (
    ScheduleExists,
    Woken,
    change_schedule,
    coming_up,
    create_schedule,
    delete_schedule,
    wake_due,
)
from backend.spaces.models import Membership, Space
from tests.together import at_once

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
"""A Monday; 14:00 in Berlin."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EVENING = NOON.replace(hour=18)
"""20:00 in Berlin."""


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def seat(space: Space, clock: time_machine.Traveller) -> Membership:
    return Membership.objects.get(space=space, seat=1)


OF_A_TICK = 9
"""Take; hold the spaces, see which are open; seats, wishes, rests; who had their turn, the new; write."""


def agree(seat: Membership, subject: str = "daily", **rhythm: Any) -> Schedule:
    daily = {"kind": "daily", "at": time(20), "time_zone": "Europe/Berlin"}
    return create_schedule(
        membership=seat, purpose=Purpose.CHECK_IN, subject=subject, rhythm={**daily, **rhythm}
    )


def wake(limit: int = 10) -> list[Woken]:
    with transaction.atomic():
        return wake_due(purpose=Purpose.CHECK_IN, limit=limit)[0]


def claimed(limit: int = 10) -> list[date]:
    return [one.local_date for one in wake(limit) if one.has_come]


def test_a_new_schedule_knows_its_next_time(seat: Membership) -> None:
    schedule = agree(seat)
    assert schedule.planned == (date(2026, 6, 1), EVENING)


def test_a_subject_has_one_schedule_per_space(seat: Membership, cleo: Person) -> None:
    agree(seat)
    with pytest.raises(ScheduleExists):
        agree(seat)
    agree(Membership.objects.get(person=cleo))
    other = agree(seat, "weekly", kind="weekly", days=[2])
    with pytest.raises(ScheduleExists):
        change_schedule(membership=seat, schedule=other, changes={"subject": "daily"})


def test_what_the_kind_does_not_need_is_let_go(seat: Membership) -> None:
    weekly = agree(seat, kind="weekly", days=[4, 0], day_of_month=3)
    assert (weekly.days, weekly.day_of_month) == ([0, 4], None)
    daily = change_schedule(membership=seat, schedule=weekly, changes={"kind": "daily"})
    assert daily.days == []


def test_a_rhythm_that_never_comes_is_refused_with_its_field(seat: Membership) -> None:
    with pytest.raises(InvalidWords) as refusal:
        agree(seat, kind="weekly")
    assert refusal.value.field == "days"


def test_nothing_comes_round_early(seat: Membership, clock: time_machine.Traveller) -> None:
    agree(seat)
    clock.move_to(EVENING - timedelta(seconds=1))
    assert claimed() == []


def test_it_comes_round_once_and_again_the_next_day(seat: Membership, clock: time_machine.Traveller) -> None:
    schedule = agree(seat)
    clock.move_to(EVENING)
    assert claimed() == [date(2026, 6, 1)]
    assert claimed() == []
    schedule.refresh_from_db()
    assert schedule.planned == (date(2026, 6, 2), EVENING + DAY)
    clock.move_to(EVENING + DAY)
    assert claimed() == [date(2026, 6, 2)]


def test_a_long_outage_yields_the_latest_time_only(seat: Membership, clock: time_machine.Traveller) -> None:
    agree(seat)
    clock.move_to(EVENING + 30 * DAY + HOUR)
    assert claimed() == [date(2026, 7, 1)]
    assert Schedule.objects.get().planned == (date(2026, 7, 2), EVENING + 31 * DAY)


def test_a_claim_that_is_rolled_back_comes_round_again(
    seat: Membership, clock: time_machine.Traveller
) -> None:
    agree(seat)
    clock.move_to(EVENING)
    with transaction.atomic():
        assert len(wake()) == 1
        transaction.set_rollback(True)
    assert claimed() == [date(2026, 6, 1)]


def test_a_day_that_had_its_turn_has_no_second_one(seat: Membership, clock: time_machine.Traveller) -> None:
    schedule = agree(seat)
    clock.move_to(EVENING)
    claimed()
    later = change_schedule(membership=seat, schedule=schedule, changes={"at": time(21)})
    assert later.next_due_on == date(2026, 6, 2)
    Schedule.objects.update(next_due_on=date(2026, 6, 1), next_due_at=EVENING)
    assert claimed() == []
    assert Occurrence.objects.count() == 1


def test_another_zone_or_time_plans_anew(seat: Membership) -> None:
    schedule = agree(seat)
    change_schedule(membership=seat, schedule=schedule, changes={"time_zone": "America/New_York"})
    schedule.refresh_from_db()
    assert schedule.next_due_at == datetime(2026, 6, 2, 0, tzinfo=UTC)
    changed = change_schedule(membership=seat, schedule=schedule, changes={"at": time(7)})
    assert changed.planned == (date(2026, 6, 2), datetime(2026, 6, 2, 11, tzinfo=UTC))


def test_saying_the_same_again_loses_nothing_due(seat: Membership, clock: time_machine.Traveller) -> None:
    schedule = agree(seat)
    clock.move_to(EVENING + HOUR)
    change_schedule(membership=seat, schedule=schedule, changes={"at": time(20), "paused": False})
    assert claimed() == [date(2026, 6, 1)]


def test_a_paused_schedule_rests_and_goes_on_from_today(
    seat: Membership, clock: time_machine.Traveller
) -> None:
    schedule = agree(seat)
    change_schedule(membership=seat, schedule=schedule, changes={"paused": True})
    clock.move_to(EVENING + 3 * DAY + HOUR)
    assert claimed() == []
    assert coming_up(membership=seat, limit=5) == []
    change_schedule(membership=seat, schedule=schedule, changes={"paused": False})
    assert claimed() == []
    assert [one.next_due_on for one in coming_up(membership=seat, limit=5)] == [date(2026, 6, 5)]


def test_coming_up_is_this_space_soonest_first(seat: Membership, cleo: Person) -> None:
    agree(Membership.objects.get(person=cleo))
    agree(seat, "weekly", kind="weekly", days=[6])
    agree(seat, "daily")
    assert [one.subject for one in coming_up(membership=seat, limit=5)] == ["daily", "weekly"]
    assert len(coming_up(membership=seat, limit=1)) == 1


def test_a_stranger_cannot_delete_or_change_a_schedule(seat: Membership, cleo: Person) -> None:
    schedule, stranger = agree(seat), Membership.objects.get(person=cleo)
    delete_schedule(membership=stranger, schedule=schedule)
    with pytest.raises(Schedule.DoesNotExist):
        change_schedule(membership=stranger, schedule=schedule, changes={"paused": True})
    assert Schedule.objects.filter(paused_at=None).count() == 1


def test_a_tick_takes_as_many_queries_for_one_as_for_many(
    seat: Membership,
    clock: time_machine.Traveller,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1), transaction.atomic(savepoint=False):
        wake_due(purpose=Purpose.CHECK_IN, limit=10)
    for number in range(8):
        agree(seat, f"kind-{number}")
    clock.move_to(EVENING)
    for limit in (1, 7):
        with django_assert_num_queries(OF_A_TICK), transaction.atomic(savepoint=False):
            assert len(wake_due(purpose=Purpose.CHECK_IN, limit=limit)[0]) == limit


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_bring_each_round_once(seat: Membership, clock: time_machine.Traveller) -> None:
    for number in range(12):
        agree(seat, f"kind-{number}")
    clock.move_to(EVENING)
    beats = at_once(*[lambda: claimed(limit=7)] * 4)
    while more := claimed():
        beats.append(more)
    assert sum(map(len, beats)) == 12
    assert Occurrence.objects.count() == 12
