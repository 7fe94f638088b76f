"""Words beside events: whose they are, and what happens to those nobody can tell any more."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from backend.accounts.models import Person
from backend.spaces.models import Space
from backend.timeline.models import VERBS, Group, Verb
from backend.timeline.services import Told
from tests.client import SCOPE, Phone
from tests.timeline.conftest import GONE, START, WORDS, happened

pytestmark = pytest.mark.usefixtures("stories")


def test_words_of_one_come_in_their_hue_for_both(
    as_ana: Phone, as_ben: Phone, ana: Person, ben: Person, space: Space
) -> None:
    events = happened(space, *(START - timedelta(days=n) for n in range(3)), kind="story")
    for event, author in zip(events, (ana.pk, ben.pk, None), strict=True):
        WORDS[event.subject_id] = Told("Ours", "the lake", link_id=uuid.uuid4(), author_id=author)
    seen = as_ana.get("/timeline").json()["items"]
    assert [item["told"]["hue"] for item in seen] == ["clay", "sage", None]
    assert (seen[0]["told"]["title"], seen[0]["told"]["text"]) == ("Ours", "the lake")
    assert seen[0]["told"]["link_id"] == str(WORDS[events[0].subject_id].link_id)
    assert as_ben.get("/timeline").json()["items"] == seen


def test_what_nobody_can_tell_any_more_is_left_out_and_nothing_behind_it_is_lost(
    as_ana: Phone, space: Space
) -> None:
    events = happened(space, *(START - timedelta(days=n) for n in range(45)), kind="story")
    GONE.update(event.subject_id for event in events[20:40])
    first = as_ana.get("/timeline").json()
    rest = as_ana.get("/timeline", cursor=first["next"]).json()
    kept = [str(event.pk) for event in events[:20] + events[40:]]
    assert [item["id"] for item in first["items"] + rest["items"]] == kept
    assert rest["next"] is None


def test_kind_nobody_tells_has_no_words_and_stays(as_ana: Phone, space: Space) -> None:
    happened(space, START)
    assert [item["told"] for item in as_ana.get("/timeline").json()["items"]] == [None]


def test_every_verb_is_of_one_kind() -> None:
    assert sorted(verb for group in Group for verb in VERBS[group]) == sorted(Verb)


@pytest.mark.parametrize("group", Group)
def test_one_kind_by_itself_page_by_page(as_ana: Phone, space: Space, group: Group) -> None:
    for place, verb in enumerate(Verb):
        happened(space, *(START - timedelta(days=place, hours=n) for n in range(20)), verb=verb)
    items: list[dict[str, Any]] = []
    cursor = ""
    while cursor is not None:
        page = as_ana.get("/timeline", kind=group, cursor=cursor).json() if cursor else None
        page = page or as_ana.get("/timeline", kind=group).json()
        items, cursor = items + page["items"], page["next"]
    assert [item["verb"] for item in items] == [
        verb for verb in Verb if verb in VERBS[group] for _ in range(20)
    ]


def test_jumping_begins_with_that_day_where_they_live(as_ana: Phone, space: Space) -> None:
    """Half past eleven at night in London is the next day in Berlin."""
    evening = START.replace(hour=23, minute=30)
    happened(space, evening, evening - timedelta(days=1), evening + timedelta(days=1))
    for day, seen in (("2026-01-02", ["2026-01-02", "2026-01-01"]), ("2025-12-31", []), ("9999-12-31", None)):
        found = [item["on"] for item in as_ana.get("/timeline", until=day).json()["items"]]
        assert found == (seen if seen is not None else ["2026-01-03", "2026-01-02", "2026-01-01"])
    as_ana.patch("/space", {"time_zone": "America/Lima"})
    assert len(as_ana.get("/timeline", until="2026-01-01").json()["items"]) == 2


def test_jumping_goes_on_page_by_page(as_ana: Phone, space: Space) -> None:
    events = happened(space, *(START - timedelta(days=n) for n in range(80)))
    first = as_ana.get("/timeline", until=str(events[10].happened_at.date())).json()
    rest = as_ana.get("/timeline", cursor=first["next"]).json()
    assert [item["id"] for item in first["items"] + rest["items"]] == [str(one.pk) for one in events[10:70]]


def test_months_are_those_one_may_see_with_how_much_is_in_them(
    as_ana: Phone, as_ben: Phone, ana: Person, space: Space
) -> None:
    happened(space, START, START.replace(month=2, day=28, hour=23, minute=30), START.replace(month=3))
    happened(space, START, verb=Verb.KEPT)
    happened(space, START.replace(month=5), START.replace(month=1), only_for=ana)
    shared = [{"month": "2026-03", "count": 2}, {"month": "2026-01", "count": 2}]
    assert as_ben.get("/timeline/months").json() == {"months": shared}
    assert as_ana.get("/timeline/months").json()["months"] == [
        {"month": "2026-05", "count": 1},
        {"month": "2026-03", "count": 2},
        {"month": "2026-01", "count": 3},
    ]
    assert as_ben.get("/timeline/months", kind="promises").json()["months"] == [
        {"month": "2026-01", "count": 1}
    ]
    assert as_ben.get("/timeline/months", kind="q").status_code == 400


@pytest.mark.parametrize("path", ["/timeline", "/timeline/months"])
def test_what_another_space_lived_is_not_there(as_cleo: Phone, space: Space, path: str) -> None:
    happened(space, START)
    assert next(iter(as_cleo.get(path).json().values())) == []


def test_months_cost_the_same_however_many_there_are(
    as_ana: Phone, space: Space, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for many in (1, 400):
        happened(space, *(START - timedelta(days=9 * n) for n in range(many)))
        with django_assert_num_queries(SCOPE + 4):
            assert as_ana.get("/timeline/months").status_code == 200
