"""A promise: made, then kept, changed or let go by its author; and each of these taken back."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from backend.accounts.models import Person
from backend.core import scope
from backend.spaces.models import Membership, Space
from backend.successes.models import PromiseOutcome
from backend.successes.services.promised import PAGE
from backend.successes.services.promising import MOST_OPEN
from backend.timeline.models import Event
from backend.timeline.services import tell
from tests.client import SCOPE, Phone
from tests.successes.promising import FRIDAY, SOUP, WEDNESDAY_NOON, became, promised, refusal, texts
from tests.together import at_once


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(WEDNESDAY_NOON, tick=False) as traveller:
        yield traveller


def test_a_promise_has_exactly_what_was_promised(as_ana: Phone, as_ben: Phone) -> None:
    made = promised(as_ana)
    assert made == {
        "id": made["id"],
        "mine": True,
        "text": SOUP,
        "by": FRIDAY,
        "made_on": "2026-11-25",
        "shared": True,
        "remind": False,
        "check_in": None,
        "said": False,
        "follows": None,
        "outcome": None,
    }
    assert as_ben.get(f"/promises/{made['id']}").json() == made | {"mine": False}


def test_whether_one_is_reminded_is_nobody_elses_to_know(as_ana: Phone, as_ben: Phone) -> None:
    made = promised(as_ana, remind=True)
    assert made["remind"] is True
    assert as_ben.get(f"/promises/{made['id']}").json()["remind"] is False


def test_a_private_one_is_its_authors_alone(as_ana: Phone, as_ben: Phone, as_cleo: Phone) -> None:
    made = promised(as_ana, shared=False)
    assert (texts(as_ana), texts(as_ben), texts(as_cleo)) == ([SOUP], [], [])
    for phone in (as_ben, as_cleo):
        assert refusal(phone.get(f"/promises/{made['id']}")) == (404, "not_found")
        assert refusal(became(phone, made, "kept")) == (404, "not_found")


def test_only_its_author_says_what_became_of_it(as_ana: Phone, as_ben: Phone) -> None:
    made = promised(as_ana)
    at = f"/promises/{made['id']}"
    for answer in (
        became(as_ben, made, "kept"),
        as_ben.delete(f"{at}/outcome"),
        as_ben.patch(at, {"shared": False}),
        as_ben.delete(at),
        as_ben.post(f"{at}/renegotiation", {"text": "another"}),
    ):
        assert refusal(answer) == (403, "forbidden")
    assert as_ana.get(at).json() == made


def test_while_one_is_alone_it_is_private(as_cleo: Phone, ben: Person) -> None:
    """Whoever joins later was not there."""
    made = promised(as_cleo, shared=True)
    assert made["shared"] is False
    code = as_cleo.post("/space/invitation").json()["code"]
    as_ben = Phone(ben)
    assert as_ben.post("/memberships", {"code": code}).status_code == 201
    assert texts(as_ben) == []
    assert as_cleo.patch(f"/promises/{made['id']}", {"shared": True}).json()["shared"] is True
    assert texts(as_ben) == [SOUP]


def test_kept_stands_on_the_timeline_until_it_is_taken_back(
    as_ana: Phone, as_ben: Phone, ana: Person, space: Space
) -> None:
    made = promised(as_ana)
    said = became(as_ana, made, "kept").json()
    assert said["outcome"] == {"became": "kept", "on": "2026-11-25"}
    [event] = as_ben.get("/timeline").json()["items"]
    assert (event["verb"], event["subject"]) == ("kept", {"kind": "promise", "id": made["id"]})
    assert (texts(as_ben), texts(as_ben, "past")) == ([], [SOUP])
    seat = Membership.objects.get(person=ana)
    with scope.acting(person_id=ana.pk, space_id=space.pk):
        [told] = tell(membership=seat, events=Event.objects.visible_to(seat)).values()
    assert (told.text, str(told.link_id), told.author_id) == (SOUP, made["id"], ana.pk)
    assert as_ana.delete(f"/promises/{made['id']}/outcome").json() == made
    assert as_ben.get("/timeline").json()["items"] == []


def test_what_is_let_go_is_told_to_no_timeline(as_ana: Phone, as_ben: Phone) -> None:
    became(as_ana, promised(as_ana), "let_go")
    assert as_ana.get("/timeline").json()["items"] == []
    assert texts(as_ben, "past") == [SOUP]


def test_a_private_one_that_was_kept_is_on_ones_own_timeline(
    as_ana: Phone, as_ben: Phone, ana: Person
) -> None:
    made = promised(as_ana, shared=False)
    became(as_ana, made, "kept")
    assert Event.objects.get().only_for_id == ana.pk, "else its day would be told without its words"
    seen = [len(phone.get("/timeline").json()["items"]) for phone in (as_ana, as_ben)]
    assert seen == [1, 0]
    as_ana.patch(f"/promises/{made['id']}", {"shared": True})
    assert [len(phone.get("/timeline").json()["items"]) for phone in (as_ana, as_ben)] == [1, 1]
    as_ana.patch(f"/promises/{made['id']}", {"shared": False})
    assert [len(phone.get("/timeline").json()["items"]) for phone in (as_ana, as_ben)] == [1, 0]


def test_saying_it_twice_is_saying_it_once(as_ana: Phone) -> None:
    made = promised(as_ana)
    assert became(as_ana, made, "kept").json() == became(as_ana, made, "kept").json()
    assert len(as_ana.get("/timeline").json()["items"]) == 1
    for _ in range(2):
        assert as_ana.delete(f"/promises/{made['id']}/outcome").json() == made


def test_of_two_words_the_first_holds_and_the_refusal_says_which(as_ana: Phone) -> None:
    kept, let_go = promised(as_ana), promised(as_ana)
    became(as_ana, kept, "kept")
    became(as_ana, let_go, "let_go")
    assert refusal(became(as_ana, kept, "let_go")) == (409, "already_kept")
    assert refusal(became(as_ana, let_go, "kept")) == (409, "already_let_go")


def test_a_change_takes_its_place_and_keeps_what_was_before(as_ana: Phone, as_ben: Phone) -> None:
    made = promised(as_ana)
    at = f"/promises/{made['id']}"
    instead = as_ana.post(f"{at}/renegotiation", {"text": "The soup on Sunday", "by": "2026-11-29"}).json()
    assert (instead["follows"], instead["shared"]) == (made["id"], True)
    assert (texts(as_ben), texts(as_ben, "past")) == (["The soup on Sunday"], [])
    before = as_ben.get(at).json()
    assert (before["text"], before["outcome"]["became"]) == (SOUP, "renegotiated")
    for answer in (
        became(as_ana, made, "kept"),
        as_ana.delete(f"{at}/outcome"),
        as_ana.delete(at),
        as_ana.post(f"{at}/renegotiation", {"text": "again"}),
    ):
        assert refusal(answer) == (409, "already_renegotiated")
    assert as_ana.delete(f"/promises/{instead['id']}").status_code == 204
    assert as_ana.get(at).json() == made, "the one before is open again"


def test_what_is_taken_back_is_nowhere(as_ana: Phone, as_ben: Phone) -> None:
    made = promised(as_ana)
    became(as_ana, made, "kept")
    assert as_ana.delete(f"/promises/{made['id']}").status_code == 204
    assert refusal(as_ana.delete(f"/promises/{made['id']}")) == (404, "not_found")
    assert as_ben.get("/promises").json() == {"open": [], "past": [], "next": None}
    assert as_ben.get("/timeline").json()["items"] == []


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"text": "  "}, "text"),
        ({"text": "a" * 301}, "text"),
        ({"text": SOUP, "by": "2026-11-24"}, "by"),
        ({"text": SOUP, "by": "2028-11-24"}, "by"),
        ({"text": SOUP, "remind": True}, "remind"),
        ({"text": SOUP, "by": "2026-11-25", "remind": True}, "remind"),
        ({"text": SOUP, "check_in": "6ff4f5b0-9a53-4b0e-8c61-6f0f4d6b2a17"}, "check_in"),
        ({"text": SOUP, "score": 3}, "score"),
    ],
)
def test_what_does_not_fit_is_named(as_ana: Phone, words: dict[str, object], field: str) -> None:
    answer = as_ana.post("/promises", words)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_nobody_carries_more_than_thirty(as_ana: Phone) -> None:
    made = [promised(as_ana) for _ in range(MOST_OPEN)]
    assert refusal(as_ana.post("/promises", {"text": "one more"})) == (409, "too_many_promises")
    became(as_ana, made[0], "let_go")
    promised(as_ana, "one more")


def test_whichever_day_comes_first_stands_first(as_ana: Phone, as_ben: Phone) -> None:
    promised(as_ana, "some day", by=None)
    promised(as_ben, "sunday", by="2026-11-29")
    promised(as_ana, "friday")
    assert texts(as_ana) == texts(as_ben) == ["friday", "sunday", "some day"]


def test_what_is_past_comes_page_by_page(as_ana: Phone, clock: time_machine.Traveller) -> None:
    for number in range(PAGE + 1):
        clock.shift(timedelta(minutes=1))
        became(as_ana, promised(as_ana, str(number)), "kept" if number % 2 else "let_go")
    first = as_ana.get("/promises").json()
    assert [one["text"] for one in first["past"]] == [str(number) for number in range(PAGE, 0, -1)]
    second = as_ana.get("/promises", cursor=first["next"]).json()
    assert (second["open"], [one["text"] for one in second["past"]], second["next"]) == ([], ["0"], None)
    assert as_ana.get("/promises", cursor="nonsense").status_code == 400


def test_reading_takes_as_many_queries_for_many_as_for_one(
    as_ana: Phone, as_ben: Phone, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for phone in (as_ana, as_ben):
        for how in ("kept", "let_go"):
            became(phone, promised(phone), how)
            promised(phone)
    with django_assert_max_num_queries(SCOPE + 6):
        assert len(as_ana.get("/promises").json()["open"]) == 4


def test_pictures_say_how_they_went_and_never_whose(
    as_ana: Phone, as_ben: Phone, ana: Person, ben: Person, clock: time_machine.Traveller
) -> None:
    for phone in (as_ana, as_ben):
        phone.put("/insights/consent", {})
    became(as_ana, promised(as_ana), "kept")
    became(as_ben, promised(as_ben), "kept")
    became(as_ben, promised(as_ben, shared=False), "let_go")
    as_ana.post(f"/promises/{promised(as_ana)['id']}/renegotiation", {"text": "later"})
    for month in (12, 1, 2):
        assert Phone(ana).get("/insights/promises").json() == {"months": []}, "too few to see anything in"
        clock.move_to(f"{2027 - (month == 12)}-{month:02}-15T12:00:00+00:00")
        became(Phone(ben), promised(Phone(ben), by=None), "let_go")
    seen = [Phone(person).get("/insights/promises").json() for person in (ana, ben)]
    assert seen[0] == seen[1]
    assert seen[0]["months"][0] == {"month": "2026-11-01", "kept": 2, "changed": 1, "let_go": 0}
    assert [month["let_go"] for month in seen[0]["months"]] == [0, 1, 1, 1]
    Phone(ben).delete("/insights/consent")
    assert refusal(Phone(ana).get("/insights/promises")) == (403, "pictures_off")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(4))
def test_two_phones_that_say_different_things_at_once_leave_one(
    turn: int, as_ana: Phone, ana: Person
) -> None:
    made = promised(as_ana)
    phones = [Phone(ana), Phone(ana)]
    answers = at_once(
        lambda: became(phones[0], made, "kept"),
        lambda: became(phones[1], made, "let_go"),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    with scope.acting(person_id=ana.pk):
        found = PromiseOutcome.objects.get(promise=UUID(made["id"])).became
    [lost] = [answer.json()["code"] for answer in answers if answer.status_code == 409]
    assert lost == f"already_{found}"
