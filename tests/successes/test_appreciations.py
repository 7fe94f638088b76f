"""Thanks: told at once, collected with those of check-ins, never asked for at the wrong moment."""

from typing import Any

import pytest

from tests.checkins.conftest import answers, value_for
from tests.client import Phone


def thank(phone: Phone, words: str) -> dict[str, Any]:
    answer = phone.post("/appreciations", {"words": words})
    assert answer.status_code == 201, answer.content
    return dict(answer.json())


def texts(phone: Phone, **params: str) -> list[str]:
    return [text for one in phone.get("/appreciations", **params).json()["items"] for text in one["texts"]]


def daily(phone: Phone, other: Phone, *, understood: int = 7, thanks: str = "the soup") -> None:
    """A pulse that both send; the first one says thank you and how understood they felt."""
    opened = phone.post("/checkins", {"template": "daily"}).json()
    given = [
        {"question": one["id"], "value": value, "shared": True}
        for one in opened["questions"]
        if (value := _said(one, understood, thanks)) is not None
    ]
    for who, words in ((phone, {"answers": given}), (other, answers(opened))):
        assert who.post(f"/checkins/{opened['id']}/sending", words).status_code == 201


def _said(question: dict[str, Any], understood: int, thanks: str) -> Any:
    said = {"understood": understood, "appreciation": [thanks]}
    return said.get(question["key"], value_for(question))


def test_thanks_are_told_at_once(as_ana: Phone, as_ben: Phone) -> None:
    made = thank(as_ana, "you came to the station")
    [seen] = as_ben.get("/appreciations").json()["items"]
    assert (seen["id"], seen["texts"], seen["author"]["name"]) == (
        *(made["id"], ["you came to the station"]),
        "Ana",
    )


def test_they_can_be_taken_back_by_whoever_said_them(as_ana: Phone, as_ben: Phone) -> None:
    path = f"/appreciations/{thank(as_ana, 'you came')['id']}"
    assert as_ben.delete(path).status_code == 403
    assert as_ana.delete(path).status_code == 204
    assert (texts(as_ben), as_ana.delete(path).status_code) == ([], 404)


def test_the_bank_holds_those_of_check_ins_too(as_ana: Phone, as_ben: Phone) -> None:
    thank(as_ben, "you asked")
    daily(as_ana, as_ben, thanks="the dry socks")
    thank(as_ana, "you waited")
    assert set(texts(as_ben)) == {"you waited", "the soup", "the dry socks", "you asked"}
    assert texts(as_ben)[0] == "you waited"
    assert texts(as_ben, whose="for_me") == ["you waited", "the dry socks"]
    assert texts(as_ben, whose="from_me") == ["the soup", "you asked"]


def test_what_is_not_revealed_or_kept_is_not_in_it(as_ana: Phone, as_ben: Phone) -> None:
    opened = as_ana.post("/checkins", {"template": "daily"}).json()
    as_ana.post(f"/checkins/{opened['id']}/sending", answers(opened, shared=False))
    assert (texts(as_ana), texts(as_ben)) == ([], [])
    as_ben.post(f"/checkins/{opened['id']}/sending", answers(opened))
    assert texts(as_ben) == texts(as_ana) == ["the soup"], "his, which he shares"
    assert texts(as_ana, whose="from_me") == []


def test_check_in_with_oneself_thanks_nobody(as_cleo: Phone) -> None:
    opened = as_cleo.post("/checkins", {"template": "daily"}).json()
    as_cleo.post(f"/checkins/{opened['id']}/sending", answers(opened))
    assert texts(as_cleo) == []
    assert as_cleo.post("/appreciations", {"words": "hello"}).json()["code"] == "nobody_else_here"


def test_pages_hold_each_once_the_newest_first(as_ana: Phone, as_ben: Phone) -> None:
    said = [thank(as_ana, f"thanks {number}")["texts"][0] for number in range(21)]
    daily(as_ana, as_ben, thanks="in between")
    said += ["in between", "the soup", thank(as_ben, "at last")["texts"][0]]
    first = as_ana.get("/appreciations").json()
    second = as_ana.get("/appreciations", cursor=first["next"]).json()
    seen = [text for one in first["items"] + second["items"] for text in one["texts"]]
    assert (len(first["items"]), second["next"]) == (20, None)
    assert sorted(seen) == sorted(said)
    assert [seen[0], *seen[3:]] == ["at last", *reversed(said[:21])]


@pytest.mark.parametrize(("understood", "invites"), [(3, False), (4, True)])
def test_thanks_are_not_asked_for_after_a_hard_day_of_ones_own(
    as_ana: Phone, as_ben: Phone, understood: int, invites: bool
) -> None:
    daily(as_ana, as_ben, understood=understood)
    assert as_ana.get("/appreciations").json()["invites"] is invites
    assert as_ben.get("/appreciations").json()["invites"] is True, "hers says nothing about his"


def test_a_better_day_asks_again(as_ana: Phone, as_ben: Phone) -> None:
    daily(as_ana, as_ben, understood=1)
    daily(as_ana, as_ben, understood=8)
    assert as_ana.get("/appreciations").json()["invites"] is True


def test_what_was_not_sent_decides_nothing(as_ana: Phone, as_ben: Phone) -> None:
    opened = as_ana.post("/checkins", {"template": "daily"}).json()
    low = [
        {"question": one["id"], "value": 0, "shared": True}
        for one in opened["questions"]
        if one["key"] == "understood"
    ]
    as_ana.post(f"/checkins/{opened['id']}/sending", {"answers": low})
    assert as_ana.get("/appreciations").json()["invites"] is False
    as_ana.delete(f"/checkins/{opened['id']}/sending")
    assert as_ana.get("/appreciations").json()["invites"] is True


@pytest.mark.parametrize("words", ["", "x" * 501])
def test_words_have_a_length(as_ana: Phone, words: str) -> None:
    assert as_ana.post("/appreciations", {"words": words}).status_code == 400


def test_there_is_room_for_a_bounded_number(as_ana: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.successes.services.thanking.MOST_THANKS", 1)
    thank(as_ana, "once")
    assert as_ana.post("/appreciations", {"words": "twice"}).json()["code"] == "too_many_appreciations"


def test_whose_is_one_of_two(as_ana: Phone) -> None:
    assert as_ana.get("/appreciations", whose="everybodys").json()["errors"][0]["field"] == "whose"


def test_many_cost_as_much_as_one(as_ana: Phone, as_ben: Phone, django_assert_num_queries: Any) -> None:
    for number in range(3):
        thank(as_ana, f"thanks {number}")
        daily(as_ana, as_ben)
    with django_assert_num_queries(12):
        assert len(texts(as_ben)) == 9
