"""What one keeps to oneself is not there for the other: no word, number, order, message or moment."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from backend.accounts.models import Person
from backend.boundaries.models import Draft, Limit, Note, Wording
from backend.core.scope import acting, house
from backend.notifications.models import Message
from backend.spaces.models import Space
from backend.timeline.models import Event
from tests.boundaries.conftest import ON_CALL, PHONES, QUIET, path, proposed, version
from tests.client import Phone
from tests.privacy.conftest import ok

pytestmark = pytest.mark.django_db
BIRD = "bullfinch"
SECRET = {part: f"{part} {BIRD}" for part in PHONES}
Agreement = dict[str, Any]


def everything(phone: Phone, agreement: Agreement) -> list[tuple[int, bytes, list[tuple[str, str]]]]:
    """Every byte somebody can fetch: status, body, headers."""
    paths = ["/me", "/space", "/today", "/timeline", "/boundaries", path(agreement), "/upcoming", "/exports"]
    answers = [phone.get(each) for each in paths]
    return [(one.status_code, one.content, sorted(one.items())) for one in answers]


def keeps(phone: Phone, about: object, words: dict[str, str] = SECRET, **more: str) -> None:
    body = {"kind": "agreement", "words": words, **more}
    assert phone.put(f"/drafts/{about}", body).status_code == 204


def drafts_something_new(ana: Phone, agreed: Agreement) -> None:
    keeps(ana, uuid4(), review_on="2027-01-01")


def drafts_a_charter(ana: Phone, agreed: Agreement) -> None:
    keeps(ana, uuid4(), kind="charter")


def drafts_a_change(ana: Phone, agreed: Agreement) -> None:
    keeps(ana, agreed["id"])


def drafts_and_lets_go(ana: Phone, agreed: Agreement) -> None:
    drafts_a_change(ana, agreed)
    assert ana.delete(f"/drafts/{agreed['id']}").status_code == 204


def sets_a_limit(ana: Phone, agreed: Agreement) -> None:
    ok(ana.post("/limits", {"words": SECRET, "shared": False}), 201)


def tells_a_limit_and_takes_it_back(ana: Phone, agreed: Agreement) -> None:
    limit = ok(ana.post("/limits", {"words": SECRET, "shared": True}), 201)
    ok(ana.patch(f"/limits/{limit['id']}", {"shared": False}))
    ok(ana.post(f"/limits/{limit['id']}/wordings", {"words": SECRET}), 201)


def lets_a_limit_go(ana: Phone, agreed: Agreement) -> None:
    limit = ok(ana.post("/limits", {"words": SECRET, "shared": False}), 201)
    assert ana.delete(f"/limits/{limit['id']}").status_code == 204


def notes_something(ana: Phone, agreed: Agreement) -> None:
    ok(ana.put(path(agreed, "note"), {"text": BIRD}))


ACTS = [
    drafts_something_new,
    drafts_a_charter,
    drafts_a_change,
    drafts_and_lets_go,
    sets_a_limit,
    tells_a_limit_and_takes_it_back,
    lets_a_limit_go,
    notes_something,
]


@pytest.mark.parametrize("act", ACTS)
def test_what_ana_keeps_changes_nothing_ben_can_fetch(
    as_ana: Phone, as_ben: Phone, agreed: Agreement, act: Callable[[Phone, Agreement], None]
) -> None:
    before = everything(as_ben, agreed)
    told = (Message.objects.count(), Event.objects.count())
    act(as_ana, agreed)
    assert everything(as_ben, agreed) == before
    assert (Message.objects.count(), Event.objects.count()) == told


@pytest.mark.parametrize("act", ACTS)
def test_what_ana_keeps_changes_nothing_of_what_ben_does(
    as_ana: Phone, as_ben: Phone, agreed: Agreement, act: Callable[[Phone, Agreement], None]
) -> None:
    """He proposes and counters as if nothing were there; and no limit of his is nearer for it."""
    act(as_ana, agreed)
    change = ok(as_ben.post(path(agreed, "versions"), {"words": ON_CALL}), 201)
    charter = proposed(as_ben, kind="charter")
    limit = ok(as_ben.post("/limits", {"words": QUIET, "shared": False}), 201)
    keeps(as_ben, agreed["id"], QUIET)
    for answer in (change, charter, limit, ok(as_ben.get("/boundaries")), ok(as_ben.get(path(agreed)))):
        assert BIRD not in str(answer)


def test_a_draft_that_is_proposed_is_gone_as_a_draft(as_ana: Phone, as_ben: Phone) -> None:
    about = str(uuid4())
    keeps(as_ana, about)
    assert [one["words"] for one in ok(as_ana.get("/boundaries"))["drafts"]] == [SECRET]
    agreement = proposed(as_ana, draft=about)
    assert ok(as_ana.get("/boundaries"))["drafts"] == []
    keeps(as_ben, agreement["id"])
    ok(as_ben.post(path(agreement, "versions"), {"words": PHONES, "instead_of": agreement["open"]}), 201)
    assert ok(as_ben.get("/boundaries"))["drafts"] == []


def test_two_drafts_about_one_thing_know_nothing_of_each_other(
    as_ana: Phone, as_ben: Phone, agreed: Agreement
) -> None:
    keeps(as_ana, agreed["id"])
    keeps(as_ben, agreed["id"], QUIET)
    assert as_ben.delete(f"/drafts/{agreed['id']}").status_code == 204
    assert [one["words"] for one in ok(as_ana.get("/boundaries"))["drafts"]] == [SECRET]


def test_a_note_is_one_text_without_a_day(as_ana: Phone, agreed: Agreement) -> None:
    for text in ("hard today", "easier today"):
        assert ok(as_ana.put(path(agreed, "note"), {"text": text}))["note"] == text
    assert Note.objects.count() <= 1
    assert ok(as_ana.put(path(agreed, "note"), {"text": ""}))["note"] == ""


def test_what_was_never_agreed_has_no_note(as_ana: Phone, open_one: Agreement) -> None:
    assert as_ana.put(path(open_one, "note"), {"text": BIRD}).status_code == 404


def test_the_database_lets_nobody_else_near(
    as_ana: Phone, ana: Person, ben: Person, space: Space, agreed: Agreement
) -> None:
    """Neither the other, nor those who work for all; and it is there for its author."""
    drafts_a_change(as_ana, agreed)
    sets_a_limit(as_ana, agreed)
    notes_something(as_ana, agreed)
    with acting(person_id=ben.pk, space_id=space.pk):
        seen = [model.objects.count() for model in (Draft, Note, Limit, Wording)]
    with house():
        worked = [model.objects.count() for model in (Draft, Note, Limit, Wording)]
    with acting(person_id=ana.pk, space_id=space.pk):
        own = [model.objects.count() for model in (Draft, Note, Limit, Wording)]
    assert (seen, worked, own) == ([0] * 4, [0] * 4, [1] * 4)


def test_the_database_lets_nobody_agree_to_their_own_words(
    as_ana: Phone, ana: Person, ben: Person, space: Space, open_one: Agreement
) -> None:
    """Neither as oneself, nor in the other's name."""
    insert = (
        "insert into boundaries_consent (id, created_at, space_id, version_id, seat, agreed_at)"
        " values (gen_random_uuid(), now(), %s, %s, %s, now())"
    )
    for person, seat, is_let in ((ana, 1, False), (ana, 2, False), (ben, 1, False), (ben, 2, True)):
        with acting(person_id=person.pk, space_id=space.pk), connection.cursor() as cursor:
            tried = [space.pk, open_one["open"], seat]
            if is_let:
                cursor.execute(insert, tried)
                continue
            cursor.execute("savepoint before")
            with pytest.raises(Exception, match="row-level security"):
                cursor.execute(insert, tried)
            cursor.execute("rollback to savepoint before")


def test_both_see_the_same_history(as_ana: Phone, as_ben: Phone, agreed: Agreement) -> None:
    change = ok(as_ana.post(path(agreed, "versions"), {"words": ON_CALL}), 201)
    ok(as_ben.put(version(change, "refusal"), None))
    hers, his = (ok(phone.get(path(agreed)))["versions"] for phone in (as_ana, as_ben))
    assert [one | {"by_me": None} for one in hers] == [one | {"by_me": None} for one in his]
    assert [one["by_me"] for one in hers] == [not one["by_me"] for one in his]
