"""Answering, sending, taking back, putting aside."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from backend.accounts.models import Person
from backend.checkins.models import Answer, CheckIn, Reveal, Sheet
from backend.core.clock import now
from backend.core.scope import acting
from backend.timeline.models import Event
from tests.checkins.conftest import answers
from tests.client import Phone

Weekly = dict[str, Any]


def sending(check_in: Weekly) -> str:
    return f"/checkins/{check_in['id']}/sending"


def test_answers_stay_sealed_until_both_have_sent(as_ana: Phone, as_ben: Phone, weekly: Weekly) -> None:
    first = as_ana.post(sending(weekly), answers(weekly, "Ana's words"))
    assert (first.status_code, first.json()["state"], first.json()["reveal"]) == (201, "sent", None)
    second = as_ben.post(sending(weekly), answers(weekly, "Ben's words"))
    assert second.json()["state"] == "revealed"
    for phone in (as_ana, as_ben):
        body = phone.get(f"/checkins/{weekly['id']}").content.decode()
        assert "Ana's words" in body
        assert "Ben's words" in body


def test_the_reveal_happens_once_and_tells_the_day_only(as_ana: Phone, as_ben: Phone, weekly: Weekly) -> None:
    for phone in (as_ana, as_ben):
        phone.post(sending(weekly), answers(weekly))
    assert Reveal.objects.count() == Event.objects.count() == 1
    reveal = as_ana.get(f"/checkins/{weekly['id']}").json()["reveal"]
    assert set(reveal) == {"on", "sheets"}
    assert [side["member"]["name"] for side in reveal["sheets"]] == ["Ana", "Ben"]


def test_what_is_only_mine_is_never_revealed(as_ana: Phone, as_ben: Phone, weekly: Weekly) -> None:
    as_ben.post(sending(weekly), answers(weekly, "for my eyes", shared=False))
    as_ana.post(sending(weekly), answers(weekly, "for both"))
    seen_by_ana = as_ana.get(f"/checkins/{weekly['id']}").content.decode()
    seen_by_ben = as_ben.get(f"/checkins/{weekly['id']}").json()
    assert "for my eyes" not in seen_by_ana
    assert any(answer["value"] == "for my eyes" for answer in seen_by_ben["answers"])
    assert [len(side["answers"]) for side in seen_by_ben["reveal"]["sheets"]] == [7, 0]


def test_any_question_can_be_skipped(as_ana: Phone, weekly: Weekly) -> None:
    one = {"answers": answers(weekly)["answers"][:1]}
    response = as_ana.post(sending(weekly), one)
    assert len(response.json()["answers"]) == 1


def test_taken_back_answers_are_a_draft_again(as_ana: Phone, as_ben: Phone, weekly: Weekly) -> None:
    as_ana.post(sending(weekly), answers(weekly, "too soon"))
    back = as_ana.delete(sending(weekly)).json()
    assert back["state"] == "open"
    assert any(answer["value"] == "too soon" for answer in back["answers"])
    assert as_ben.post(sending(weekly), answers(weekly)).json()["state"] == "sent"
    again = as_ana.post(sending(weekly), answers(weekly, "better"))
    assert again.json()["state"] == "revealed"
    assert "too soon" not in as_ben.get(f"/checkins/{weekly['id']}").content.decode()


def test_what_was_put_aside_can_be_picked_up(as_ana: Phone, weekly: Weekly) -> None:
    deferral = f"/checkins/{weekly['id']}/deferral"
    assert as_ana.put(deferral, {"reason": "not_ready"}).json()["state"] == "put_aside"
    assert as_ana.delete(deferral).json()["state"] == "open"
    as_ana.put(deferral, {"reason": "skipped"})
    assert as_ana.post(sending(weekly), answers(weekly)).json()["state"] == "sent"


def test_a_replay_answers_the_same_and_does_nothing_twice(as_ana: Phone, ana: Person, weekly: Weekly) -> None:
    body, key = answers(weekly), uuid4().hex
    first, second = (as_ana.post(sending(weekly), body, key=key) for _ in range(2))
    assert first.content == second.content
    with acting(person_id=ana.pk):
        assert Answer.objects.count() == len(weekly["questions"])


def test_a_window_that_closed_stays_sealed(as_ana: Phone, as_ben: Phone, weekly: Weekly) -> None:
    as_ana.post(sending(weekly), answers(weekly, "sealed"))
    with time_machine.travel(now() + timedelta(hours=49)):
        late = as_ben.post(sending(weekly), answers(weekly))
        assert (late.status_code, late.json()["code"]) == (409, "check_in_closed")
        assert "sealed" not in as_ben.get(f"/checkins/{weekly['id']}").content.decode()
        mine = as_ana.get(f"/checkins/{weekly['id']}").json()
        assert (mine["state"], len(mine["answers"])) == ("closed", 7)
        assert as_ana.delete(sending(weekly)).json()["code"] == "check_in_closed"
    assert not Reveal.objects.exists()


@pytest.mark.parametrize("skew", [timedelta(days=1), timedelta(days=-1)])
def test_the_phones_clock_does_not_matter(as_ana: Phone, weekly: Weekly, skew: timedelta) -> None:
    date = (now() + skew).strftime("%a, %d %b %Y %H:%M:%S GMT")
    path = f"/api/v1{sending(weekly)}"
    headers = {"Idempotency-Key": uuid4().hex, "Date": date}
    response = as_ana.http.post(path, answers(weekly), format="json", headers=headers)
    assert response.status_code == 201


def test_sending_twice_is_refused_and_keeps_the_first(as_ana: Phone, weekly: Weekly) -> None:
    as_ana.post(sending(weekly), answers(weekly, "first"))
    again = as_ana.post(sending(weekly), answers(weekly, "second"))
    assert (again.status_code, again.json()["code"]) == (409, "already_sent")
    assert "first" in as_ana.get(f"/checkins/{weekly['id']}").content.decode()


def test_nothing_changes_after_the_reveal(as_ana: Phone, as_ben: Phone, weekly: Weekly) -> None:
    for phone in (as_ana, as_ben):
        phone.post(sending(weekly), answers(weekly))
    for response in (
        as_ana.delete(sending(weekly)),
        as_ana.post(sending(weekly), answers(weekly, "afterthought")),
        as_ana.put(f"/checkins/{weekly['id']}/deferral", {"reason": "skipped"}),
    ):
        assert (response.status_code, response.json()["code"]) == (409, "already_revealed")


def test_taking_back_what_was_not_sent_is_refused(as_ana: Phone, weekly: Weekly) -> None:
    assert as_ana.delete(sending(weekly)).json()["code"] == "not_sent"


def broken(weekly: Weekly) -> dict[str, tuple[Any, str]]:
    good = answers(weekly)["answers"]
    return {
        "no answers": ({"answers": []}, "answers"),
        "a question twice": ({"answers": [good[0], good[0]]}, "answers"),
        "a question of another check-in": (
            {"answers": [{**good[0], "question": str(uuid4())}]},
            "answers.0.question",
        ),
        "a value of another kind": ({"answers": [good[1], {**good[0], "value": 11}]}, "answers.1.value"),
        "an unknown field": ({"answers": [{**good[0], "mood": 1}]}, "answers.0.mood"),
        "an unknown field outside": ({"answers": good, "to": "Ben"}, "to"),
        "too much text": ({"answers": [{**good[1], "value": "a" * 4001}]}, "answers.0.value"),
        "a missing label": ({"answers": [{"question": good[0]["question"], "value": 1}]}, "answers.0.shared"),
        "too many answers": ({"answers": good * 10}, "answers"),
        "no list": ({"answers": "everything"}, "answers"),
    }


@pytest.mark.parametrize(
    "case",
    [
        "no answers",
        "a question twice",
        "a question of another check-in",
        "a value of another kind",
        "an unknown field",
        "an unknown field outside",
        "too much text",
        "a missing label",
        "too many answers",
        "no list",
    ],
)
def test_bad_input_names_its_place_and_changes_nothing(
    as_ana: Phone, ana: Person, weekly: Weekly, case: str
) -> None:
    body, field = broken(weekly)[case]
    response = as_ana.post(sending(weekly), body)
    assert response.status_code == 400, response.json()
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["errors"][0]["field"].startswith(field)
    with acting(person_id=ana.pk):
        assert not Answer.objects.exists()
    assert not Sheet.objects.exclude(sent_at=None).exists()


def test_a_megabyte_is_too_large_and_says_so(as_ana: Phone, weekly: Weekly) -> None:
    body = answers(weekly)
    body["answers"][1]["value"] = "a" * 1_000_000
    response = as_ana.post(sending(weekly), body)
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


def test_a_check_in_of_an_unknown_template_is_refused(as_ana: Phone) -> None:
    response = as_ana.post("/checkins", {"template": "yearly"})
    assert (response.status_code, response.json()["errors"][0]["field"]) == (400, "template")


def test_a_second_one_of_the_same_kind_points_to_the_first(as_ben: Phone, weekly: Weekly) -> None:
    response = as_ben.post("/checkins", {"template": "weekly"})
    assert (response.status_code, response.json()["code"]) == (409, "already_open")
    assert response.json()["check_in"] == weekly["id"]
    assert CheckIn.objects.count() == 1
    assert as_ben.post("/checkins", {"template": "daily"}).status_code == 201
