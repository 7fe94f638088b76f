"""What wakes a schedule before it is due, and the days on which it rests."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction

from backend.accounts.models import Person
from backend.core.errors import InvalidWords
from backend.schedules.models import Purpose, Rest, Schedule
from backend.schedules.services import (
    LONGEST_REST,
    MOST_RESTS,
    TooManyRests,
    Woken,
    add_rest,
    behind,
    change_schedule,
    change_wish,
    create_schedule,
    delete_schedule,
    remove_rest,
    upcoming,
    wake_due,
)
from backend.spaces.models import Membership, Space
from backend.spaces.services import leave_space

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
"""A Monday; 14:00 in Berlin."""
TODAY = date(2026, 6, 1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EVENING = NOON.replace(hour=18)
"""20:00 in Berlin."""


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def seat(space: Space, clock: time_machine.Traveller) -> Membership:
    return Membership.objects.get(space=space, seat=1)


def agree(seat: Membership, subject: str = "daily", **rhythm: Any) -> Schedule:
    daily = {"kind": "daily", "at": time(20), "time_zone": "Europe/Berlin"}
    return create_schedule(
        membership=seat, purpose=Purpose.CHECK_IN, subject=subject, rhythm={**daily, **rhythm}
    )


def wake() -> list[Woken]:
    with transaction.atomic():
        return wake_due(purpose=Purpose.CHECK_IN, limit=10)[0]


def told(woken: list[Woken]) -> list[tuple[bool, set[Person]]]:
    return [(one.has_come, {seat.person for seat, _ in one.seats}) for one in woken]


def test_somebody_who_wishes_so_is_reminded_ahead_and_the_other_on_time(
    seat: Membership, ana: Person, ben: Person, clock: time_machine.Traveller
) -> None:
    agree(seat)
    change_wish(person=ana, changes={"lead_minutes": 60})
    clock.move_to(EVENING - HOUR - timedelta(seconds=1))
    assert wake() == []
    clock.move_to(EVENING - HOUR)
    assert told(wake()) == [(False, {ana})]
    assert wake() == []
    clock.move_to(EVENING)
    assert told(wake()) == [(True, {ana, ben})]
    assert Schedule.objects.get().wakes_at == EVENING + DAY - HOUR


def test_a_wish_that_changes_moves_what_is_ahead(
    seat: Membership, ana: Person, ben: Person, clock: time_machine.Traveller
) -> None:
    change_wish(person=ana, changes={"lead_minutes": 180})
    schedule = agree(seat)
    assert schedule.wakes_at == EVENING - 3 * HOUR
    change_wish(person=ana, changes={"lead_minutes": 10})
    schedule.refresh_from_db()
    assert schedule.wakes_at == EVENING - timedelta(minutes=10)
    change_wish(person=ben, changes={"lead_minutes": 30})
    schedule.refresh_from_db()
    assert schedule.wakes_at == EVENING - timedelta(minutes=30)


def test_a_wish_does_not_put_off_what_is_due_already(
    seat: Membership, ana: Person, clock: time_machine.Traveller
) -> None:
    agree(seat)
    clock.move_to(EVENING)
    change_wish(person=ana, changes={"lead_minutes": 60})
    assert len(wake()) == 1


def test_somebody_without_a_space_may_wish_too(ana: Person) -> None:
    assert change_wish(person=ana, changes={"follow_up": False}).follow_up is False


def test_the_next_one_is_skipped_and_comes_back_when_that_is_taken_back(seat: Membership) -> None:
    schedule = agree(seat)
    rest = add_rest(membership=seat, schedule=schedule, begins_on=TODAY, ends_on=TODAY)
    schedule.refresh_from_db()
    assert (schedule.next_due_on, schedule.wakes_at) == (TODAY + DAY, EVENING + DAY)
    remove_rest(membership=seat, rest=rest)
    schedule.refresh_from_db()
    assert (schedule.next_due_on, schedule.wakes_at) == (TODAY, EVENING)


def test_a_holiday_lets_everything_rest(seat: Membership, clock: time_machine.Traveller) -> None:
    agree(seat), agree(seat, "weekly", kind="weekly", days=[2])
    add_rest(membership=seat, schedule=None, begins_on=TODAY, ends_on=TODAY + 9 * DAY)
    clock.move_to(EVENING + 9 * DAY)
    assert wake() == []
    ahead = upcoming(membership=seat, count=3)
    assert [(one.subject, due[0].isoformat()) for one, due in ahead] == [
        ("daily", "2026-06-11"),
        ("daily", "2026-06-12"),
        ("daily", "2026-06-13"),
    ]


def test_a_rest_of_one_leaves_the_others_alone(seat: Membership) -> None:
    daily, weekly = agree(seat), agree(seat, "weekly", kind="weekly", days=[0])
    add_rest(membership=seat, schedule=daily, begins_on=TODAY, ends_on=TODAY)
    weekly.refresh_from_db()
    assert weekly.next_due_on == TODAY


def test_what_was_due_before_a_rest_was_added_still_comes_round(
    seat: Membership, clock: time_machine.Traveller
) -> None:
    schedule = agree(seat)
    clock.move_to(EVENING)
    add_rest(membership=seat, schedule=schedule, begins_on=TODAY + DAY, ends_on=TODAY + DAY)
    assert [one.local_date for one in wake()] == [TODAY]
    schedule.refresh_from_db()
    assert schedule.next_due_on == TODAY + 2 * DAY


@pytest.mark.parametrize(
    ("begins", "ends", "field"),
    [
        (DAY, timedelta(0), "ends_on"),
        (timedelta(0), LONGEST_REST, "ends_on"),
        (-3 * DAY, -2 * DAY, "ends_on"),
        (800 * DAY, 801 * DAY, "begins_on"),
    ],
)
def test_days_off_that_make_no_sense_are_refused(
    seat: Membership, begins: timedelta, ends: timedelta, field: str
) -> None:
    with pytest.raises(InvalidWords) as refusal:
        add_rest(membership=seat, schedule=None, begins_on=TODAY + begins, ends_on=TODAY + ends)
    assert refusal.value.field == field


def test_days_off_are_bounded(seat: Membership) -> None:
    Rest.objects.bulk_create(
        Rest(space=seat.space, begins_on=TODAY, ends_on=TODAY) for _ in range(MOST_RESTS)
    )
    with pytest.raises(TooManyRests):
        add_rest(membership=seat, schedule=None, begins_on=TODAY, ends_on=TODAY)


def test_a_schedule_with_days_off_can_be_deleted(seat: Membership) -> None:
    schedule = agree(seat)
    add_rest(membership=seat, schedule=schedule, begins_on=TODAY, ends_on=TODAY)
    delete_schedule(membership=seat, schedule=schedule)
    assert not Rest.objects.exists()


def test_once_comes_once_and_never_wakes_again(seat: Membership, clock: time_machine.Traveller) -> None:
    agree(seat, kind="once", starts_on=TODAY)
    clock.move_to(EVENING)
    assert [one.next_at for one in wake()] == [None]
    done = Schedule.objects.get()
    assert (done.planned, done.wakes_at) == (None, None)


def test_a_date_that_is_over_is_refused(seat: Membership) -> None:
    with pytest.raises(InvalidWords) as refusal:
        agree(seat, kind="once", starts_on=TODAY - DAY)
    assert refusal.value.field == "starts_on"


def test_every_second_week_counts_from_when_it_was_agreed(seat: Membership) -> None:
    schedule = agree(seat, kind="weekly", days=[0], every=2)
    assert (schedule.starts_on, schedule.next_due_on) == (TODAY, TODAY)
    assert [due[0] for _, due in upcoming(membership=seat, count=2)] == [TODAY, TODAY + 14 * DAY]


def test_a_rule_of_another_calendar_is_understood(seat: Membership) -> None:
    schedule = agree(seat, kind="", rrule="FREQ=MONTHLY;BYDAY=-1SU")
    assert (schedule.kind, schedule.nth, schedule.days) == ("monthly", -1, [6])
    assert schedule.next_due_on == date(2026, 6, 28)
    with pytest.raises(InvalidWords) as refusal:
        change_schedule(membership=seat, schedule=schedule, changes={"rrule": "FREQ=SECONDLY"})
    assert refusal.value.field == "rrule"


def test_in_a_closed_space_it_falls_asleep_for_good(
    seat: Membership, ana: Person, clock: time_machine.Traveller
) -> None:
    agree(seat)
    leave_space(person=ana)
    clock.move_to(EVENING)
    assert wake() == []
    assert Schedule.objects.get().wakes_at is None


def test_the_operator_sees_how_far_behind_the_clockwork_is(
    seat: Membership, clock: time_machine.Traveller
) -> None:
    agree(seat)
    assert behind() == timedelta(0)
    clock.move_to(EVENING + HOUR)
    assert behind() == HOUR
    wake()
    assert behind() == timedelta(0)


def test_one_that_cannot_be_reckoned_does_not_hold_up_the_others(
    seat: Membership, clock: time_machine.Traveller, caplog: pytest.LogCaptureFixture
) -> None:
    lost = agree(seat)
    agree(seat, "weekly", kind="weekly", days=[0])
    Schedule.objects.filter(pk=lost.pk).update(time_zone="Europe/Atlantis")
    clock.move_to(EVENING)
    assert [one.schedule.subject for one in wake()] == ["weekly"]
    assert f"schedule {lost.pk} cannot be reckoned: NoSuchZone" in caplog.text
    assert wake() == []
    Schedule.objects.filter(pk=lost.pk).update(time_zone="Europe/Berlin")
    clock.shift(HOUR)
    assert [one.schedule.subject for one in wake()] == ["daily"]
