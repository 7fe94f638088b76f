"""Two phones in the same moment: one clear outcome, and whoever comes late is told so."""

from collections.abc import Callable

import pytest
from django.db.models import Model

from backend.accounts.models import Person
from backend.checkins.models import Echo, Reaction, Topic, Turn
from backend.core import scope
from backend.spaces.models import Space
from tests.checkins.talks import a_turn, hears, ok, opens, refusal, reveal, says, says_back, told
from tests.client import Phone
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6
Count = Callable[[type[Model]], int]


@pytest.fixture
def count(ana: Person, space: Space) -> Count:
    """How many rows there are, as Ana sees it."""

    def rows(model: type[Model]) -> int:
        with scope.acting(person_id=ana.pk, space_id=space.pk):
            return model._default_manager.count()

    return rows


def test_of_two_who_speak_at_once_one_is_the_speaker(as_ana: Phone, as_ben: Phone, count: Count) -> None:
    seen = reveal(as_ana, as_ben)
    for number in range(1, ROUNDS + 1):
        talk = opens(as_ana, seen, f"topic {number}")
        done = at_once(lambda: says(as_ana, talk), lambda: says(as_ben, talk))  # noqa: B023
        assert sorted(one.status_code for one in done) == [201, 409]
        [late] = [one for one in done if one.status_code == 409]
        assert refusal(late) == (409, "not_your_turn")
        assert count(Turn) == number


def test_heard_and_said_back_again_at_once_leave_one_sense(
    as_ana: Phone, as_ben: Phone, count: Count
) -> None:
    talk = opens(as_ana, reveal(as_ana, as_ben))
    for _ in range(ROUNDS):
        ok(says(as_ana, talk), 201)
        ok(says_back(as_ben, talk), 201)
        heard, again = at_once(lambda: hears(as_ana, talk), lambda: says_back(as_ben, talk))
        assert (heard.status_code, refusal(again)) == (200, (409, "not_your_turn"))
        a_turn(as_ben, as_ana, talk)
    assert count(Echo) == 2 * ROUNDS


def test_the_same_answer_put_on_the_table_by_both_is_one_topic(
    as_ana: Phone, as_ben: Phone, count: Count
) -> None:
    seen = reveal(as_ana, as_ben)
    issue = told(seen, "issue", mine=True)["id"]
    path = f"/checkins/{seen['id']}/topics"
    done = at_once(*[lambda phone=phone: phone.post(path, {"answer": issue}) for phone in (as_ana, as_ben)])
    assert [one.status_code for one in done] == [201, 201]
    assert count(Topic) == 1


def test_two_taps_are_one_reaction(as_ana: Phone, as_ben: Phone, count: Count) -> None:
    seen = reveal(as_ana, as_ben)
    path = f"/answers/{told(seen, 'issue', mine=False)['id']}/reaction"
    kinds = ("thank_you", "i_hear_you")
    done = at_once(*[lambda kind=kind: as_ana.put(path, {"kind": kind}) for kind in kinds])
    assert [one.status_code for one in done] == [200, 200]
    assert count(Reaction) == 1
