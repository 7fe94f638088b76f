"""Talking one thing through on two phones."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from backend.accounts.models import Person
from backend.checkins.services import talking, topics
from backend.privacy.services import leave
from tests.checkins.talks import (
    a_turn,
    hears,
    ok,
    opens,
    refusal,
    reveal,
    says,
    says_back,
    soon,
    talked,
    told,
)
from tests.client import SCOPE, Answer, Phone

Data = dict[str, Any]
MOST_TO_ASK_AGAIN = 4


@pytest.fixture
def seen(as_ana: Phone, as_ben: Phone) -> Data:
    return reveal(as_ana, as_ben)


@pytest.fixture
def talk(as_ana: Phone, seen: Data) -> Data:
    return opens(as_ana, seen)


def read(phone: Phone, talk: Data) -> Data:
    return dict(ok(phone.get(f"/topics/{talk['id']}")))


def test_one_speaks_the_other_says_it_back_until_both_are_heard(
    as_ana: Phone, as_ben: Phone, talk: Data
) -> None:
    assert (read(as_ana, talk)["may"], read(as_ben, talk)["may"]) == (["say"], ["say"])
    ok(says(as_ana, talk, "i am alone with it"), 201)
    his = read(as_ben, talk)
    assert (his["stage"], his["may"], read(as_ana, talk)["may"]) == ("said", ["say_back"], [])
    assert [(turn["mine"], turn["said"]) for turn in his["turns"]] == [(False, "i am alone with it")]
    ok(says_back(as_ben, talk, "you are angry"), 201)
    assert (read(as_ben, talk)["may"], read(as_ana, talk)["may"]) == ([], ["hear"])
    ok(hears(as_ana, talk, heard=False))
    ok(says_back(as_ben, talk, "you are alone with it"), 201)
    hers = ok(hears(as_ana, talk))
    assert [(echo["words"], echo["missed"]) for echo in hers["turns"][0]["echoes"]] == [
        ("you are angry", True),
        ("you are alone with it", False),
    ]
    assert (hers["stage"], hers["may"], read(as_ben, talk)["may"]) == ("swap", [], ["say"])
    a_turn(as_ben, as_ana, talk)
    end = read(as_ana, talk)
    assert (end["stage"], end["may"]) == ("both_heard", ["say", "settle"])
    assert ok(as_ben.put(f"/topics/{talk['id']}/settling", {"aloud": False}))["settled"]
    assert read(as_ana, talk)["may"] == []


def test_who_speaks_out_of_turn_is_told_so(as_ana: Phone, as_ben: Phone, talk: Data) -> None:
    ok(says(as_ana, talk), 201)
    for late in (says(as_ben, talk), says(as_ana, talk), says_back(as_ana, talk)):
        assert refusal(late) == (409, "not_your_turn")
    ok(says_back(as_ben, talk), 201)
    for late in (says_back(as_ben, talk), hears(as_ben, talk), says(as_ben, talk)):
        assert refusal(late) == (409, "not_your_turn")


def test_no_end_before_both_were_heard(as_ana: Phone, as_ben: Phone, talk: Data) -> None:
    path = f"/topics/{talk['id']}/settling"
    assert refusal(as_ana.put(path, {"aloud": False})) == (409, "not_both_heard")
    a_turn(as_ana, as_ben, talk)
    assert refusal(as_ben.put(path, {"aloud": False})) == (409, "not_both_heard")
    assert ok(as_ben.put(path, {"aloud": True}))["settled"], "of what was said aloud, they decide"


def test_what_was_put_away_can_be_taken_out_again(as_ana: Phone, as_ben: Phone, talk: Data) -> None:
    path = f"/topics/{talk['id']}/settling"
    for _ in range(2):
        assert ok(as_ana.put(path, {"aloud": True}))["settled"]
    assert refusal(says(as_ben, talk)) == (409, "put_away")
    for _ in range(2):
        assert not ok(as_ben.delete(path))["settled"]
    ok(says(as_ben, talk), 201)


def test_telling_twice_that_one_is_heard_is_telling_it_once(as_ana: Phone, as_ben: Phone, talk: Data) -> None:
    ok(says(as_ana, talk), 201)
    ok(says_back(as_ben, talk), 201)
    [echo] = read(as_ana, talk)["turns"][0]["echoes"]
    path = f"/echoes/{echo['id']}/hearing"
    for _ in range(2):
        ok(as_ana.put(path, {"heard": False}))
    assert refusal(as_ana.put(path, {"heard": True})) == (409, "not_your_turn")
    ok(says_back(as_ben, talk), 201)
    ok(as_ana.put(path, {"heard": False}))
    assert read(as_ana, talk)["stage"] == "said_back", "a late repeat means the echo it was said of"
    for _ in range(2):
        ok(hears(as_ana, talk))
    assert refusal(as_ben.put(path, {"heard": True})) == (409, "not_your_turn")


def test_a_topic_is_an_answer_of_the_reveal_once(as_ana: Phone, as_ben: Phone, seen: Data) -> None:
    issue = told(seen, "issue", mine=True)
    first = opens(as_ben, seen, answer=issue["id"])
    assert opens(as_ana, seen, answer=issue["id"])["id"] == first["id"]
    [listed] = ok(as_ana.get(f"/checkins/{seen['id']}/topics"))
    assert (listed["mine"], listed["answer"]["mine"]) == (False, True)
    assert listed["answer"]["value"]["feeling"] == "lost"


def test_what_both_have_chosen_from_a_list_is_one_topic(as_ana: Phone, as_ben: Phone) -> None:
    seen = reveal(as_ana, as_ben, "monthly")
    hers, his = (told(seen, "topics", mine=mine)["id"] for mine in (True, False))
    first = opens(as_ana, seen, answer=hers, part="time")
    assert opens(as_ben, seen, answer=his, part="time")["id"] == first["id"]
    refused = as_ana.post(f"/checkins/{seen['id']}/topics", {"answer": hers, "part": "money"})
    assert refusal(refused) == (400, "invalid")


@pytest.mark.parametrize("about", [{}, {"words": ""}, {"answer": "6ff4f5b0-9a53-4b0e-8c61-6f0f4d6b2a17"}])
def test_a_topic_about_nothing_is_none(as_ana: Phone, seen: Data, about: Data) -> None:
    assert refusal(as_ana.post(f"/checkins/{seen['id']}/topics", about)) == (400, "invalid")


def test_nothing_can_be_talked_about_before_the_reveal(as_ana: Phone, as_cleo: Phone) -> None:
    for phone in (as_ana, as_cleo):
        check_in = ok(phone.post("/checkins", {"template": "daily"}), 201)
        path = f"/checkins/{check_in['id']}"
        assert refusal(phone.post(f"{path}/topics", {"words": "x"})) == (409, "not_revealed")
        assert ok(phone.get(f"{path}/topics")) == ok(phone.get(f"{path}/comments")) == []
        question = check_in["questions"][0]["id"]
        refused = phone.post(f"{path}/comments", {"question": question, "words": "x"})
        assert refusal(refused) == (409, "not_revealed")


def test_who_is_alone_has_nobody_to_talk_to(as_cleo: Phone) -> None:
    check_in = ok(as_cleo.post("/checkins", {"template": "daily"}), 201)
    scale = next(one["id"] for one in check_in["questions"] if one["kind"] == "scale")
    sending = {"answers": [{"question": scale, "value": 5, "shared": True}]}
    assert ok(as_cleo.post(f"/checkins/{check_in['id']}/sending", sending), 201)["state"] == "revealed"
    refused = as_cleo.post(f"/checkins/{check_in['id']}/topics", {"words": "x"})
    assert refusal(refused) == (409, "not_revealed")


def test_ones_own_topic_can_be_taken_back_until_somebody_speaks(
    as_ana: Phone, as_ben: Phone, seen: Data
) -> None:
    mistyped, meant = opens(as_ana, seen, "teh car"), opens(as_ana, seen, "the car")
    assert as_ben.delete(f"/topics/{meant['id']}").status_code == 403
    assert as_ana.delete(f"/topics/{mistyped['id']}").status_code == 204
    ok(says(as_ben, meant), 201)
    assert refusal(as_ana.delete(f"/topics/{meant['id']}")) == (409, "topic_begun")


def test_limits_are_named(
    as_ana: Phone, as_ben: Phone, seen: Data, talk: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(topics, "MOST_TOPICS", 1)
    refused = as_ana.post(f"/checkins/{seen['id']}/topics", {"words": "one more"})
    assert refusal(refused) == (409, "enough_topics")
    monkeypatch.setattr(talking, "MOST_ECHOES", 1)
    ok(says(as_ana, talk), 201)
    ok(says_back(as_ben, talk), 201)
    ok(hears(as_ana, talk, heard=False))
    assert refusal(says_back(as_ben, talk)) == (409, "enough_said")
    monkeypatch.setattr(talking, "MOST_ECHOES", 8)
    ok(says_back(as_ben, talk), 201)
    ok(hears(as_ana, talk))
    monkeypatch.setattr(talking, "MOST_TURNS", 1)
    assert refusal(says(as_ben, talk)) == (409, "enough_said")
    assert refusal(says(as_ben, talk, "x" * 601)) == (400, "invalid")


def test_asking_again_costs_little_until_something_was_done(
    as_ana: Phone, as_ben: Phone, talk: Data, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    path = f"/topics/{talk['id']}"
    tag = as_ben.get(path)["ETag"]
    with django_assert_max_num_queries(SCOPE + MOST_TO_ASK_AGAIN):
        again = as_ben.send("GET", path, **{"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    acts: list[Callable[[], Answer]] = [
        lambda: says(as_ana, talk),
        lambda: says_back(as_ben, talk),
        lambda: hears(as_ana, talk),
        lambda: as_ana.put(f"{path}/parking", {"return_on": soon()}),
        lambda: as_ana.delete(f"{path}/parking"),
        lambda: as_ana.put(f"{path}/settling", {"aloud": True}),
        lambda: as_ana.delete(f"{path}/settling"),
    ]
    for act in acts:
        assert act().status_code in {200, 201}
        fresh = as_ben.send("GET", path, **{"If-None-Match": tag})
        assert fresh.status_code == 200
        tag = fresh["ETag"]
    assert as_ana.get(path)["ETag"] != tag, "on one phone, one is never shown what the other may do"


def test_many_talks_cost_no_more_than_one(as_ana: Phone, as_ben: Phone, seen: Data, talk: Data) -> None:
    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            ok(as_ana.get(path))
        return len(queries)

    talked(as_ana, as_ben, talk)
    paths = (f"/checkins/{seen['id']}/topics", f"/topics/{talk['id']}", f"/checkins/{seen['id']}")
    one = [cost(path) for path in paths]
    for word in ("the car", "the cat", "the rain"):
        talked(as_ana, as_ben, opens(as_ana, seen, word))
    talked(as_ben, as_ana, talk)
    assert [cost(path) for path in paths] == one
    assert max(one) <= SCOPE + 8


def test_after_leaving_it_is_there_to_read_and_no_more(
    as_ana: Phone, as_ben: Phone, ben: Person, talk: Data
) -> None:
    a_turn(as_ben, as_ana, talk, "his three sentences")
    tag = as_ana.get(f"/topics/{talk['id']}")["ETag"]
    leave(person=ben, quietly=True)
    kept = as_ana.send("GET", f"/topics/{talk['id']}", **{"If-None-Match": tag})
    assert kept.json()["turns"][0]["said"] == "his three sentences"
    assert kept.json()["may"] == []
    assert refusal(says(as_ana, talk)) == (409, "space_closed")
    assert refusal(as_ben.get(f"/topics/{talk['id']}")) == (404, "no_space")
