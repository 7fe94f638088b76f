"""Two people, or two phones, at the same moment: one clear outcome, and the second is told what to do."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from backend.accounts.models import Person
from backend.boundaries import services
from backend.boundaries.models import Agreement, Consent, Ending, Outcome, Version
from backend.core.scope import acting
from backend.notifications.models import Message
from backend.spaces.models import Membership, Space
from backend.timeline.models import Event
from tests.boundaries.conftest import ON_CALL, QUIET, path, proposal, proposed, version
from tests.client import Answer, Phone
from tests.privacy.conftest import ok
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4


def settled(*answers: Answer) -> list[int]:
    """One was done and the other refused by name."""
    refused = [answer.json()["code"] for answer in answers if answer.status_code >= 400]
    assert set(refused) <= {"not_open_any_more", "others_words", "charter_exists", "ended"}
    return sorted(answer.status_code for answer in answers)


def one_at_a_time() -> None:
    """No version is agreed and settled otherwise, and none but the last of an agreement is open."""
    assert not set(Consent.objects.values_list("version")) & set(Outcome.objects.values_list("version"))
    for agreement in Agreement.objects.all().with_history():
        open_ones = [one for one in agreement.history.versions if not one.agreed and not one.fate]
        assert len(open_ones) <= 1


@pytest.mark.parametrize("_turn", range(ROUNDS))
def test_agreeing_and_taking_back(as_ana: Phone, as_ben: Phone, _turn: int) -> None:
    one = proposed(as_ana)
    done = at_once(
        lambda: as_ben.put(version(one, "consent"), None),
        lambda: as_ana.delete(version(one)),
    )
    assert settled(*done) == [200, 409]
    state = ok(as_ana.get(path(one)))["state"]
    assert state == ("agreed" if done[0].status_code == 200 else "withdrawn")
    assert (Event.objects.count(), Message.objects.count()) == ((1, 2) if state == "agreed" else (0, 0))
    one_at_a_time()


@pytest.mark.parametrize("_turn", range(ROUNDS))
def test_agreeing_and_countering(as_ana: Phone, as_ben: Phone, _turn: int) -> None:
    """He agrees on one phone and has written a counter on another."""
    one = proposed(as_ana)
    counter = {"words": ON_CALL, "instead_of": one["open"]}
    done = at_once(
        lambda: as_ben.put(version(one, "consent"), None),
        lambda: as_ben.post(path(one, "versions"), counter),
    )
    assert settled(*done) in ([200, 409], [201, 409])
    standings = {one["standing"] for one in ok(as_ana.get(path(one)))["versions"]}
    assert standings in ({"agreed"}, {"proposed", "countered"})
    one_at_a_time()


@pytest.mark.parametrize("_turn", range(ROUNDS))
def test_both_writing_something_else_at_once(as_ana: Phone, as_ben: Phone, _turn: int) -> None:
    one = proposed(as_ana)
    other = {"instead_of": one["open"]}
    done = at_once(
        lambda: as_ana.post(path(one, "versions"), {"words": QUIET, **other}),
        lambda: as_ben.post(path(one, "versions"), {"words": ON_CALL, **other}),
    )
    assert settled(*done) == [201, 409]
    assert (Version.objects.count(), Outcome.objects.count()) == (2, 1)
    one_at_a_time()


@pytest.mark.parametrize("_turn", range(ROUNDS))
def test_both_changing_what_is_agreed_at_once(
    as_ana: Phone, as_ben: Phone, agreed: dict[str, Any], _turn: int
) -> None:
    done = at_once(
        *[
            lambda phone=phone, words=words: phone.post(path(agreed, "versions"), {"words": words})
            for phone, words in ((as_ana, QUIET), (as_ben, ON_CALL))
        ]
    )
    assert settled(*done) == [201, 409]
    assert ok(as_ana.get(path(agreed)))["holds"] == agreed["holds"]
    one_at_a_time()


def test_both_ending_it(as_ana: Phone, as_ben: Phone, agreed: dict[str, Any]) -> None:
    end = path(agreed, "ending")
    done = at_once(lambda: as_ana.put(end, None), lambda: as_ben.put(end, None))
    assert [answer.status_code for answer in done] == [200, 200]
    assert (Ending.objects.count(), Event.objects.filter(verb="ended").count()) == (1, 1)


@pytest.mark.parametrize("_turn", range(ROUNDS))
def test_agreeing_to_a_change_and_ending_it(
    as_ana: Phone, as_ben: Phone, agreed: dict[str, Any], _turn: int
) -> None:
    """Whichever comes first, it has ended, and nobody is asked to look again."""
    change = ok(as_ana.post(path(agreed, "versions"), {"words": ON_CALL}), 201)
    done = at_once(
        lambda: as_ben.put(version(change, "consent"), None),
        lambda: as_ana.put(path(agreed, "ending"), None),
    )
    assert done[1].status_code == 200
    assert done[0].status_code in (200, 409)
    assert ok(as_ana.get(path(agreed)))["state"] == "ended"
    assert not Message.objects.filter(withdrawn_at=None).exists()


def test_two_phones_proposing_the_same_with_one_key_propose_it_once(as_ana: Phone, as_ben: Phone) -> None:
    done = at_once(*[lambda: as_ana.post("/agreements", proposal(), key="one-key-for-all")] * 3)
    codes = {answer.status_code for answer in done}
    assert 201 in codes
    assert codes <= {201, 409}
    assert Agreement.objects.count() == 1


@pytest.mark.parametrize("_turn", range(ROUNDS))
def test_two_charters_at_once(as_ana: Phone, as_ben: Phone, _turn: int) -> None:
    done = at_once(
        *[
            lambda phone=phone: phone.post("/agreements", proposal(kind="charter"))
            for phone in (as_ana, as_ben)
        ]
    )
    assert settled(*done) == [201, 409]
    assert Agreement.objects.count() == 1


def test_two_phones_keeping_one_draft(as_ana: Phone) -> None:
    about = "6ff4f5b0-9a53-4b0e-8c61-6f0f4d6b2a17"
    done = at_once(
        *[
            lambda words=words: as_ana.put(f"/drafts/{about}", {"kind": "agreement", "words": words})
            for words in (QUIET, ON_CALL)
        ]
    )
    assert [answer.status_code for answer in done] == [204, 204]
    assert len(ok(as_ana.get("/boundaries"))["drafts"]) == 1


@pytest.mark.parametrize("_turn", range(ROUNDS))
def test_without_the_door_the_agreement_itself_is_waited_for(
    as_ana: Phone, ana: Person, ben: Person, space: Space, _turn: int
) -> None:
    """Whoever calls the services holds no space open for them."""
    one = proposed(as_ana)
    ids = {"agreement_id": UUID(one["id"]), "version_id": UUID(one["open"])}

    def acts(person: Person, act: Callable[..., None]) -> None:
        with acting(person_id=person.pk, space_id=space.pk):
            seat = Membership.objects.with_words().get(person=person)
            act(membership=seat, **ids)

    done = at_once(lambda: acts(ben, services.agree), lambda: acts(ana, services.withdraw_proposal))
    assert [type(one) for one in done if one is not None] == [services.NotOpenAnymore]
    one_at_a_time()
