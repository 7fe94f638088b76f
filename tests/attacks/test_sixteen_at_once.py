"""Sixteen at the same moment: each has one clear outcome, and what they leave behind is one thing.

There is nothing yet to agree on that both must say yes to; two people who start the same check-in or the same
rhythm at once stand for it.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

import pytest

from backend.accounts.models import Person
from backend.checkins.models import CheckIn, Reveal, Sheet
from backend.schedules.models import Schedule
from backend.schedules.services import MOST_PER_SPACE
from backend.spaces.models import Membership, Space
from tests.accounts.conversation import confirm
from tests.architecture.world import OWN
from tests.checkins.conftest import answers
from tests.client import Answer, Phone
from tests.factories.people import make_person, make_space
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
SIXTEEN = 16
DAILY = {"template": "daily", "repeat": "daily", "at": "20:00", "time_zone": "Europe/Berlin"}


def _told(*acts: Callable[[], Answer]) -> Counter[tuple[int, str]]:
    """What each was answered, as status and code."""
    return Counter((one.status_code, _code(one)) for one in at_once(*acts))


def _code(one: Answer) -> str:
    return str(one.json().get("code", "")) if one.status_code >= 400 else ""


def _phones(*people: Person) -> list[Phone]:
    """Sixteen phones, shared out among these."""
    return [Phone(people[number % len(people)]) for number in range(SIXTEEN)]


def _each(phones: Sequence[Phone], act: Callable[[Phone], Answer]) -> list[Callable[[], Answer]]:
    return [lambda phone=phone: act(phone) for phone in phones]  # type: ignore[misc]


def test_one_of_sixteen_sendings_counts(as_ana: Phone, ana: Person) -> None:
    check_in = as_ana.post("/checkins", {"template": "daily"}).json()
    path = f"/checkins/{check_in['id']}/sending"
    words = [answers(check_in, f"word {number}") for number in range(SIXTEEN)]
    phones = _phones(ana)
    told = _told(*[lambda n=n: phones[n].post(path, words[n]) for n in range(SIXTEEN)])
    assert told == {(201, ""): 1, (409, "already_sent"): SIXTEEN - 1}
    assert Sheet.objects.exclude(sent_at=None).count() == 1
    assert len(as_ana.get(f"/checkins/{check_in['id']}").json()["answers"]) == len(check_in["questions"])


def test_sixteen_times_the_same_sending_is_one(as_ana: Phone, ana: Person) -> None:
    check_in = as_ana.post("/checkins", {"template": "daily"}).json()
    path, words = f"/checkins/{check_in['id']}/sending", answers(check_in)
    told = _told(*_each(_phones(ana), lambda phone: phone.post(path, words, key="one-and-the-same")))
    assert set(told) <= {(201, ""), (409, "idempotency_in_flight")}
    assert told[(201, "")] >= 1
    assert len(as_ana.get(f"/checkins/{check_in['id']}").json()["answers"]) == len(check_in["questions"])


def test_both_sending_sixteen_times_make_one_reveal(as_ana: Phone, ana: Person, ben: Person) -> None:
    check_in = as_ana.post("/checkins", {"template": "daily"}).json()
    path, words = f"/checkins/{check_in['id']}/sending", answers(check_in)
    told = _told(*_each(_phones(ana, ben), lambda phone: phone.post(path, words)))
    assert told[(201, "")] == 2
    assert set(told) <= {(201, ""), (409, "already_sent"), (409, "already_revealed")}
    assert Reveal.objects.count() == 1


def test_one_of_sixteen_guests_comes_in(db: None) -> None:
    ana = make_person("Ana")
    make_space(ana)
    code = Phone(ana).post("/space/invitation").json()["code"]
    guests = [Phone(make_person(f"Guest{number}")) for number in range(SIXTEEN)]
    told = _told(*_each(guests, lambda phone: phone.post("/memberships", {"code": code})))
    assert told == {(201, ""): 1, (410, "invitation_gone"): SIXTEEN - 1}
    assert Membership.objects.count() == 2


def test_one_of_sixteen_starts_opens_a_check_in(space: Space, ana: Person, ben: Person) -> None:
    told = _told(*_each(_phones(ana, ben), lambda phone: phone.post("/checkins", {"template": "daily"})))
    assert told == {(201, ""): 1, (409, "already_open"): SIXTEEN - 1}
    assert CheckIn.objects.count() == 1


def test_one_of_sixteen_rhythms_is_agreed_on(space: Space, ana: Person, ben: Person) -> None:
    told = _told(*_each(_phones(ana, ben), lambda phone: phone.post("/schedules", DAILY)))
    assert told == {(201, ""): 1, (409, "schedule_exists"): SIXTEEN - 1}
    assert Schedule.objects.count() == 1


def test_sixteen_new_rhythms_stop_at_the_most_there_may_be(space: Space, ana: Person, ben: Person) -> None:
    assert Phone(ana).post("/schedules", {**DAILY, "template": "daily"}).status_code == 201
    rhythm = Schedule.objects.get()
    for number in range(MOST_PER_SPACE - 4):
        rhythm.pk, rhythm.subject, rhythm._state.adding = uuid4(), f"t{number}", True
        rhythm.save()
    own = [Phone(ana).post("/space/templates", OWN).json()["slug"] for _ in range(SIXTEEN)]
    phones = _phones(ana, ben)
    bodies: list[dict[str, Any]] = [{**DAILY, "template": slug} for slug in own]
    told = _told(*[lambda n=n: phones[n].post("/schedules", bodies[n]) for n in range(SIXTEEN)])
    assert told == {(201, ""): 3, (409, "too_many_schedules"): SIXTEEN - 3}
    assert Schedule.objects.count() == MOST_PER_SPACE


def test_leaving_sixteen_times_is_leaving_once(space: Space, ana: Person, ben: Person) -> None:
    phones = _phones(ana, ben)
    for first in phones[:2]:
        confirm(first)
    for number, phone in enumerate(phones):
        phone.http.cookies = phones[number % 2].http.cookies
    told = _told(*_each(phones, lambda phone: phone.delete("/space", {"quietly": True})))
    assert told[(204, "")] >= 1
    assert set(told) <= {(204, ""), (404, "no_space"), (409, "space_closed")}
    space.refresh_from_db()
    assert space.closed_at
    assert Membership.objects.exclude(left_at=None).exists()
