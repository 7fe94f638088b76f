"""The spaces somebody was in, for themselves; and taking them out."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q

from backend.accounts.models import Person
from backend.core.scope import acting, house
from backend.spaces.models import Invitation, Membership, Space
from backend.vault.services import destroy_key

COVERS = (Space, Membership, Invitation)


def each_seat(person: Person) -> Iterator[Membership]:
    """Every seat they have or had, the oldest first, each from within its space."""
    seats = Membership.objects.filter(person=person).order_by("created_at")
    for space_id in list(seats.values_list("space_id", flat=True)):
        with acting(person_id=person.pk, space_id=space_id):
            yield Membership.objects.with_words().get(person=person, space_id=space_id)


def export(person: Person) -> list[dict[str, Any]]:
    return [_told(seat) for seat in each_seat(person)]


def _told(seat: Membership) -> dict[str, Any]:
    space = seat.space
    return {
        "id": str(space.pk),
        "name": space.open("name"),
        "started_on": space.started_on.isoformat() if space.started_on else None,
        "time_zone": space.time_zone,
        "joined_at": seat.created_at.isoformat(),
        "left_at": seat.left_at.isoformat() if seat.left_at else None,
        "closed_at": space.closed_at.isoformat() if space.closed_at else None,
    }


def only_theirs(person: Person) -> list[UUID]:
    """Spaces in which nobody else is or was, or where everybody else was erased. They go with the person.

    Locked, so that of two who are erased at the same moment the second finds what the first has left.
    """
    with house():
        mine = Membership.objects.filter(person=person).values("space_id")
        locked = Space.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=mine).order_by("pk")
        ids = list(locked.values_list("pk", flat=True))
        others = Membership.objects.filter(~Q(person=person), space_id__in=ids)
        kept = set(others.values_list("space_id", flat=True))
    return [space_id for space_id in ids if space_id not in kept]


def erase(person: Person) -> None:
    """Their seats, and the spaces that nobody is left in. The other keeps theirs, beside an empty seat."""
    ids = only_theirs(person)
    with house():
        Invitation.objects.filter(Q(inviter=person) | Q(space_id__in=ids)).delete()
        Membership.objects.filter(person=person).delete()
        spaces = Space.objects.filter(pk__in=ids)
        keys = list(spaces.values_list("key_id", flat=True))
        spaces.delete()
        for key_id in keys:
            destroy_key(key_id=key_id)
