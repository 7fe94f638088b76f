"""What went well: for oneself, for both, or both people's; changed and taken back."""

from datetime import timedelta
from typing import Any

import pytest

from backend.accounts.models import Person
from backend.core.clock import now
from backend.core.scope import acting
from backend.spaces.models import Space
from backend.successes.models import Confirmation, Picture, Reaction, Success
from backend.timeline.models import Event
from tests.client import Phone
from tests.successes.conftest import WE_LAUGHED, Celebrates
from tests.successes.pictures import photo


def timeline(phone: Phone) -> list[dict[str, Any]]:
    return list(phone.get("/timeline").json()["items"])


def test_it_comes_back_as_it_was_written(as_ana: Phone, celebrates: Celebrates) -> None:
    words = {"made_possible": "I asked for ten minutes", "milestone": "used_a_pause"}
    made = celebrates(as_ana, **words)
    assert {name: made[name] for name in words} == words
    assert (made["author"]["is_me"], made["together"], made["asks"], made["picture"]) == (
        *(True, False, False),
        None,
    )
    assert as_ana.get("/successes").json()["items"] == [made]


def test_private_one_is_its_authors_alone(
    as_ana: Phone, as_ben: Phone, celebrates: Celebrates, ben: Person, space: Space
) -> None:
    made = celebrates(as_ana, sharing="private")
    path = f"/successes/{made['id']}"
    as_ana.put(f"{path}/picture", photo())
    assert as_ben.get("/successes").json()["items"] == []
    answers = [
        as_ben.get(path),
        as_ben.get(f"{path}/picture"),
        as_ben.put(f"{path}/reaction", {"kind": "glad"}),
    ]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert (len(timeline(as_ana)), timeline(as_ben)) == (1, [])
    with acting(person_id=ben.pk, space_id=space.pk):
        assert (Success.objects.count(), Picture.objects.count()) == (0, 0), "the database says so too"


def test_shared_one_is_there_for_both(as_ana: Phone, as_ben: Phone, celebrates: Celebrates) -> None:
    made = celebrates(as_ana)
    [seen] = as_ben.get("/successes").json()["items"]
    assert (seen["words"], seen["author"]["is_me"], seen["author"]["name"]) == (made["words"], False, "Ana")
    for phone in (as_ana, as_ben):
        assert [(one["verb"], one["subject"]["id"]) for one in timeline(phone)] == [
            ("celebrated", made["id"])
        ]


def test_milestone_stands_on_the_timeline_by_its_name(as_ana: Phone, celebrates: Celebrates) -> None:
    celebrates(as_ana, milestone="declined_kindly")
    [event] = timeline(as_ana)
    assert (event["verb"], event["detail"], event["on"]) == (
        "milestone",
        {"milestone": "declined_kindly"},
        "2026-11-20",
    )


def test_what_was_kept_can_be_shared_later_and_kept_again(
    as_ana: Phone, as_ben: Phone, celebrates: Celebrates
) -> None:
    path = f"/successes/{celebrates(as_ana, sharing='private')['id']}"
    assert as_ana.patch(path, {"sharing": "shared"}).status_code == 200
    assert (as_ben.get(path).status_code, len(timeline(as_ben))) == (200, 1)
    assert as_ana.patch(path, {"sharing": "private"}).status_code == 200
    assert (as_ben.get(path).status_code, timeline(as_ben), len(timeline(as_ana))) == (404, [], 1)


def test_taking_back_leaves_nothing(as_ana: Phone, as_ben: Phone, celebrates: Celebrates, joint: str) -> None:
    as_ana.put(f"{joint}/picture", photo())
    as_ben.put(f"{joint}/confirmation", {"ours": True})
    as_ben.put(f"{joint}/reaction", {"kind": "glad"})
    assert as_ana.delete(joint).status_code == 204
    with acting(person_id=Person.objects.get(email="ana@example.org").pk):
        assert (Success.objects.count(), Picture.objects.count()) == (0, 0)
    assert (Confirmation.objects.count(), Reaction.objects.count(), Event.objects.count()) == (0, 0, 0)
    assert as_ana.delete(joint).status_code == 404


