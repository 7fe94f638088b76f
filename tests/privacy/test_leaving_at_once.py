"""Leaving at the same moment as something else: one of the two comes first, and both know which."""

from typing import Any

import pytest
from django.core import mail

from backend.accounts.models import Person
from backend.checkins.models import Answer, CheckIn, Reveal
from backend.core.scope import acting
from backend.spaces.models import Membership, Space
from tests.accounts.conversation import confirm
from tests.checkins.conftest import answers
from tests.client import Phone
from tests.factories.people import make_person, make_space
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TURNS = pytest.mark.parametrize("turn", range(5))
QUIETLY = {"quietly": True}


@pytest.fixture
def two() -> tuple[Phone, Phone]:
    """Ana, who is about to leave, and Ben."""
    ana, ben = make_person("Ana"), make_person("Ben")
    make_space(ana, ben)
    return confirmed(ana), confirmed(ben)


def confirmed(person: Person) -> Phone:
    phone = Phone(person)
    confirm(phone)
    mail.outbox.clear()
    return phone


def begun(phone: Phone) -> tuple[str, dict[str, Any]]:
    check_in = phone.post("/checkins", {"template": "weekly"}).json()
    return f"/checkins/{check_in['id']}", answers(check_in)


@TURNS
def test_both_leave(two: tuple[Phone, Phone], turn: int) -> None:
    ana, ben = two
    done = at_once(lambda: ana.delete("/space", QUIETLY), lambda: ben.delete("/space", {"quietly": False}))
    assert [answer.status_code for answer in done] == [204, 204]
    assert not Membership.objects.active().exists()
    assert Space.objects.get().closed_at


@TURNS
def test_two_phones_of_one_person_leave(two: tuple[Phone, Phone], turn: int) -> None:
    ana, _ = two
    other = confirmed(Person.objects.get(email="ana@example.org"))
    done = at_once(lambda: ana.delete("/space", QUIETLY), lambda: other.delete("/space", QUIETLY))
    assert [answer.status_code for answer in done] == [204, 204]
    assert Membership.objects.active().count() == 1


@TURNS
def test_one_leaves_while_the_last_side_is_sent(two: tuple[Phone, Phone], turn: int) -> None:
    """Either it was revealed before, or the words never got in."""
    ana, ben = two
    path, words = begun(ana)
    ana.post(f"{path}/sending", words)
    left, sent = at_once(lambda: ana.delete("/space", QUIETLY), lambda: ben.post(f"{path}/sending", words))
    assert left.status_code == 204
    with acting(person_id=Person.objects.get(email="ben@example.org").pk):
        hers = Answer.objects.exists()
    assert (sent.status_code, hers, Reveal.objects.exists()) in {(201, True, True), (409, False, False)}
    assert ben.get(path).json()["state"] == ("revealed" if hers else "closed")


@TURNS
def test_one_leaves_while_somebody_comes_in(turn: int) -> None:
    ana = make_person("Ana")
    make_space(ana)
    hers, his = confirmed(ana), Phone(make_person("Ben"))
    code = hers.post("/space/invitation").json()["code"]
    left, came = at_once(
        lambda: hers.delete("/space", QUIETLY), lambda: his.post("/memberships", {"code": code})
    )
    assert (left.status_code, hers.get("/space").status_code) == (204, 404)
    assert came.status_code in {201, 409, 410}
    assert his.get("/space").status_code == (200 if came.status_code == 201 else 404)


@TURNS
def test_one_leaves_while_a_check_in_is_started(two: tuple[Phone, Phone], turn: int) -> None:
    ana, ben = two
    left, started = at_once(
        lambda: ana.delete("/space", QUIETLY), lambda: ben.post("/checkins", {"template": "daily"})
    )
    assert left.status_code == 204
    assert started.status_code in {201, 409}
    assert CheckIn.objects.count() == (started.status_code == 201)


@TURNS
def test_one_person_sends_and_leaves(two: tuple[Phone, Phone], turn: int) -> None:
    """The same rows, the other way round: neither waits for the other for ever."""
    ana, _ = two
    path, words = begun(ana)
    other = Phone(Person.objects.get(email="ana@example.org"))
    left, sent = at_once(lambda: ana.delete("/space", QUIETLY), lambda: other.post(f"{path}/sending", words))
    assert left.status_code == 204
    # The answer to what was sent in time may find its author gone.
    assert sent.status_code in {201, 404, 409}
