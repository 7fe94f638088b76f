"""Bringing a file back: all or nothing, strictly read, once."""

import json
from io import BytesIO
from operator import itemgetter
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from pytest_django import DjangoDbBlocker

from backend.accounts.models import Person
from backend.privacy.models import Keepsake
from backend.privacy.rules.contents import SINCE_3
from tests.accounts.conversation import confirm
from tests.checkins.conftest import weekly
from tests.client import Phone
from tests.factories.people import make_person, make_space
from tests.privacy.conftest import EVENING, HERS, HIS, asks_their_own, bring, exported, live, ok, read, zipped
from tests.roles import undone

__all__ = ["weekly"]


@pytest.fixture(scope="module")
def file(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> bytes:
    """What Ana took along, from a life that has been undone since."""
    with django_db_blocker.unblock(), undone():
        ana, ben = make_person("Ana", pronouns="she/her"), make_person("Ben")
        make_space(ana, ben, name="The lighthouse")
        as_ana = Phone(ana)
        live(as_ana, Phone(ben))
        return exported(as_ana)


@pytest.fixture
def data(file: bytes) -> dict[str, Any]:
    found = read(file)
    found["check_ins"].sort(key=itemgetter("template"))
    return found


@pytest.fixture
def somebody_new(db: None) -> Phone:
    person = make_person("", "new@example.org")
    return Phone(person)


def test_what_was_exported_erased_and_brought_back_is_the_same(as_ana: Phone, lived: str) -> None:
    file = exported(as_ana)
    assert as_ana.post("/erasure", key="").status_code == 204
    again = Phone(make_person("", "ana@example.org"))
    assert ok(bring(again, file)) == {"added": 4, "kept": 4}
    before, after = read(file), read(exported(again))
    assert after["check_ins"] == before["check_ins"]
    of_account = {"passkeys", "phones", "here_since"}
    assert {name: value for name, value in after["profile"].items() if name not in of_account} == {
        name: value for name, value in before["profile"].items() if name not in of_account
    }


def test_it_is_there_to_read_beside_what_was_told(somebody_new: Phone, data: dict[str, Any]) -> None:
    bring(somebody_new, zipped(data))
    listed = ok(somebody_new.get("/kept"))
    assert sorted(one["template"] for one in listed) == ["daily", "monthly", "open", "weekly"]
    weekly = next(one for one in listed if one["template"] == "weekly")
    kept = ok(somebody_new.get(f"/kept/{weekly['id']}"))
    assert HERS in str(kept["answers"])
    assert HIS in str(kept["told"])
    assert {one["question"] for one in kept["answers"]} <= {one["id"] for one in kept["questions"]}


def test_a_file_of_the_first_version_can_still_be_brought_back(
    somebody_new: Phone, data: dict[str, Any]
) -> None:
    older = as_of_version_1(data)
    assert ok(bring(somebody_new, zipped(older))) == {"added": 4, "kept": 4}
    assert somebody_new.get("/me").json()["email_as_fallback"] is True
    older["wishes"] = data["wishes"]
    assert bring(somebody_new, zipped(older), "once-more").json()["errors"][0]["field"] == "/wishes"


def test_questions_of_their_own_come_along(as_ana: Phone, as_ben: Phone, lived: str) -> None:
    """As they were asked, though they are others by now; and again out of what was brought back."""
    slug = asks_their_own(as_ana, as_ben)
    file = exported(as_ana)
    versions = [(one["slug"], one["version"]) for one in read(file)["templates"]]
    assert versions == [(slug, 1), (slug, 2)]
    assert as_ana.post("/erasure", key="").status_code == 204
    again = Phone(make_person("", "ana@example.org"))
    assert ok(bring(again, file))["added"] == 5
    listed = next(one for one in ok(again.get("/kept")) if one["template"] == slug)
    assert listed["title"] == EVENING["title"]
    kept = ok(again.get(f"/kept/{listed['id']}"))
    [question] = kept["questions"]
    assert question["prompt"] == "What made you laugh?"
    assert kept["answers"] == [{"question": question["id"], "value": HERS, "shared": True}]
    assert kept["told"] == [{"question": question["id"], "value": HIS}]
    after = read(exported(again))
    assert [(one["space"], one["version"]) for one in after["templates"]] == [(None, 1)]
    third = Phone(make_person("", "third@example.org"))
    assert ok(bring(third, zipped(after)))["added"] == 5


@pytest.mark.parametrize(
    ("at", "value"),
    [
        ("/templates/0/slug", "weekly"),
        ("/templates/1/version", 1),
        ("/templates/0/template/questions/0/kind", "scales"),
        ("/templates/0/template/title", ""),
    ],
)
def test_questions_that_do_not_fit_are_named(as_ana: Phone, as_ben: Phone, at: str, value: object) -> None:
    asks_their_own(as_ana, as_ben)
    data = broken(read(exported(as_ana)), at, value)
    answer = bring(Phone(make_person("", "new@example.org")), zipped(data))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, at)


def as_of_version_1(data: dict[str, Any]) -> dict[str, Any]:
    since = {"every", "nth", "starts_on", "rrule", "window_hours", "rests"}
    return {
        **without(data, {"wishes", *SINCE_3}),
        "version": 1,
        "profile": without(data["profile"], {"email_as_fallback"}),
        "agreements": [without(one, since) for one in data["agreements"]],
        "reminders": without(data["reminders"], {"calendar", "off"}),
    }


def without(words: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in words.items() if name not in names}