def test_only_its_author_changes_or_takes_it_back(
    as_ana: Phone, as_ben: Phone, celebrates: Celebrates
) -> None:
    path = f"/successes/{celebrates(as_ana)['id']}"
    for answer in (
        as_ben.patch(path, {"words": "mine"}),
        as_ben.delete(path),
        as_ben.delete(f"{path}/picture"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert as_ana.get(path).json()["words"] == WE_LAUGHED["words"]


def test_alone_one_keeps_for_oneself(as_cleo: Phone, celebrates: Celebrates) -> None:
    """Whoever comes in later was not there."""
    for sharing in ("shared", "joint"):
        refused = as_cleo.post("/successes", {**WE_LAUGHED, "sharing": sharing})
        assert (refused.status_code, refused.json()["code"]) == (409, "nobody_else_here")
    path = f"/successes/{celebrates(as_cleo, sharing='private')['id']}"
    assert as_cleo.patch(path, {"sharing": "shared"}).json()["code"] == "nobody_else_here"
    assert as_cleo.get(path).json()["sharing"] == "private"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"words": ""}, "words"),
        ({"words": "x" * 1001}, "words"),
        ({"made_possible": "x" * 501}, "made_possible"),
        ({"sharing": "everybody"}, "sharing"),
        ({"milestone": "streak_of_seven"}, "milestone"),
        ({"happened_on": str(now().date() + timedelta(days=3))}, "happened_on"),
        ({"happened_on": "0001-01-01"}, "happened_on"),
        ({"rating": 5}, "rating"),
    ],
)
def test_what_does_not_fit_is_named(as_ana: Phone, words: dict[str, Any], field: str) -> None:
    answer = as_ana.post("/successes", {**WE_LAUGHED, **words})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)


def test_there_is_room_for_a_bounded_number(
    as_ana: Phone, celebrates: Celebrates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.successes.services.celebrating.MOST_SUCCESSES", 1)
    celebrates(as_ana)
    assert as_ana.post("/successes", WE_LAUGHED).json()["code"] == "too_many_successes"


def test_pages_hold_each_once_the_latest_first(as_ana: Phone, celebrates: Celebrates) -> None:
    days = ["2026-11-20", "2026-11-18", "2026-11-20", "2026-11-19"]
    made = [celebrates(as_ana, happened_on=days[number % 4])["id"] for number in range(23)]
    first = as_ana.get("/successes").json()
    rest = as_ana.get("/successes", cursor=first["next"]).json()
    seen = [*first["items"], *rest["items"]]
    assert (len(first["items"]), rest["next"]) == (20, None)
    assert sorted(one["id"] for one in seen) == sorted(made)
    assert [one["happened_on"] for one in seen] == sorted((one["happened_on"] for one in seen), reverse=True)


@pytest.mark.parametrize("cursor", ["nonsense", "7b0f8f53-7f7a-4d0a-8a5e-0d8bb3b1a111"])
def test_a_strange_page_mark_is_refused(as_ana: Phone, cursor: str) -> None:
    for path in ("/successes", "/appreciations"):
        answer = as_ana.get(path, cursor=cursor)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "cursor")


def test_many_cost_as_much_as_one(
    as_ana: Phone, as_ben: Phone, celebrates: Celebrates, django_assert_num_queries: Any
) -> None:
    for _ in range(3):
        path = f"/successes/{celebrates(as_ana)['id']}"
        as_ben.put(f"{path}/reaction", {"kind": "glad"})
        as_ana.put(f"{path}/picture", photo())
    with django_assert_num_queries(11):
        assert len(as_ben.get("/successes").json()["items"]) == 3


def test_a_closed_space_is_for_reading(
    as_ana: Phone, as_ben: Phone, ana: Person, celebrates: Celebrates
) -> None:
    path = f"/successes/{celebrates(as_ana)['id']}"
    Space.objects.update(closed_at=now())
    assert as_ben.get(path).status_code == 200
    assert as_ana.delete(path).json()["code"] == "space_closed"
