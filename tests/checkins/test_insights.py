"""Pictures: only with both, only of what both have shared, and nothing in them of one person alone."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from backend.accounts.models import Person
from tests.checkins.conftest import value_for
from tests.client import SCOPE, Phone
from tests.privacy.conftest import ok

pytestmark = pytest.mark.usefixtures("space")
MONDAY = datetime(2026, 9, 7, 18, tzinfo=UTC)
LATER = MONDAY + timedelta(days=60)
CONSENT = "/insights/consent"
Side = tuple[int, bool]


@pytest.fixture
def both_want_them(as_ana: Phone, as_ben: Phone) -> None:
    for phone in (as_ana, as_ben):
        ok(phone.put(CONSENT, {}))


def revealed(at: datetime, people: Sequence[Person], sides: Sequence[Side], word: str = "") -> None:
    """A daily, or with words a weekly, that both have sent at this time; each value shared or kept."""
    with time_machine.travel(at, tick=False):
        phones = [Phone(person) for person in people]
        opened = ok(phones[0].post("/checkins", {"template": "weekly" if word else "daily"}))
        for phone, (value, shared) in zip(phones, sides, strict=True):
            given = [_answer(question, value, shared, word) for question in opened["questions"]]
            ok(phone.post(f"/checkins/{opened['id']}/sending", {"answers": given}))


def _answer(question: dict[str, Any], value: int, shared: bool, word: str) -> dict[str, Any]:
    given = value if question["kind"] == "scale" else value_for(question, f"{word} {value}" if word else "")
    return {"question": question["id"], "value": given, "shared": shared}


def looks(person: Person, path: str, at: datetime = LATER, **asked: str) -> Any:
    with time_machine.travel(at, tick=False):
        return ok(Phone(person).get(path, **asked))


@pytest.mark.parametrize("path", ["/insights/closeness", "/insights/rhythm"])
def test_without_both_there_are_none_and_nobody_is_named(as_ana: Phone, as_ben: Phone, path: str) -> None:
    answers = [as_ana.get(path)]
    ok(as_ben.put(CONSENT, {}))
    answers.append(as_ana.get(path))
    ok(as_ana.put(CONSENT, {}))
    assert as_ana.get(path).status_code == 200
    ok(as_ben.delete(CONSENT))
    answers.append(as_ana.get(path))
    assert {(one.status_code, one.json()["code"]) for one in answers} == {(403, "pictures_off")}
    assert len({one.content for one in answers}) == 1


@pytest.mark.usefixtures("both_want_them")
def test_closeness_is_one_line_of_what_both_have_shared(ana: Person, ben: Person) -> None:
    both = (ana, ben)
    for week, (hers, his) in enumerate(((4, 6), (5, 7), (9, 8), (7, 7))):
        revealed(MONDAY + timedelta(weeks=week), both, [(hers, True), (his, True)])
    revealed(MONDAY + timedelta(days=2), both, [(10, True), (10, True)])
    revealed(MONDAY + timedelta(days=3), both, [(0, False), (10, True)])
    revealed(MONDAY + timedelta(days=4), both, [(0, False), (0, False)])
    seen = looks(ana, "/insights/closeness")
    assert seen == {
        "enough": True,
        "points": [
            {"on": "2026-09-07", "value": 7.5},
            {"on": "2026-09-14", "value": 6.0},
            {"on": "2026-09-21", "value": 8.5},
            {"on": "2026-09-28", "value": 7.0},
        ],
    }
    assert looks(ben, "/insights/closeness") == seen


@pytest.mark.usefixtures("both_want_them")
def test_three_points_are_none(ana: Person, ben: Person) -> None:
    for month in range(3):
        revealed(MONDAY + timedelta(days=31 * month), (ana, ben), [(4, True), (6, True)])
    for path in ("/insights/closeness", "/insights/rhythm"):
        assert looks(ana, path, LATER + timedelta(days=60)) == {"enough": False, "points": []}


@pytest.mark.usefixtures("both_want_them")
def test_rhythm_counts_what_was_opened_and_shows_no_month_without(ana: Person, ben: Person) -> None:
    for days in (0, 1, 31, 62, 150):
        revealed(MONDAY + timedelta(days=days), (ana, ben), [(4, True), (6, True)])
    later = MONDAY + timedelta(days=160)
    assert looks(ana, "/insights/rhythm", later)["points"] == [
        {"month": "2026-09", "count": 2},
        {"month": "2026-10", "count": 1},
        {"month": "2026-11", "count": 1},
        {"month": "2027-02", "count": 1},
    ]
    far = MONDAY + timedelta(days=400)
    assert looks(ana, "/insights/rhythm", far)["enough"] is False
    assert looks(ana, "/insights/rhythm", far, span="ten_years")["enough"] is True


@pytest.mark.usefixtures("both_want_them")
def test_pictures_cost_the_same_however_much_is_in_them(
    ana: Person, ben: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for days in range(3):
        for week in (5 * days, 5 * days + 4):
            revealed(MONDAY + timedelta(weeks=week), (ana, ben), [(4, True), (6, True)])
        with time_machine.travel(LATER, tick=False):
            phone = Phone(ana)
            for path, cost in (("/insights/closeness", 8), ("/insights/rhythm", 7)):
                with django_assert_num_queries(SCOPE + cost):
                    assert phone.get(path, span="ten_years").status_code == 200


def test_then_and_now_are_the_first_a_year_ago_and_the_newest(ana: Person, ben: Person) -> None:
    today = MONDAY + timedelta(days=900)
    for days, word in ((0, "first"), (300, "second"), (530, "a year ago"), (600, "third"), (890, "last")):
        revealed(MONDAY + timedelta(days=days), (ana, ben), [(1, True), (2, True)], word)
    revealed(MONDAY + timedelta(days=895), (ana, ben), [(1, True), (2, False)], "kept")
    seen = looks(ben, "/insights/then-and-now", today, template="weekly", question="loved")
    assert seen["asked"]["prompt"] == "What would help you feel loved this week?"
    assert [(one["on"], [said["text"] for said in one["said"]]) for one in seen["moments"]] == [
        ("2026-09-07", ["first 1", "first 2"]),
        ("2028-02-19", ["a year ago 1", "a year ago 2"]),
        ("2029-02-13", ["last 1", "last 2"]),
    ]
    assert [said["hue"] for said in seen["moments"][0]["said"]] == ["clay", "sage"]
    assert looks(ana, "/insights/then-and-now", today, template="weekly", question="loved") == seen
    assert {one["question"] for one in seen["choices"]} == {"went_well", "practical", "plan", "loved"}
    other = looks(ana, "/insights/then-and-now", today, template="weekly", question="no-such")
    assert other["asked"] == other["choices"][0]


def test_there_is_no_now_without_a_then(ana: Person, ben: Person) -> None:
    none: dict[str, Any] = {"asked": None, "moments": [], "choices": []}
    assert looks(ana, "/insights/then-and-now") == none
    revealed(MONDAY, (ana, ben), [(1, True), (2, True)], "once")
    assert looks(ana, "/insights/then-and-now") == none


def test_what_another_space_said_is_not_there(ana: Person, ben: Person, cleo: Person) -> None:
    for days in (0, 10):
        revealed(MONDAY + timedelta(days=days), (ana, ben), [(1, True), (2, True)], "ours")
    assert looks(cleo, "/insights/then-and-now", template="weekly", question="loved")["choices"] == []


def test_then_and_now_cost_the_same_however_long_it_was(
    ana: Person, ben: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    revealed(MONDAY, (ana, ben), [(1, True), (2, True)], "words")
    for days in (7, 14, 21):
        revealed(MONDAY + timedelta(days=days), (ana, ben), [(1, True), (2, True)], "words")
        with time_machine.travel(LATER, tick=False):
            phone = Phone(ana)
            with django_assert_num_queries(SCOPE + 7):
                assert phone.get("/insights/then-and-now").status_code == 200


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/insights/closeness", {"span": "a day"}),
        ("/insights/closeness", {"of": "ben"}),
        ("/insights/rhythm", {"span": ""}),
        ("/insights/then-and-now", {"question": "not a slug"}),
        ("/insights/then-and-now", {"on": "2026-01-01"}),
    ],
)
def test_what_cannot_be_asked_is_refused(as_ana: Phone, path: str, asked: dict[str, str]) -> None:
    answer = as_ana.get(path, **asked)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, *asked)
