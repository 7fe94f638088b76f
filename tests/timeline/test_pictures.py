"""Pictures need both, and nobody's silence is told apart from a no."""

from backend.accounts.models import Person
from backend.privacy.services import leave
from backend.spaces.models import Membership, Space
from backend.timeline.models import PictureConsent
from backend.timeline.services import both_want_pictures
from tests.client import Phone

CONSENT = "/insights/consent"


def test_they_appear_when_both_want_them_and_go_when_one_does_not(as_ana: Phone, as_ben: Phone) -> None:
    assert as_ana.get(CONSENT).json() == {"mine": False, "on": False}
    assert as_ana.put(CONSENT, {}).json() == {"mine": True, "on": False}
    assert as_ana.put(CONSENT, {}).json() == {"mine": True, "on": False}
    assert as_ben.put(CONSENT, {}).json() == {"mine": True, "on": True}
    assert as_ana.get(CONSENT).json() == {"mine": True, "on": True}
    assert as_ben.delete(CONSENT).json() == {"mine": False, "on": False}
    assert as_ben.delete(CONSENT).json() == {"mine": False, "on": False}
    assert as_ana.get(CONSENT).json() == {"mine": True, "on": False}


def test_a_wish_taken_back_looks_like_one_never_said(as_ana: Phone, as_ben: Phone) -> None:
    as_ana.put(CONSENT, {})
    before = as_ana.get(CONSENT)
    as_ben.put(CONSENT, {})
    as_ben.delete(CONSENT)
    assert as_ana.get(CONSENT).content == before.content


def test_who_has_not_said_yes_learns_nothing_of_the_other(as_ana: Phone, as_ben: Phone) -> None:
    before = as_ana.get(CONSENT)
    as_ben.put(CONSENT, {})
    assert as_ana.get(CONSENT).content == before.content


def test_one_alone_has_none(as_cleo: Phone) -> None:
    assert as_cleo.put(CONSENT, {}).json() == {"mine": True, "on": False}


def test_they_end_when_somebody_leaves(as_ana: Phone, as_ben: Phone, ben: Person, space: Space) -> None:
    for phone in (as_ana, as_ben):
        phone.put(CONSENT, {})
    seat = Membership.objects.select_related("space").get(person__email="ana@example.org")
    assert both_want_pictures(membership=seat)
    leave(person=ben, quietly=True)
    assert as_ana.get(CONSENT).json() == {"mine": True, "on": False}


def test_nothing_else_may_be_sent(as_ana: Phone) -> None:
    assert as_ana.put(CONSENT, {"for": "ben"}).status_code == 400
    assert PictureConsent.objects.count() == 0
