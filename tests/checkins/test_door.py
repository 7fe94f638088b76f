"""The first wall by itself: what `visible_to` lets through, before any view looks at it."""

from typing import Any

import pytest

from backend.accounts.models import Person
from backend.checkins.models import Answer, CheckIn, Sheet
from backend.checkins.services import is_offered, own_templates
from backend.spaces.models import Membership
from backend.spaces.services import accept_invitation, invite
from tests.checkins.conftest import answers
from tests.checkins.own import evening
from tests.client import Phone
from tests.factories.people import make_person

__all__ = ["evening"]
Weekly = dict[str, Any]
pytestmark = pytest.mark.usefixtures("first_wall_alone")


def seat(person: Person) -> Membership:
    return Membership.objects.active().get(person=person)


def send(phone: Phone, weekly: Weekly, *, shared: bool) -> None:
    phone.post(f"/checkins/{weekly['id']}/sending", answers(weekly, shared=shared))


def test_before_the_reveal_ones_own_answers_alone(
    as_ana: Phone, as_ben: Phone, ana: Person, weekly: Weekly
) -> None:
    send(as_ben, weekly, shared=True)
    assert not Answer.objects.visible_to(seat(ana)).exists()


def test_after_the_reveal_the_others_only_where_shared(
    as_ana: Phone, as_ben: Phone, ana: Person, ben: Person, weekly: Weekly
) -> None:
    send(as_ben, weekly, shared=False)
    send(as_ana, weekly, shared=True)
    authors = {
        viewer: set(Answer.objects.visible_to(seat(viewer)).values_list("author", flat=True))
        for viewer in (ana, ben)
    }
    assert authors == {ana: {ana.pk}, ben: {ana.pk, ben.pk}}


def test_sheets_are_ones_own(as_ana: Phone, ana: Person, ben: Person, weekly: Weekly) -> None:
    assert Sheet.objects.visible_to(seat(ana)).get().person == ana


def test_a_check_in_is_there_for_who_was_asked(as_cleo: Phone, cleo: Person) -> None:
    check_in = as_cleo.post("/checkins", {"template": "daily"}).json()
    as_cleo.post(f"/checkins/{check_in['id']}/sending", answers(check_in))
    dana = make_person("Dana")
    accept_invitation(person=dana, code=invite(membership=seat(cleo)).open("code"))
    assert not CheckIn.objects.visible_to(seat(dana)).exists()
    assert not Answer.objects.visible_to(seat(dana)).exists()
    assert CheckIn.objects.visible_to(seat(cleo)).exists()


def test_what_two_have_written_is_offered_to_them_alone(ana: Person, cleo: Person, evening: str) -> None:
    for person, theirs in ((ana, True), (cleo, False)):
        assert is_offered(seat(person), evening) is theirs
        assert own_templates(seat(person)).exists() is theirs
