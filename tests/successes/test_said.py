"""What the other says: that it was theirs too, and something kind."""

import pytest

from backend.accounts.models import Person
from backend.core.scope import acting
from backend.spaces.models import Space
from backend.successes.models import Confirmation
from tests.client import Phone
from tests.successes.conftest import Celebrates
from tests.successes.test_successes import timeline
from tests.together import at_once


def test_joint_one_is_a_question_until_both_call_it_theirs(as_ana: Phone, as_ben: Phone, joint: str) -> None:
    his, hers = as_ben.get(joint).json(), as_ana.get(joint).json()
    assert [(one["asks"], one["together"]) for one in (his, hers)] == [(True, False), (False, False)]
    assert (timeline(as_ana), timeline(as_ben)) == ([], [])
    answer = as_ben.put(f"{joint}/confirmation", {"ours": True})
    assert (answer.json()["asks"], answer.json()["together"]) == (False, True)
    assert as_ana.get(joint).json()["together"]
    assert [len(timeline(phone)) for phone in (as_ana, as_ben)] == [1, 1]


def test_yes_can_be_said_twice_and_taken_back(as_ana: Phone, as_ben: Phone, joint: str) -> None:
    for _ in range(2):
        assert as_ben.put(f"{joint}/confirmation", {"ours": True}).status_code == 200
    for _ in range(2):
        assert as_ben.delete(f"{joint}/confirmation").json()["asks"] is True
    assert (timeline(as_ana), as_ana.get(joint).json()["together"]) == ([], False)


def test_no_takes_the_question_away_and_is_told_to_nobody(
    as_ana: Phone, as_ben: Phone, ana: Person, space: Space, joint: str
) -> None:
    before = [as_ana.get(path).content for path in (joint, "/successes", "/timeline")]
    assert as_ben.put(f"{joint}/confirmation", {"ours": False}).status_code == 200
    assert as_ben.get("/successes").json()["items"] == []
    assert [as_ana.get(path).content for path in (joint, "/successes", "/timeline")] == before
    with acting(person_id=ana.pk, space_id=space.pk):
        assert [one.person_id for one in Confirmation.objects.all()] == [ana.pk], "the database says so too"
    as_ben.delete(f"{joint}/confirmation")
    assert len(as_ben.get("/successes").json()["items"]) == 1


def test_changed_words_are_asked_about_again(as_ana: Phone, as_ben: Phone, joint: str) -> None:
    """Nobody's yes ends up below words they have not seen."""
    as_ben.put(f"{joint}/confirmation", {"ours": True})
    as_ana.patch(joint, {"words": "we laughed at the ferry"})
    assert as_ben.get(joint).json()["together"], "nothing has changed"
    as_ana.patch(joint, {"words": "we did everything right"})
    assert (as_ben.get(joint).json()["asks"], timeline(as_ben)) == (True, [])


def test_only_what_is_offered_can_be_called_ours(
    as_ana: Phone, as_ben: Phone, celebrates: Celebrates, joint: str
) -> None:
    shared = f"/successes/{celebrates(as_ana)['id']}"
    assert as_ben.put(f"{shared}/confirmation", {"ours": True}).json()["code"] == "not_joint"
    assert as_ana.put(f"{joint}/confirmation", {"ours": True}).json()["code"] == "your_own"
    assert as_ana.delete(f"{joint}/confirmation").json()["code"] == "your_own"


def test_one_reaction_at_a_time(as_ana: Phone, as_ben: Phone, celebrates: Celebrates) -> None:
    path = f"/successes/{celebrates(as_ana)['id']}"
    for kind in ("glad", "proud_of_you"):
        assert as_ben.put(f"{path}/reaction", {"kind": kind}).json()["reaction"] == kind
    assert as_ana.get(path).json()["reaction"] == "proud_of_you"
    for _ in range(2):
        assert as_ben.delete(f"{path}/reaction").json()["reaction"] is None


def test_there_is_no_unkind_reaction_and_none_to_oneself(
    as_ana: Phone, as_ben: Phone, celebrates: Celebrates
) -> None:
    path = f"/successes/{celebrates(as_ana)['id']}"
    assert as_ben.put(f"{path}/reaction", {"kind": "finally"}).status_code == 400
    assert as_ana.put(f"{path}/reaction", {"kind": "glad"}).json()["code"] == "your_own"


@pytest.mark.django_db(transaction=True)
def test_confirming_and_taking_back_at_once_have_one_outcome(
    as_ana: Phone, as_ben: Phone, joint: str
) -> None:
    said, gone = at_once(
        lambda: as_ben.put(f"{joint}/confirmation", {"ours": True}).status_code,
        lambda: as_ana.delete(joint).status_code,
    )
    assert gone == 204
    assert said in {200, 404}
    assert (timeline(as_ana), as_ben.get(joint).status_code) == ([], 404)


@pytest.mark.django_db(transaction=True)
def test_confirming_and_keeping_it_private_at_once_have_one_outcome(
    as_ana: Phone, as_ben: Phone, joint: str
) -> None:
    said, kept = at_once(
        lambda: as_ben.put(f"{joint}/confirmation", {"ours": True}).status_code,
        lambda: as_ana.patch(joint, {"sharing": "private"}).status_code,
    )
    assert kept == 200
    assert said in {200, 404}
    assert (timeline(as_ben), len(timeline(as_ana))) == ([], 1)
