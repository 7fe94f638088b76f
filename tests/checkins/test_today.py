"""Today: one thing to do, what is coming, the last good thing."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.accounts.models import Person
from backend.core.clock import now
from backend.spaces.services import accept_invitation, invite
from tests.checkins.conftest import answers
from tests.client import SCOPE, Phone
from tests.factories.people import make_person, make_space

MOST_QUERIES = 9


def complete(slug: str, *phones: Phone) -> dict[str, Any]:
    check_in = phones[0].post("/checkins", {"template": slug}).json()
    for phone in phones:
        check_in = phone.post(f"/checkins/{check_in['id']}/sending", answers(check_in)).json()
    return dict(check_in)


def test_an_empty_today_is_empty(as_ana: Phone) -> None:
    assert as_ana.get("/today").json() == {
        "open": [],
        "revealed": None,
        "closed": None,
        "coming_up": [],
        "good_thing": None,
    }


def test_today_shows_what_is_open_to_both(as_ana: Phone, as_ben: Phone, weekly: dict[str, Any]) -> None:
    for phone in (as_ana, as_ben):
        (summary,) = phone.get("/today").json()["open"]
        assert (summary["id"], summary["state"], summary["question_count"]) == (weekly["id"], "open", 7)


def test_the_last_good_thing_is_what_the_other_appreciated(as_ana: Phone, as_ben: Phone) -> None:
    complete("weekly", as_ana, as_ben)
    good = as_ana.get("/today").json()["good_thing"]
    assert (good["text"], good["member"]["name"]) == ("the soup", "Ben")


def test_thanks_said_by_themselves_are_a_good_thing_at_once(as_ana: Phone, as_ben: Phone) -> None:
    complete("weekly", as_ana, as_ben)
    said = as_ben.post("/appreciations", {"words": "you came to the station"}).json()
    assert as_ana.get("/today").json()["good_thing"]["text"] == "you came to the station"
    assert as_ben.get("/today").json()["good_thing"]["text"] == "the soup", "what he says is for her"
    as_ben.delete(f"/appreciations/{said['id']}")
    assert as_ana.get("/today").json()["good_thing"]["text"] == "the soup"


def test_the_latest_reveal_is_told_although_something_newer_was_revealed_before(
    as_ana: Phone, as_ben: Phone, weekly: dict[str, Any]
) -> None:
    with time_machine.travel(now() + timedelta(hours=1)):
        complete("daily", as_ana, as_ben)
    with time_machine.travel(now() + timedelta(hours=2)):
        for phone in (as_ana, as_ben):
            phone.post(f"/checkins/{weekly['id']}/sending", answers(weekly))
        assert as_ana.get("/today").json()["revealed"]["id"] == weekly["id"]


def test_a_closed_one_is_a_plain_line_for_a_week(as_ana: Phone, weekly: dict[str, Any]) -> None:
    for hours, there in ((49, True), (48 + 24 * 7 + 1, False)):
        with time_machine.travel(now() + timedelta(hours=hours)):
            today = as_ana.get("/today").json()
            assert (today["closed"] is not None) is there
            assert today["open"] == []


def test_what_comes_next_is_there(as_ana: Phone) -> None:
    rhythm = {"template": "daily", "repeat": "daily", "at": "20:00", "time_zone": "Europe/Berlin"}
    assert as_ana.post("/schedules", rhythm).status_code == 201
    (coming,) = as_ana.get("/today").json()["coming_up"]
    assert (coming["kind"], coming["template"]) == ("check_in", "daily")


def test_a_person_alone_checks_in_with_herself(as_cleo: Phone) -> None:
    check_in = complete("daily", as_cleo)
    assert (check_in["state"], check_in["with_partner"]) == ("revealed", False)
    assert len(check_in["reveal"]["sheets"]) == 1


def test_who_joins_later_does_not_see_what_was_before(as_cleo: Phone, cleo: Person) -> None:
    earlier = complete("daily", as_cleo)
    dana = make_person("Dana")
    seat = cleo.memberships.get()
    accept_invitation(person=dana, code=invite(membership=seat).open("code"))
    phone = Phone(dana)
    assert phone.get(f"/checkins/{earlier['id']}").status_code == 404
    assert phone.get("/today").json()["revealed"] is None
    assert phone.get("/timeline").json()["items"] == []
    assert [item["subject"]["id"] for item in as_cleo.get("/timeline").json()["items"]] == [earlier["id"]]


def test_who_joins_later_can_start_what_the_other_is_answering_alone(as_cleo: Phone, cleo: Person) -> None:
    alone = as_cleo.post("/checkins", {"template": "daily"}).json()
    dana = make_person("Dana")
    accept_invitation(person=dana, code=invite(membership=cleo.memberships.get()).open("code"))
    started = Phone(dana).post("/checkins", {"template": "daily"})
    assert started.status_code == 201
    assert started.json()["with_partner"]
    assert {one["id"] for one in as_cleo.get("/today").json()["open"]} == {alone["id"], started.json()["id"]}
    assert as_cleo.post("/checkins", {"template": "daily"}).json()["check_in"] == started.json()["id"]


def test_without_a_space_today_says_so(db: None) -> None:
    response = Phone(make_person("Dana")).get("/today")
    assert (response.status_code, response.json()["code"]) == (404, "no_space")


@pytest.fixture
def long_history(as_ana: Phone, as_ben: Phone) -> dict[str, Any]:
    for _ in range(6):
        complete("weekly", as_ana, as_ben)
        complete("daily", as_ana, as_ben)
    return complete("monthly", as_ana, as_ben)


@pytest.mark.parametrize("path", ["/today", "/timeline", "/checkins/{id}", "/me", "/space", "/schedules"])
def test_a_page_costs_a_bounded_number_of_queries(
    as_ana: Phone, long_history: dict[str, Any], path: str
) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert as_ana.get(path.format(**long_history)).status_code == 200
    assert len(queries) <= SCOPE + MOST_QUERIES, [query["sql"][:120] for query in queries]


def test_history_does_not_make_a_page_dearer(as_ana: Phone, as_ben: Phone) -> None:
    complete("weekly", as_ana, as_ben)
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            as_ana.get("/today")
            as_ana.get("/timeline")
        costs.append(len(queries))
        for _ in range(5):
            complete("daily", as_ana, as_ben)
    assert costs[0] == costs[1]


def test_another_space_changes_nothing(as_ana: Phone, as_ben: Phone) -> None:
    before = as_ana.get("/today").content
    dana, eli = make_person("Dana"), make_person("Eli")
    make_space(dana, eli)
    complete("weekly", Phone(dana), Phone(eli))
    assert as_ana.get("/today").content == before
