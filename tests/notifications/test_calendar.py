"""One's own calendar, by its secret address: what is in it, who finds it, what it never says."""

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from backend.accounts.models import Person
from backend.notifications.api.calendar import LOOKS
from backend.notifications.models import Attention, CalendarFeed
from backend.privacy.services import leave
from backend.schedules.models import Schedule
from tests.client import Answer, Phone

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WEEKLY = {"template": "weekly", "repeat": "weekly", "days": [6], "at": "20:00", "time_zone": "Europe/Berlin"}
DAILY = {"template": "daily", "repeat": "daily", "at": "18:30", "time_zone": "Australia/Lord_Howe"}
OF_A_LOOK = 15
"""Statements for one look, however much is in it."""


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def subscribe(phone: Phone) -> str:
    address: str = phone.post("/calendar").json()["address"]
    return address


def look(address: str, **headers: str) -> Answer:
    """As a calendar does: a stranger with the address."""
    path = "/calendar" + address.rpartition("/calendar")[2]
    return Phone().http.get(path, headers=headers)


def events(address: str) -> list[Any]:
    answer = look(address)
    assert answer.status_code == 200
    return list(Calendar.from_ical(answer.content).events)


def test_there_is_none_until_one_asks(as_ana: Phone) -> None:
    assert as_ana.get("/calendar").json() == {"address": None}
    made = as_ana.post("/calendar")
    assert made.status_code == 201
    assert as_ana.get("/calendar").json() == made.json()
    assert made.json()["address"].startswith("http")