def test_it_enters_no_space_and_nobody_else_sees_it(
    somebody_new: Phone, data: dict[str, Any], as_cleo: Phone
) -> None:
    bring(as_cleo, zipped(data))
    assert ok(as_cleo.get("/timeline"))["items"] == []
    kept = ok(as_cleo.get("/kept"))
    assert somebody_new.get(f"/kept/{kept[0]['id']}").status_code == 404
    assert ok(somebody_new.get("/kept")) == []


def test_twice_changes_nothing(somebody_new: Phone, data: dict[str, Any]) -> None:
    assert ok(bring(somebody_new, zipped(data), "once-and-for")) == {"added": 4, "kept": 4}
    assert ok(bring(somebody_new, zipped(data), "once-and-again")) == {"added": 0, "kept": 4}


def test_what_is_still_here_is_not_brought_back(as_ana: Phone, lived: str) -> None:
    assert ok(bring(as_ana, exported(as_ana))) == {"added": 0, "kept": 0}


def test_an_account_with_a_name_keeps_its_own(as_cleo: Phone, data: dict[str, Any]) -> None:
    bring(as_cleo, zipped(data))
    me = ok(as_cleo.get("/me"))
    assert (me["name"], me["pronouns"]) == ("Cleo", "they/them")


def test_json_alone_is_taken_too(somebody_new: Phone, data: dict[str, Any]) -> None:
    assert ok(bring(somebody_new, json.dumps(data).encode()))["added"] == 4


def broken(data: dict[str, Any], at: str, value: Any) -> dict[str, Any]:
    """The file with another value in one place; `...` takes the place out."""
    *way, last = at.strip("/").split("/")
    place: Any = data
    for step in way:
        place = place[int(step) if isinstance(place, list) else step]
    place[int(last) if isinstance(place, list) else last] = value
    return data


@pytest.mark.parametrize(
    ("at", "value"),
    [
        ("/version", 4),
        ("/version", True),
        ("/format", "another"),
        ("/profile/theme", "loud"),
        ("/profile/is_admin", True),
        ("/check_ins/0/version", True),
        ("/check_ins/1/id", "not an id"),
        ("/check_ins/1/template", "unheard-of"),
        ("/check_ins/1/answers/0/value", {"some": "thing else"}),
        ("/check_ins/1/answers/0/question", "unasked"),
        ("/check_ins/1/answers/0/shared", 1),
        ("/check_ins/1/opened_on", "yesterday"),
        ("/check_ins/1/sent_at", "2026-11-22T20:00:00"),
        ("/timeline", {}),
        ("/profile/name", "\x00"),
    ],
)
def test_what_does_not_fit_is_named_by_its_place_and_nothing_is_taken(
    somebody_new: Phone, data: dict[str, Any], at: str, value: Any
) -> None:
    answer = bring(somebody_new, zipped(broken(data, at, value)))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, at)
    assert Keepsake.objects.count() == 0
    assert ok(somebody_new.get("/me"))["name"] == ""


def test_the_last_fault_undoes_the_first_words(somebody_new: Phone, data: dict[str, Any]) -> None:
    data["check_ins"].append(data["check_ins"][0])
    answer = bring(somebody_new, zipped(data))
    assert answer.json()["errors"][0]["field"] == "/check_ins/4/id"
    assert Keepsake.objects.count() == 0


def test_a_missing_field_is_named(somebody_new: Phone, data: dict[str, Any]) -> None:
    del data["check_ins"][2]["told"]
    assert bring(somebody_new, zipped(data)).json()["errors"][0]["field"] == "/check_ins/2/told"


def test_what_was_told_without_a_reveal_is_refused(somebody_new: Phone, data: dict[str, Any]) -> None:
    number = next(i for i, one in enumerate(data["check_ins"]) if one["told"])
    data["check_ins"][number]["revealed_on"] = None
    assert bring(somebody_new, zipped(data)).json()["errors"][0]["field"] == f"/check_ins/{number}/told"


@pytest.mark.parametrize(
    "file", [b"", b"PK", b"PK\x03\x04nothing", b"[" * 100_000, b'{"format": "\\ud800"}', b"null", b"\xff\xfe"]
)
def test_nonsense_is_refused_kindly(somebody_new: Phone, file: bytes) -> None:
    answer = bring(somebody_new, file)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_what_is_too_large_is_not_unpacked(somebody_new: Phone) -> None:
    assert bring(somebody_new, b"{" + b" " * 5_000_000).status_code == 400
    bomb = zipped("0" * 17_000_000)
    assert len(bomb) > 4_000_000 or bring(somebody_new, bomb).status_code == 400


def test_a_small_file_that_grows_is_stopped(somebody_new: Phone) -> None:
    packing = BytesIO()
    with ZipFile(packing, "w", ZIP_DEFLATED) as into:
        into.writestr("my-data.json", b" " * 30_000_000)
    assert len(packing.getvalue()) < 100_000
    answer = bring(somebody_new, packing.getvalue())
    assert (answer.status_code, "larger" in answer.json()["errors"][0]["detail"]) == (400, True)


def test_words_are_sealed(somebody_new: Phone, data: dict[str, Any]) -> None:
    bring(somebody_new, zipped(data))
    assert HERS.encode() not in b"".join(bytes(one.words) for one in Keepsake.objects.all())
    assert Person.objects.get(email="new@example.org").open("name") == "Ana"


def test_it_costs_a_bounded_number_of_queries(
    somebody_new: Phone, data: dict[str, Any], django_assert_max_num_queries: Any
) -> None:
    confirm(somebody_new)
    with django_assert_max_num_queries(30):
        bring(somebody_new, zipped(data))
