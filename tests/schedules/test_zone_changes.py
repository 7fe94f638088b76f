"""A country decides about its clocks: what was planned there moves, and nothing else."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, reset_tzpath

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from backend.core import zones
from backend.schedules import tasks
from backend.schedules.models import Purpose, Schedule, ZoneData
from backend.schedules.services import change_wish, create_schedule, look_through_zones
from backend.spaces.models import Membership, Space

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
BERLIN, LISBON = "Europe/Berlin", "Europe/Lisbon"
IN_WORDS = {"daily": BERLIN, "weekly": LISBON, "monthly": BERLIN}
Decide = Callable[[str, str], None]


@pytest.fixture
def seat(space: Space) -> Iterator[Membership]:
    with time_machine.travel(NOON, tick=False):
        yield Membership.objects.get(space=space, seat=1)


@pytest.fixture
def schedules(seat: Membership) -> dict[str, Schedule]:
    """Three at 20:00, each in its zone."""
    return {
        subject: create_schedule(
            membership=seat,
            purpose=Purpose.CHECK_IN,
            subject=subject,
            rhythm={"kind": "daily", "at": time(20), "time_zone": zone},
        )
        for subject, zone in IN_WORDS.items()
    }


@pytest.fixture
def decide(tmp_path: Path) -> Iterator[Decide]:
    """From now on the clocks of a zone go like those of another."""

    def announce(zone: str, like: str) -> None:
        file = tmp_path / zone
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(zones.rules_of(like))
        reset_tzpath(to=[tmp_path])

    yield announce
    reset_tzpath()
    zones.look_again()


def look_through(limit: int = 100) -> list[int]:
    return list(iter(lambda: look_through_zones(limit=limit), 0))


def dues() -> dict[str, datetime | None]:
    return dict(Schedule.objects.values_list("subject", "next_due_at"))


def at(hour: int) -> datetime:
    return NOON.replace(hour=hour)


def test_what_is_due_moves_with_its_zone(schedules: dict[str, Schedule], decide: Decide) -> None:
    look_through()
    assert dues() == {"daily": at(18), "weekly": at(19), "monthly": at(18)}
    decide(BERLIN, "Europe/Istanbul")
    look_through()
    assert dues() == {"daily": at(17), "weekly": at(19), "monthly": at(17)}
    assert {one.next_due_on for one in Schedule.objects.all()} == {date(2026, 6, 1)}


def test_a_process_that_had_read_the_zone_before_reads_it_again(
    schedules: dict[str, Schedule], decide: Decide
) -> None:
    look_through()
    held = ZoneInfo(BERLIN)
    decide(BERLIN, "Asia/Tokyo")
    assert ZoneInfo(BERLIN) is held
    tasks.look_through_zones()
    assert dues()["daily"] == at(11)


def test_a_reminder_ahead_keeps_its_distance(
    schedules: dict[str, Schedule], seat: Membership, decide: Decide
) -> None:
    change_wish(person=seat.person, changes={"lead_minutes": 60})
    look_through()
    decide(BERLIN, "Europe/Lisbon")
    look_through()
    moved = Schedule.objects.get(subject="daily")
    assert (moved.wakes_at, moved.next_due_at) == (at(18), at(19))


def test_what_sleeps_goes_on_sleeping(schedules: dict[str, Schedule], decide: Decide) -> None:
    Schedule.objects.filter(subject="daily").update(paused_at=NOON, wakes_at=None)
    Schedule.objects.filter(subject="monthly").update(next_due_on=None, next_due_at=None, wakes_at=None)
    decide(BERLIN, "Europe/Lisbon")
    look_through()
    paused, over = (Schedule.objects.get(subject=subject) for subject in ("daily", "monthly"))
    assert (paused.wakes_at, paused.next_due_at) == (None, at(19))
    assert (over.wakes_at, over.next_due_at) == (None, None)


def test_batch_after_batch_each_is_looked_at_once(schedules: dict[str, Schedule]) -> None:
    assert look_through(limit=2) == [2, 1]
    data = ZoneData.objects.get()
    assert (data.fingerprint, data.looked_to) == (zones.fingerprint(), None)
    assert look_through(limit=2) == []


def test_who_is_killed_goes_on_where_it_was(schedules: dict[str, Schedule]) -> None:
    assert look_through_zones(limit=2) == 2
    assert ZoneData.objects.get().looked_to == sorted(one.pk for one in schedules.values())[1]
    assert look_through(limit=2) == [1]


def test_another_change_meanwhile_begins_anew(schedules: dict[str, Schedule], decide: Decide) -> None:
    assert look_through_zones(limit=2) == 2
    decide(BERLIN, "Europe/Istanbul")
    assert look_through(limit=2) == [2, 1]
    assert dues()["daily"] == dues()["monthly"] == at(17)


def test_without_a_change_it_is_two_looks(
    schedules: dict[str, Schedule], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    look_through()
    with django_assert_num_queries(4):
        tasks.look_through_zones()


def test_what_moves_costs_no_more_statements_than_what_stays(
    schedules: dict[str, Schedule], decide: Decide, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    look_through()
    decide(BERLIN, "Europe/Istanbul")
    decide(LISBON, "Europe/Istanbul")
    with django_assert_num_queries(7):
        assert look_through_zones(limit=100) == 3


def test_a_zone_whose_name_is_gone_keeps_its_moments(schedules: dict[str, Schedule]) -> None:
    Schedule.objects.filter(subject="daily").update(time_zone="Europe/Atlantis")
    look_through()
    assert dues()["daily"] == at(18)


def test_the_fingerprint_is_that_of_the_zones_and_nothing_else(decide: Decide) -> None:
    before = zones.fingerprint()
    assert zones.fingerprint() == before
    decide(BERLIN, BERLIN)
    same = zones.fingerprint()
    decide(BERLIN, LISBON)
    assert zones.fingerprint() != same
