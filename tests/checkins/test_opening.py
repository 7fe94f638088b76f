"""Check-ins that open by schedule, and who is reminded."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries

from backend.accounts.models import Person
from backend.checkins.models import CheckIn
from backend.checkins.services import come_round
from backend.notifications.models import Delivery, Kind, Message
from backend.schedules.models import Schedule
from backend.spaces.models import Space
from tests.checkins.conftest import answers
from tests.client import Phone
from tests.factories.people import make_person, make_space
from tests.together import at_once

MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAILY = {"template": "daily", "repeat": "daily", "at": "19:00", "time_zone": "Europe/Berlin"}
DUE = datetime(2026, 11, 23, 18, tzinfo=UTC)
MOST_QUERIES_OF_A_BATCH = 25


@pytest.fixture
def monday() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY_NOON, tick=False) as clock:
        yield clock


def reminded(messages: QuerySet[Message] | None = None) -> set[Person]:
    found = Message.objects.all() if messages is None else messages
    return {message.person for message in found.select_related("person")}


def test_it_opens_when_it_is_due_and_not_before(monday: time_machine.Traveller, as_ana: Phone) -> None:
    as_ana.post("/schedules", DAILY)
    assert come_round() == 0
    monday.move_to(DUE)
    assert come_round() == 1
    assert come_round() == 0
    (summary,) = as_ana.get("/today").json()["open"]
    assert (summary["template"], summary["state"]) == ("daily", "open")


def test_each_person_gets_one_message_for_it(
    monday: time_machine.Traveller, as_ana: Phone, ana: Person, as_ben: Phone, ben: Person
) -> None:
    as_ana.post("/schedules", DAILY)
    monday.move_to(DUE)
    come_round()
    assert reminded() == {ana, ben}
    assert {delivery.channel for delivery in Delivery.objects.all()} == {"email"}


def test_the_next_one_is_planned(monday: time_machine.Traveller, as_ana: Phone) -> None:
    as_ana.post("/schedules", DAILY)
    monday.move_to(DUE)
    come_round()
    assert Schedule.objects.get().next_due_at == DUE + timedelta(days=1)


def test_after_a_long_outage_it_opens_once(monday: time_machine.Traveller, as_ana: Phone) -> None:
    as_ana.post("/schedules", DAILY)
    monday.move_to(DUE + timedelta(days=9, hours=1))
    come_round()
    assert CheckIn.objects.count() == 1


def test_one_that_was_started_by_hand_serves_and_whoever_has_not_responded_is_reminded(
    monday: time_machine.Traveller, as_ana: Phone, as_ben: Phone, ben: Person
) -> None:
    as_ana.post("/schedules", DAILY)
    path = f"/checkins/{as_ana.post('/checkins', {'template': 'daily'}).json()['id']}"
    as_ana.post(f"{path}/sending", answers(as_ana.get(path).json()))
    monday.move_to(DUE)
    come_round()
    assert CheckIn.objects.count() == 1
    assert reminded() == {ben}
    as_ben.put(f"{path}/deferral", {"reason": "not_ready"})
    assert not Message.objects.filter(withdrawn_at=None).exists()


def test_it_closes_when_the_next_one_opens_also_on_a_day_of_23_hours(ana: Person, space: Space) -> None:
    evening = datetime(2027, 3, 27, 18, tzinfo=UTC)
    with time_machine.travel(evening - timedelta(hours=1), tick=False) as clock:
        Phone(ana).post("/schedules", DAILY)
        for number, hours in enumerate((23, 24)):
            clock.move_to(evening + number * timedelta(hours=23))
            come_round()
            latest = CheckIn.objects.order_by("opened_at").last()
            assert latest
            assert latest.closes_at - latest.opened_at == timedelta(hours=hours)
    assert CheckIn.objects.count() == 2


def test_the_window_is_the_one_agreed(monday: time_machine.Traveller, as_ana: Phone) -> None:
    as_ana.post("/schedules", {**DAILY, "window_hours": 3})
    monday.move_to(DUE)
    come_round()
    assert CheckIn.objects.get().closes_at == DUE + timedelta(hours=3)


def test_whoever_wishes_so_is_reminded_ahead_of_what_is_not_open_yet_and_then_not_again(
    monday: time_machine.Traveller, as_ana: Phone, ana: Person, as_ben: Phone, ben: Person
) -> None:
    as_ana.patch("/wishes", {"lead_minutes": 60, "follow_up": False})
    as_ana.post("/schedules", DAILY)
    monday.move_to(DUE - timedelta(hours=1))
    come_round()
    assert (reminded(), CheckIn.objects.count()) == ({ana}, 0)
    monday.move_to(DUE)
    come_round()
    assert (reminded(), CheckIn.objects.count()) == ({ana, ben}, 1)
    ahead = Message.objects.get(person=ana)
    assert (ahead.due_at, ahead.expires_at) == (DUE - timedelta(hours=1), DUE + timedelta(days=1))


def test_a_batch_takes_as_many_queries_for_one_as_for_many(
    monday: time_machine.Traveller, as_ana: Phone, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for many in (1, 8):
        for number in range(many):
            make_space(person := make_person("Somebody", f"{many}-{number}@example.org"))
            Phone(person).post("/schedules", DAILY)
        monday.shift(timedelta(days=1))
        with django_assert_max_num_queries(MOST_QUERIES_OF_A_BATCH) as queries:
            come_round()
        counts.append(len(queries))
        while come_round():
            pass
    assert counts[0] == counts[1]


def test_a_schedule_of_an_unknown_template_stops_nothing(
    monday: time_machine.Traveller, as_ana: Phone, as_cleo: Phone
) -> None:
    as_ana.post("/schedules", DAILY)
    Schedule.objects.update(subject="yearly")
    as_cleo.post("/schedules", DAILY)
    monday.move_to(DUE)
    assert come_round() == 2
    assert CheckIn.objects.count() == 1


@pytest.mark.parametrize("act", ["send", "put aside"])
def test_who_has_answered_or_put_it_aside_is_not_reminded(
    monday: time_machine.Traveller, as_ana: Phone, as_ben: Phone, ben: Person, act: str
) -> None:
    as_ana.post("/schedules", DAILY)
    monday.move_to(DUE)
    come_round()
    (summary,) = as_ana.get("/today").json()["open"]
    path = f"/checkins/{summary['id']}"
    if act == "send":
        as_ana.post(f"{path}/sending", answers(as_ana.get(path).json()))
    else:
        as_ana.put(f"{path}/deferral", {"reason": "not_ready"})
    assert reminded(Message.objects.filter(withdrawn_at=None)) == {ben}


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_open_one(as_ana: Phone) -> None:
    with time_machine.travel(MONDAY_NOON, tick=False) as clock:
        as_ana.post("/schedules", DAILY)
        clock.move_to(DUE)
        assert sum(at_once(*[come_round] * 4)) == 1
    assert CheckIn.objects.count() == 1
    assert Message.objects.filter(kind=Kind.CHECK_IN).count() == 2
