"""The shared line of what happened: newest first, page by page, days without hours."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from backend.accounts.models import Person
from backend.spaces.models import Space
from tests.client import SCOPE, Phone
from tests.factories.people import make_space
from tests.timeline.conftest import START, happened

PAGE = 30
ROW = "6ff4f5b0-9a53-4b0e-8c61-6f0f4d6b2a17"


def _pages(phone: Phone) -> list[list[dict[str, Any]]]:
    pages, cursor = [], ""
    while cursor is not None:
        page = phone.get("/timeline", cursor=cursor).json()
        pages.append(page["items"])
        cursor = page["next"]
        assert len(pages) <= 200, "a mark leads back to where it came from"
    return pages


def test_empty_timeline_is_one_empty_page(as_ana: Phone) -> None:
    assert as_ana.get("/timeline").json() == {"items": [], "next": None}


def test_both_see_the_same(as_ana: Phone, as_ben: Phone, space: Space) -> None:
    happened(space, START, START + timedelta(days=1))
    assert as_ana.get("/timeline").content == as_ben.get("/timeline").content


def test_event_has_exactly_what_was_promised(as_ana: Phone, space: Space) -> None:
    [event] = happened(space, START)
    assert as_ana.get("/timeline").json()["items"] == [
        {
            "id": str(event.pk),
            "verb": "revealed",
            "subject": {"kind": "moment", "id": str(event.subject_id)},
            "detail": {"template": "weekly"},
            "on": "2026-01-01",
            "only_you": False,
            "told": None,
        }
    ]


def test_no_time_of_day_is_told(as_ana: Phone, space: Space) -> None:
    moments = [START + timedelta(hours=7 * n, minutes=13, microseconds=123456) for n in range(40)]
    happened(space, *moments)
    for page in _pages(as_ana):
        assert not re.search(r"\d\d:\d\d|T\d\d|123456", str(page))


def test_day_is_the_day_where_they_live(as_ana: Phone, space: Space) -> None:
    happened(space, datetime(2026, 3, 28, 23, 30, tzinfo=UTC))
    for zone, day in (("Europe/Berlin", "2026-03-29"), ("America/Lima", "2026-03-28")):
        as_ana.patch("/space", {"time_zone": zone})
        assert as_ana.get("/timeline").json()["items"][0]["on"] == day


@pytest.mark.parametrize("count", [29, 30, 31, 60, 61])
def test_pages_are_full_and_the_last_one_ends(as_ana: Phone, space: Space, count: int) -> None:
    happened(space, *(START + timedelta(hours=n) for n in range(count)))
    sizes = [len(page) for page in _pages(as_ana)]
    assert sizes == [PAGE] * (count // PAGE) + ([count % PAGE] if count % PAGE else [])


def test_nothing_is_lost_or_doubled_among_thousands_and_ties(as_ana: Phone, space: Space) -> None:
    """Five hundred in the same instant, and thousands around them."""
    events = happened(space, *[START] * 500, *(START + timedelta(minutes=n // 7) for n in range(2500)))
    seen = [item["id"] for page in _pages(as_ana) for item in page]
    wanted = sorted(events, key=lambda event: (event.happened_at, event.pk), reverse=True)
    assert seen == [str(event.pk) for event in wanted]


def test_new_events_do_not_shift_the_next_page(as_ana: Phone, space: Space) -> None:
    happened(space, *(START + timedelta(hours=n) for n in range(45)))
    first = as_ana.get("/timeline").json()
    happened(space, *(START + timedelta(days=30 + n) for n in range(10)))
    second = as_ana.get("/timeline", cursor=first["next"]).json()
    assert len({item["id"] for item in first["items"] + second["items"]}) == 45


@pytest.mark.parametrize("count", [1, 31, 2000])
def test_page_costs_the_same_however_long_the_line(
    as_ana: Phone, space: Space, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    happened(space, *(START + timedelta(minutes=n) for n in range(count)))
    for _ in range(2):
        with django_assert_num_queries(SCOPE + 4):
            assert as_ana.get("/timeline").status_code == 200


@pytest.mark.parametrize(
    "cursor", ["x", "!!!!", "é", "AAAA", "a" * 5000, "\0", "7", f"{ROW}7", f"{ROW}\0", ROW]
)
def test_broken_mark_is_refused_kindly(as_ana: Phone, space: Space, cursor: str) -> None:
    happened(space, START)
    answer = as_ana.get("/timeline", cursor=cursor)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "cursor")


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "everything"},
        {"until": "today"},
        {"until": "20260101"},
        {"until": "2026-13-01"},
        {"until": "2026-01-01T12:00"},
        {"size": "0"},
        {"size": "201"},
        {"size": "all"},
        {"q": "lake"},
        {"page": "2"},
    ],
)
def test_what_cannot_be_asked_is_refused_kindly(as_ana: Phone, space: Space, asked: dict[str, str]) -> None:
    answer = as_ana.get("/timeline", **asked)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, *asked)


def test_mark_does_not_tell_when_somebody_sent(as_ana: Phone, space: Space) -> None:
    """It is a name of the last event shown and nothing else."""
    happened(space, *(START + timedelta(hours=n) for n in range(40)))
    page = as_ana.get("/timeline").json()
    assert page["next"] == page["items"][-1]["id"]


def test_mark_of_something_hidden_is_no_mark(as_ben: Phone, ana: Person, space: Space) -> None:
    """Else it would tell that it is there."""
    [alone] = happened(space, START, only_for=ana)
    assert as_ben.get("/timeline", cursor=str(alone.pk)).status_code == 400


def test_mark_of_another_space_opens_nothing_of_it(as_ana: Phone, as_cleo: Phone, space: Space) -> None:
    happened(space, *(START + timedelta(hours=n) for n in range(40)))
    cursor = as_ana.get("/timeline").json()["next"]
    assert as_cleo.get("/timeline", cursor=cursor).status_code == 400


def test_what_one_did_alone_stays_hidden_from_who_joined_later(
    as_ana: Phone, as_ben: Phone, ana: Person, space: Space
) -> None:
    alone = happened(space, START, only_for=ana)
    shared = happened(space, START + timedelta(days=1))
    assert [item["id"] for item in as_ana.get("/timeline").json()["items"]] == [
        str(e.pk) for e in shared + alone
    ]
    assert [item["id"] for item in as_ben.get("/timeline").json()["items"]] == [str(e.pk) for e in shared]


def test_what_only_one_sees_says_so(as_ana: Phone, ana: Person, space: Space) -> None:
    happened(space, START, only_for=ana)
    happened(space, START - timedelta(days=1))
    assert [item["only_you"] for item in as_ana.get("/timeline").json()["items"]] == [True, False]


def test_page_may_be_as_large_as_a_phone_can_look_through(as_ana: Phone, space: Space) -> None:
    happened(space, *(START + timedelta(hours=n) for n in range(250)))
    first = as_ana.get("/timeline", size="200").json()
    rest = as_ana.get("/timeline", size="200", cursor=first["next"]).json()
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (200, 50, None)


def test_hidden_events_leave_no_gap_in_a_page(as_ben: Phone, ana: Person, space: Space) -> None:
    """Else an emptier page would tell that something is hidden."""
    happened(space, *(START + timedelta(hours=n) for n in range(40)), only_for=ana)
    happened(space, *(START + timedelta(hours=n, minutes=1) for n in range(40)))
    assert [len(page) for page in _pages(as_ben)] == [30, 10]


def test_events_of_another_space_are_not_there(as_ana: Phone, cleo: Person) -> None:
    happened(make_space(), START)
    assert as_ana.get("/timeline").json()["items"] == []
