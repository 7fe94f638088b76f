"""Making a space and changing it."""

from typing import Any

import pytest

from backend.accounts.models import Person
from backend.spaces.models import Membership, Space
from tests.client import Phone
from tests.together import at_once

NEW = {"time_zone": "Europe/Berlin"}


def test_person_without_a_space_is_told_so(ben: Person) -> None:
    for path in ("/space", "/space/invitation"):
        answer = Phone(ben).get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "no_space")


def test_new_space_has_its_maker_in_it_alone(ben: Person) -> None:
    made = Phone(ben).post("/space", {"name": "Home", "started_on": "2019-05-04", **NEW})
    assert made.status_code == 201
    assert made.json() == Phone(ben).get("/space").json()
    assert {k: v for k, v in made.json().items() if k not in {"id", "members"}} == {
        "name": "Home",
        "started_on": "2019-05-04",
        "time_zone": "Europe/Berlin",
        "closed": False,
    }
    assert made.json()["members"] == [
        {
            "id": str(ben.pk),
            "name": "Ben",
            "pronouns": "he/him",
            "hue": "clay",
            "is_me": True,
            "former": False,
        }
    ]


def test_both_see_the_same_space_each_with_themselves_marked(as_ana: Phone, as_ben: Phone) -> None:
    members = [phone.get("/space").json()["members"] for phone in (as_ana, as_ben)]
    assert [[(m["name"], m["hue"], m["is_me"]) for m in seen] for seen in members] == [
        [("Ana", "clay", True), ("Ben", "sage", False)],
        [("Ana", "clay", False), ("Ben", "sage", True)],
    ]


def test_second_space_is_refused(as_ana: Phone, as_cleo: Phone) -> None:
    for phone in (as_ana, as_cleo):
        answer = phone.post("/space", NEW)
        assert (answer.status_code, answer.json()["code"]) == (409, "already_in_a_space")


def test_either_may_change_it_and_the_other_sees_it(as_ana: Phone, as_ben: Phone) -> None:
    as_ben.patch("/space", {"name": "The boat", "started_on": "2020-02-29"})
    as_ana.patch("/space", {"time_zone": "Europe/Lisbon"})
    seen = as_ana.get("/space").json()
    assert (seen["name"], seen["started_on"], seen["time_zone"]) == (
        "The boat",
        "2020-02-29",
        "Europe/Lisbon",
    )
    assert as_ben.patch("/space", {"name": "", "started_on": None}).json()["started_on"] is None


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "x" * 61},
        {"name": None},
        {"time_zone": "Mars/Olympus"},
        {"time_zone": ""},
        {"started_on": "29.02.2020"},
        {"started_on": "2019-02-29"},
        {"id": "x"},
        {"quiet_until": None},
        {"members": []},
    ],
)
def test_change_that_does_not_fit_is_refused(as_ana: Phone, changes: dict[str, Any]) -> None:
    before = as_ana.get("/space").json()
    answer = as_ana.patch("/space", changes)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == list(changes)
    assert as_ana.get("/space").json() == before


def test_space_without_a_time_zone_is_not_made(ben: Person) -> None:
    assert Phone(ben).post("/space", {"name": "Home"}).json()["errors"][0]["field"] == "time_zone"
    assert not Space.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_phones_of_one_person_make_one_space(ana: Person) -> None:
    phones = [Phone(ana), Phone(ana)]
    answers = at_once(*(lambda phone=phone: phone.post("/space", NEW) for phone in phones))
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert Membership.objects.filter(person=ana).count() == Space.objects.count() == 1
