"""Check-ins that open by schedule, and who is reminded."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from backend.checkins.models import CheckIn
from backend.checkins.services import open_due
from backend.notifications.models import Delivery, Message
from backend.schedules.models import Schedule
from tests.checkins.conftest import answers
from tests.client import Phone
from tests.together import at_once

MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAILY = {"template": "daily", "repeat": "daily", "at": "19:00", "time_zone": "Europe/Berlin"}
DUE = datetime(2026, 11, 23, 18, tzinfo=UTC)


@pytest.fixture
def monday() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY_NOON, tick=False) as clock:
        yield clock


def test_it_opens_when_it_is_due_and_not_before(monday: time_machine.Traveller, as_ana: Phone) -> None:
    as_ana.post("/schedules", DAILY)
    assert open_due() == 0
    monday.move_to(DUE)
    assert open_due() == 1
    assert open_due() == 0
    (summary,) = as_ana.get("/today").json()["open"]
    assert (summary["template"], summary["state"]) == ("daily", "open")


def test_each_person_gets_one_message_for_it(
    monday: time_machine.Traveller, as_ana: Phone, as_ben: Phone
) -> None:
    as_ana.post("/schedules", DAILY)
    monday.move_to(DUE)
    open_due()
    assert Message.objects.count() == 2
    assert {delivery.channel for delivery in Delivery.objects.all()} == {"email"}


def test_the_next_one_is_planned(monday: time_machine.Traveller, as_ana: Phone) -> None:
    as_ana.post("/schedules", DAILY)
    monday.move_to(DUE)
    open_due()
    assert Schedule.objects.get().next_due_at == DUE + timedelta(days=1)


def test_after_a_long_outage_it_opens_once(monday: time_machine.Traveller, as_ana: Phone) -> None:
    as_ana.post("/schedules", DAILY)
    monday.move_to(DUE + timedelta(days=9, hours=1))
    open_due()
    assert CheckIn.objects.count() == 1


def test_one_that_is_still_open_is_not_opened_again(monday: time_machine.Traveller, as_ana: Phone) -> None:
    as_ana.post("/schedules", DAILY)
    as_ana.post("/checkins", {"template": "daily"})
    monday.move_to(DUE)
    open_due()
    assert CheckIn.objects.count() == 1
    assert not Message.objects.exists()


def test_a_schedule_of_an_unknown_template_stops_nothing(
    monday: time_machine.Traveller, as_ana: Phone, as_cleo: Phone
) -> None:
    as_ana.post("/schedules", {**DAILY, "template": "yearly"})
    as_cleo.post("/schedules", DAILY)
    monday.move_to(DUE)
    assert open_due() == 2
    assert CheckIn.objects.count() == 1


@pytest.mark.parametrize("act", ["send", "put aside"])
def test_who_has_answered_or_put_it_aside_is_not_reminded(
    monday: time_machine.Traveller, as_ana: Phone, act: str
) -> None:
    as_ana.post("/schedules", DAILY)
    monday.move_to(DUE)
    open_due()
    (summary,) = as_ana.get("/today").json()["open"]
    path = f"/checkins/{summary['id']}"
    if act == "send":
        as_ana.post(f"{path}/sending", answers(as_ana.get(path).json()))
    else:
        as_ana.put(f"{path}/deferral", {"reason": "not_ready"})
    assert Message.objects.exclude(withdrawn_at=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_open_one(as_ana: Phone) -> None:
    with time_machine.travel(MONDAY_NOON, tick=False) as clock:
        as_ana.post("/schedules", DAILY)
        clock.move_to(DUE)
        assert sum(at_once(*[open_due] * 4)) == 1
    assert CheckIn.objects.count() == 1
    assert Message.objects.count() == 2
