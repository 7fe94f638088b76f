"""What must never be is refused by the database itself, also by hand."""

import pytest
from django.db import IntegrityError, connection

from backend.accounts.models import Person
from backend.spaces.models import Membership, Space
from tests.client import Phone
from tests.factories.people import make_person, make_space

SEAT = (
    "insert into spaces_membership (id, created_at, space_id, person_id, seat, left_at)"
    " values (gen_random_uuid(), now(), %s, %s, %s, {left})"
)


def _sit(space: Space, person: Person, seat: int, left: str = "null") -> None:
    with connection.cursor() as cursor:
        cursor.execute(SEAT.format(left=left), [space.pk, person.pk, seat])


@pytest.fixture
def eva(db: None) -> Person:
    return make_person("Eva")


@pytest.mark.parametrize("seat", [0, 3, -1])
def test_there_is_no_third_seat(space: Space, eva: Person, seat: int) -> None:
    with pytest.raises(IntegrityError):
        _sit(space, eva, seat)


@pytest.mark.parametrize("left", ["null", "now()"])
def test_seat_is_never_given_to_somebody_else(space: Space, eva: Person, left: str) -> None:
    with pytest.raises(IntegrityError, match="one_person_per_seat"):
        _sit(space, eva, 2, left)


def test_seat_of_somebody_who_left_stays_theirs(space: Space, ben: Person, eva: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute("update spaces_membership set left_at = now() where person_id = %s", [ben.pk])
    with pytest.raises(IntegrityError, match="one_person_per_seat"):
        _sit(space, eva, 2)


def test_nobody_sits_on_both_seats(cleo: Person) -> None:
    own = Membership.objects.get(person=cleo).space
    with pytest.raises(IntegrityError, match="one_seat_per_person"):
        _sit(own, cleo, 2, "now()")


def test_nobody_is_in_two_spaces_at_once(ana: Person, space: Space) -> None:
    other = make_space()
    with pytest.raises(IntegrityError, match="one_active_space_per_person"):
        _sit(other, ana, 1)


def test_space_that_was_left_does_not_count(ana: Person, space: Space) -> None:
    _sit(make_space(), ana, 1, "now()")
    assert Membership.objects.active().get(person=ana).space == space


def test_person_of_a_space_cannot_be_deleted_from_under_it(ana: Person, space: Space) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("delete from account_emailaddress where user_id = %s", [ana.pk])
        with pytest.raises(IntegrityError, match="spaces_membership"):
            cursor.execute("delete from accounts_person where id = %s", [ana.pk])


def test_invitation_ends_after_it_began(as_cleo: Phone) -> None:
    as_cleo.post("/space/invitation")
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="an_invitation_lasts_a_while"):
        cursor.execute("update spaces_invitation set expires_at = created_at")


def test_no_two_invitations_have_one_code(as_cleo: Phone) -> None:
    for _ in range(2):
        as_cleo.post("/space/invitation")
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="code_hash"):
        cursor.execute("update spaces_invitation set code_hash = 'the same'")
