"""Two people, or two phones, at the same moment: real threads, real connections, real locks."""

import time
from collections.abc import Sequence
from threading import Event

import pytest

from backend.accounts.models import Person
from backend.spaces import services
from backend.spaces.models import Invitation, Membership
from tests.client import Answer, Phone
from tests.factories.people import make_person, make_space
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def _inviting(name: str) -> tuple[Person, str]:
    """Somebody alone in a space, and the code of their open invitation."""
    person = make_person(name)
    make_space(person)
    return person, str(Phone(person).post("/space/invitation").json()["code"])


def _accept(*attempts: tuple[Person, str]) -> Sequence[Answer]:
    """All at once, each on their own phone."""
    phones = [(Phone(person), code) for person, code in attempts]
    return at_once(
        *(lambda phone=phone, code=code: phone.post("/memberships", {"code": code}) for phone, code in phones)
    )


def _active(*people: Person) -> list[tuple[str, int]]:
    seats = Membership.objects.active().filter(person__in=people).values_list("space_id", "seat")
    return sorted((str(space), seat) for space, seat in seats)


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_of_two_who_accept_at_once_exactly_one_is_in(turn: int) -> None:
    inviter, code = _inviting("Ana")
    ben, cleo = make_person("Ben"), make_person("Cleo")
    answers = _accept((ben, code), (cleo, code))
    assert sorted(answer.status_code for answer in answers) == [201, 410]
    assert Membership.objects.filter(space__memberships__person=inviter).count() == 2


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_two_phones_of_one_person_accept_one_of_two_invitations(turn: int) -> None:
    _, first = _inviting("Ana")
    _, second = _inviting("Ben")
    cleo = make_person("Cleo")
    answers = _accept((cleo, first), (cleo, second))
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert Membership.objects.active().filter(person=cleo).count() == 1
    assert Invitation.objects.filter(accepted_at=None, withdrawn_at=None).count() == 1


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_two_who_accept_each_other_at_once_end_up_together(turn: int) -> None:
    ana, from_ana = _inviting("Ana")
    ben, from_ben = _inviting("Ben")
    answers = _accept((ana, from_ben), (ben, from_ana))
    assert sorted(answer.status_code for answer in answers) == [201, 410]
    [(space, first), (same, second)] = _active(ana, ben)
    assert space == same
    assert {first, second} == {1, 2}


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_circle_of_three_who_accept_each_other_leaves_nobody_in_two_spaces(turn: int) -> None:
    people = [_inviting(name) for name in ("Ana", "Ben", "Cleo")]
    codes = [code for _, code in people]
    answers = _accept(*((person, codes[number - 1]) for number, (person, _) in enumerate(people)))
    assert {answer.status_code for answer in answers} <= {201, 409, 410}
    assert 201 in {answer.status_code for answer in answers}
    everybody = [person for person, _ in people]
    assert len(_active(*everybody)) == 3
    assert len({space for space, _ in _active(*everybody)}) == 2


def test_withdrawing_at_the_moment_of_accepting_comes_too_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or in time, but never both: nobody is told it was withdrawn while somebody comes in."""
    ana, code = _inviting("Ana")
    hers, his, inside = Phone(ana), Phone(make_person("Ben")), Event()
    take_seat = services._take_seat

    def slowly(invitation: Invitation, person: Person) -> Membership:
        inside.set()
        time.sleep(0.5)
        return take_seat(invitation, person)

    def withdraw() -> Answer:
        inside.wait(10)
        return hers.delete("/space/invitation")

    monkeypatch.setattr(services, "_take_seat", slowly)
    answers = at_once(lambda: his.post("/memberships", {"code": code}), withdraw)
    kept = Invitation.objects.get()
    assert [answer.status_code for answer in answers] == [201, 204]
    assert kept.accepted_at
    assert kept.withdrawn_at is None


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_two_invitations_at_once_leave_one_open(turn: int) -> None:
    ana = make_person("Ana")
    make_space(ana)
    phones = [Phone(ana), Phone(ana)]
    answers = at_once(*(lambda phone=phone: phone.post("/space/invitation") for phone in phones))
    assert [answer.status_code for answer in answers] == [201, 201]
    assert Invitation.objects.filter(withdrawn_at=None).count() == 1
