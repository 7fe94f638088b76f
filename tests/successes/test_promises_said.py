"""A promise that was written in a check-in is there from the reveal on, for both alike."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine

from backend.accounts.models import Person
from backend.core import scope
from backend.successes.models import Promise
from tests.checkins.conftest import answers, weekly
from tests.client import Phone
from tests.successes.promising import WEDNESDAY_NOON, became, refusal, texts
from tests.together import at_once

__all__ = ["weekly"]


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(WEDNESDAY_NOON, tick=False) as traveller:
        yield traveller


def _with(check_in: dict[str, Any], text: str, *, shared: bool = True, by: str | None = None) -> Any:
    sheet = answers(check_in)
    asked = next(one["id"] for one in check_in["questions"] if one["kind"] == "promise")
    given = next(one for one in sheet["answers"] if one["question"] == asked)
    given |= {"value": {"text": text, "by": by}, "shared": shared}
    return sheet


def _send(phone: Phone, check_in: dict[str, Any], text: str, **more: Any) -> None:
    answer = phone.post(f"/checkins/{check_in['id']}/sending", _with(check_in, text, **more))
    assert answer.status_code == 201, answer.content


def _rows(person: Person) -> int:
    with scope.acting(person_id=person.pk):
        return Promise.objects.filter(author=person).count()


def test_before_the_reveal_there_is_none(as_ana: Phone, as_ben: Phone, weekly: dict[str, Any]) -> None:
    _send(as_ana, weekly, "I call on Tuesday")
    assert texts(as_ana) == texts(as_ben) == []


def test_from_the_reveal_on_both_see_both(as_ana: Phone, as_ben: Phone, weekly: dict[str, Any]) -> None:
    _send(as_ana, weekly, "I call on Tuesday", by="2026-12-01")
    _send(as_ben, weekly, "I book the table")
    assert texts(as_ana) == texts(as_ben) == ["I call on Tuesday", "I book the table"]
    [call, table] = as_ana.get("/promises").json()["open"]
    assert (call["mine"], call["by"], call["check_in"]) == (True, "2026-12-01", weekly["id"])
    assert (table["mine"], table["by"], table["made_on"]) == (False, None, "2026-11-25")
    assert as_ben.get(f"/promises/{call['id']}").json() == call | {"mine": False}


def test_what_was_kept_to_oneself_is_a_private_promise(
    as_ana: Phone, as_ben: Phone, weekly: dict[str, Any]
) -> None:
    _send(as_ana, weekly, "I look after myself", shared=False)
    _send(as_ben, weekly, "I book the table")
    assert set(texts(as_ana)) == {"I look after myself", "I book the table"}
    assert texts(as_ben) == ["I book the table"]
    [mine] = [one for one in as_ana.get("/promises").json()["open"] if one["mine"]]
    assert refusal(as_ben.get(f"/promises/{mine['id']}")) == (404, "not_found")
    at = f"/promises/{mine['id']}"
    assert refusal(as_ana.patch(at, {"shared": True})) == (409, "said_in_check_in")
    instead = as_ana.post(f"{at}/renegotiation", {"text": "I go to bed at ten"}).json()
    assert (instead["shared"], instead["said"]) == (False, False)
    as_ana.patch(f"/promises/{instead['id']}", {"shared": True})
    assert set(texts(as_ben)) == {"I book the table", "I go to bed at ten"}


def test_a_row_is_written_when_its_author_touches_it_and_nothing_else_changes(
    as_ana: Phone, as_ben: Phone, ana: Person, weekly: dict[str, Any]
) -> None:
    _send(as_ana, weekly, "I call on Tuesday", by="2026-12-01")
    _send(as_ben, weekly, "I book the table")
    before = as_ben.get("/promises").json()
    call = before["open"][0]
    assert _rows(ana) == 0
    assert as_ana.patch(f"/promises/{call['id']}", {"remind": True}).json()["remind"] is True
    assert _rows(ana) == 1
    assert as_ben.get("/promises").json() == before, "nobody else can tell that it was touched"
    assert became(as_ana, call, "kept").status_code == 200
    assert (texts(as_ben), texts(as_ben, "past")) == (["I book the table"], ["I call on Tuesday"])


def test_what_was_said_at_a_reveal_stays_said(as_ana: Phone, as_ben: Phone, weekly: dict[str, Any]) -> None:
    _send(as_ana, weekly, "I call on Tuesday")
    _send(as_ben, weekly, "I book the table")
    [call] = [one for one in as_ana.get("/promises").json()["open"] if one["mine"]]
    at = f"/promises/{call['id']}"
    assert refusal(as_ana.delete(at)) == (409, "said_in_check_in")
    assert refusal(as_ana.patch(at, {"shared": False})) == (409, "said_in_check_in")
    assert refusal(became(as_ben, call, "kept")) == (403, "forbidden")
    instead = as_ana.post(f"{at}/renegotiation", {"text": "I write on Tuesday"}).json()
    assert (instead["check_in"], instead["follows"]) == (weekly["id"], call["id"])
    assert set(texts(as_ben)) == {"I write on Tuesday", "I book the table"}
    assert as_ana.delete(f"/promises/{instead['id']}").status_code == 204
    assert set(texts(as_ben)) == {"I call on Tuesday", "I book the table"}


def test_what_nobody_touches_fades_into_its_check_in(
    as_ana: Phone, as_ben: Phone, ana: Person, weekly: dict[str, Any], clock: time_machine.Traveller
) -> None:
    _send(as_ana, weekly, "I call on Tuesday", by="2026-12-01")
    _send(as_ben, weekly, "I book the table")
    clock.shift(timedelta(days=30))
    assert len(texts(Phone(ana))) == 2
    clock.shift(timedelta(days=1))
    assert texts(Phone(ana)) == []


def test_one_may_be_made_where_a_check_in_is_talked_through(
    as_ana: Phone, as_ben: Phone, as_cleo: Phone, weekly: dict[str, Any]
) -> None:
    words = {"text": "Ten minutes after dinner", "check_in": weekly["id"]}
    assert as_ana.post("/promises", words).status_code == 400, "it is not revealed yet"
    _send(as_ana, weekly, "I call on Tuesday")
    _send(as_ben, weekly, "I book the table")
    assert as_ana.post("/promises", words).json()["check_in"] == weekly["id"]
    assert as_cleo.post("/promises", words).status_code == 400
    assert len(texts(as_ben)) == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(4))
def test_two_phones_that_touch_it_first_at_once_write_one_row(
    turn: int, as_ana: Phone, as_ben: Phone, ana: Person, weekly: dict[str, Any]
) -> None:
    _send(as_ana, weekly, "I call on Tuesday")
    _send(as_ben, weekly, "I book the table")
    [call] = [one for one in as_ana.get("/promises").json()["open"] if one["mine"]]
    phones = [Phone(ana), Phone(ana)]
    found = at_once(lambda: became(phones[0], call, "kept"), lambda: became(phones[1], call, "let_go"))
    assert sorted(answer.status_code for answer in found) == [200, 409]
    with scope.acting(person_id=ana.pk):
        assert [one.pk for one in Promise.objects.filter(author=ana)] == [UUID(call["id"])]