def test_everything_that_comes_round_is_in_it_once(as_ana: Phone, as_ben: Phone) -> None:
    schedules = [as_ben.post("/schedules", body).json() for body in (WEEKLY, DAILY)]
    found = sorted(events(subscribe(as_ana)), key=lambda event: event["DTSTART"].dt)
    weekly, daily = found
    assert weekly["DTSTART"].dt.isoformat() == "2026-11-22T20:00:00+01:00"
    assert weekly["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert weekly["RRULE"].to_ical().decode() == schedules[0]["rrule"]
    assert daily["DTSTART"].params["TZID"] == "Australia/Lord_Howe"
    assert (weekly["CLASS"], weekly["TRANSP"]) == ("PRIVATE", "TRANSPARENT")


def test_what_it_is_called_stays_and_tells_nobody_whose_it_is(as_ana: Phone, as_ben: Phone) -> None:
    """In one place, the calendars of two people do not tell that they belong together."""
    schedule = as_ben.post("/schedules", WEEKLY).json()
    hers, his = subscribe(as_ana), subscribe(as_ben)
    [before], [other] = events(hers), events(his)
    as_ana.patch(f"/schedules/{schedule['id']}", {"at": "21:00"})
    [after] = events(subscribe(as_ana))
    assert after["UID"] == before["UID"]
    assert len({before["UID"], other["UID"], schedule["id"]}) == 3


def test_what_rests_is_left_out(as_ana: Phone) -> None:
    schedule = as_ana.post("/schedules", WEEKLY).json()
    as_ana.post(f"/schedules/{schedule['id']}/rests", {"begins_on": "2026-11-29", "ends_on": "2026-12-06"})
    as_ana.post("/rests", {"begins_on": "2026-12-24", "ends_on": "2027-01-03"})
    [event] = events(subscribe(as_ana))
    left_out = [str(one.dt.date()) for one in event["EXDATE"].dts]
    assert left_out == ["2026-11-29", "2026-12-06", "2026-12-27", "2027-01-03"]


def test_days_off_of_one_are_none_of_another(as_ana: Phone) -> None:
    weekly, _ = (
        as_ana.post("/schedules", {**WEEKLY, "template": name}).json() for name in ("weekly", "open")
    )
    as_ana.post(f"/schedules/{weekly['id']}/rests", {"begins_on": "2026-11-29", "ends_on": "2026-12-06"})
    assert sorted("EXDATE" in event for event in events(subscribe(as_ana))) == [False, True]


@pytest.mark.parametrize(
    ("change", "title"), [({}, "A quiet moment"), ({"discreet": True}, "Reminder")], ids=["open", "discreet"]
)
def test_its_words_tell_nothing(as_ana: Phone, change: dict[str, bool], title: str) -> None:
    as_ana.post("/schedules", WEEKLY)
    as_ana.patch("/me", change)
    [event] = events(subscribe(as_ana))
    assert str(event["SUMMARY"]) == title
    assert [str(alarm["DESCRIPTION"]) for alarm in event.walk("VALARM")] == [title]
    assert "DESCRIPTION" not in event


def test_nothing_of_anybody_is_in_it(as_ana: Phone, as_ben: Phone) -> None:
    as_ben.patch("/me", {"name": "Kanarienben", "pronouns": "he/kanarie"})
    as_ben.patch("/space", {"name": "Kanarienhaus"})
    as_ben.post("/schedules", WEEKLY)
    body = look(subscribe(as_ana)).content.lower()
    for word in (b"kanarie", b"ana", b"ben", b"weekly-", b"check", b"template", b"example.org", b"lisbon"):
        assert word not in body.replace(b"freq=weekly", b""), word


def alarms(address: str) -> list[timedelta]:
    return [alarm["TRIGGER"].dt for event in events(address) for alarm in event.walk("VALARM")]


def test_it_rings_as_far_ahead_as_one_wished(as_ana: Phone, as_ben: Phone) -> None:
    as_ana.post("/schedules", WEEKLY)
    as_ana.patch("/wishes", {"lead_minutes": 60})
    assert alarms(subscribe(as_ana)) == [-timedelta(hours=1)]
    assert alarms(subscribe(as_ben)) == [timedelta(0)]


def test_it_does_not_ring_in_quiet_hours_nor_when_reminders_are_off(as_ana: Phone, ana: Person) -> None:
    schedule = as_ana.post("/schedules", WEEKLY).json()
    address = subscribe(as_ana)
    as_ana.patch("/me", {"time_zone": "Europe/Berlin", "quiet_from": "19:30"})
    assert alarms(address) == []
    as_ana.patch("/me", {"quiet_from": "21:00"})
    assert alarms(address) == [timedelta(0)]
    Attention.objects.create(person=ana, schedule_id=schedule["id"], off_at=NOW)
    assert alarms(address) == []
    assert len(events(address)) == 1


def test_nothing_is_in_it_while_all_pause_and_after_somebody_left(
    as_ana: Phone, as_ben: Phone, ben: Person, as_cleo: Phone
) -> None:
    schedule = as_ana.post("/schedules", WEEKLY).json()
    hers, his = subscribe(as_ana), subscribe(as_ben)
    as_ana.patch(f"/schedules/{schedule['id']}", {"paused": True})
    assert events(hers) == []
    as_ana.patch(f"/schedules/{schedule['id']}", {"paused": False})
    assert len(events(hers)) == len(events(his)) == 1
    assert events(subscribe(as_cleo)) == []
    leave(person=ben, quietly=True)
    assert events(hers) == events(his) == []


def test_what_comes_once_is_no_rule(as_ana: Phone) -> None:
    once = {**WEEKLY, "repeat": "once", "starts_on": "2026-12-24", "days": []}
    as_ana.post("/schedules", once)
    [event] = events(subscribe(as_ana))
    assert "RRULE" not in event
    assert event["DTSTART"].dt.date() == date(2026, 12, 24)


@pytest.mark.parametrize("method", ["post", "delete"])
def test_an_address_that_is_taken_back_shows_nothing(as_ana: Phone, method: str) -> None:
    old = subscribe(as_ana)
    fresh = look(old)
    getattr(as_ana, method)("/calendar")
    stranger = look("/calendar/" + "A" * 43 + ".ics")
    for answer in (look(old), look(old, **{"If-None-Match": fresh["ETag"]})):
        assert (answer.status_code, answer.content) == (404, stranger.content)
    assert CalendarFeed.objects.count() == (1 if method == "post" else 0)


@pytest.mark.parametrize(
    "secret", ["A" * 43, "A" * 42, "A" * 44, "", "a.b", "..%2F" + "A" * 38, "A" * 42 + "%0A", "A" * 5000]
)
def test_every_wrong_address_is_answered_alike(as_ana: Phone, secret: str) -> None:
    subscribe(as_ana)
    answer, nowhere = look(f"/calendar/{secret}.ics"), Phone().http.get("/nowhere.ics")
    assert (answer.status_code, answer.content) == (404, nowhere.content)
    assert answer.headers == nowhere.headers


def test_a_person_who_is_gone_has_no_calendar(as_ana: Phone, ana: Person) -> None:
    address = subscribe(as_ana)
    Person.objects.filter(pk=ana.pk).update(is_active=False)
    assert look(address).status_code == 404


def test_what_is_not_new_is_not_sent_again(as_ana: Phone, clock: time_machine.Traveller) -> None:
    as_ana.post("/schedules", WEEKLY)
    address = subscribe(as_ana)
    first = look(address)
    clock.shift(3600)
    again = look(address, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    as_ana.post("/schedules", DAILY)
    changed = look(address, **{"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_no_session_no_cookie_and_nothing_kept_by_others(as_ana: Phone) -> None:
    as_ana.post("/schedules", WEEKLY)
    answer = look(subscribe(as_ana))
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"


def test_it_is_only_looked_at(as_ana: Phone) -> None:
    address = subscribe(as_ana)
    path = "/calendar" + address.rpartition("/calendar")[2]
    for method in ("post", "put", "patch", "delete"):
        assert getattr(Phone().http, method)(path).status_code == 405
    head = Phone().http.head(path)
    assert (head.status_code, head.content) == (200, b"")


def test_one_place_looks_so_often(as_ana: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.notifications.api.calendar.LOOKS", LOOKS._replace(most=2))
    address = subscribe(as_ana)
    assert [look(address).status_code for _ in range(3)] == [200, 200, 429]
    assert int(look(address)["Retry-After"]) > 0


def test_a_look_costs_the_same_however_much_is_in_it(
    as_ana: Phone, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = subscribe(as_ana)
    for body in (WEEKLY, DAILY, {**DAILY, "template": "open"}):
        as_ana.post("/schedules", body)
        with django_assert_num_queries(OF_A_LOOK):
            assert look(address).status_code == 200


def test_the_secret_is_sealed_and_not_logged(as_ana: Phone, caplog: pytest.LogCaptureFixture) -> None:
    address = subscribe(as_ana)
    secret = address.rpartition("/")[2].removesuffix(".ics")
    kept = CalendarFeed.objects.values_list("secret", "secret_hash").get()
    assert secret.encode() not in b"".join(bytes(value) for value in kept)
    caplog.set_level(logging.DEBUG)
    as_ana.delete("/calendar")
    assert look(address).status_code == 404
    assert "Not Found: /calendar/…" in caplog.text
    assert secret not in caplog.text


def test_asking_again_with_the_same_key_does_not_change_the_address(as_ana: Phone) -> None:
    first, again = (as_ana.post("/calendar", key="one-and-the-same") for _ in range(2))
    assert first.json() == again.json()


def test_a_new_one_is_another_one(as_ana: Phone) -> None:
    assert len({subscribe(as_ana) for _ in range(3)}) == 3
    assert CalendarFeed.objects.count() == 1


def test_schedules_of_others_are_never_in_it(as_ana: Phone, as_cleo: Phone) -> None:
    as_cleo.post("/schedules", WEEKLY)
    assert events(subscribe(as_ana)) == []
    assert len(events(subscribe(as_cleo))) == Schedule.objects.count() == 1
