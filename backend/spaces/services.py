"""Making a space, asking somebody in, coming in, leaving."""

import hashlib
import hmac
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from backend.accounts.models import Person
from backend.core import scope
from backend.core.clock import now
from backend.core.errors import DomainError
from backend.core.zones import check_zone
from backend.spaces import rules
from backend.spaces.models import SEATS, Invitation, Membership, Space
from backend.vault.models import Key


class AlreadyInASpace(DomainError):
    code = "already_in_a_space"
    detail = "You share a space already. Leave it first if you want to join another."


class SpaceFull(DomainError):
    code = "space_full"
    detail = "This space has its two people."


class OwnInvitation(DomainError):
    code = "own_invitation"
    detail = "This is your own invitation. Send it to the person you want to share the space with."


class SpaceClosed(DomainError):
    code = "space_closed"
    detail = "This space is closed. What is in it stays for you to read; nothing new can be added."


class InvitationGone(DomainError):
    code, status = "invitation_gone", 410
    detail = "This invitation does not work any more. Ask for a new one."


def create_space(
    *, person: Person, time_zone: str, name: str = "", started_on: date | None = None
) -> Membership:
    """A space with one of its two seats taken."""
    check_zone(time_zone)
    with transaction.atomic():
        _one_move_at_a_time(person)
        current = _current_seat(person)
        if current and not _locked(current.space_id).closed_at:
            raise AlreadyInASpace
        if current:
            _leave(current)
        key = Key.new()
        key.save()
        space = Space(key=key, time_zone=time_zone, started_on=started_on)
        scope.enter(person_id=person.pk, space_id=space.pk)
        space.seal(name=name)
        space.save()
        return Membership.objects.create(space=space, person=person, seat=1)


def change_space(*, membership: Membership, changes: dict[str, Any]) -> Space:
    """Set name, start date or time zone; either person may."""
    space = membership.space
    check_zone(changes.get("time_zone", space.time_zone))
    for field, value in changes.items():
        if field == "name":
            space.seal(name=value)
        else:
            setattr(space, field, value)
    space.save(update_fields=list(changes))
    return space


def invite(*, membership: Membership) -> Invitation:
    """A new invitation; one that was open before stops working."""
    with transaction.atomic():
        space = _locked(membership.space_id)
        if space.memberships.count() >= SEATS:
            raise SpaceFull
        withdraw_invitation(membership=membership)
        code = rules.new_code()
        invitation = Invitation(
            space=space, inviter=membership.person, code_hash=_hash(code), expires_at=now() + rules.LASTS
        )
        invitation.seal(code=code)
        invitation.save()
        return invitation


def withdraw_invitation(*, membership: Membership) -> None:
    """The open invitation of this space stops working at once, unless somebody is just coming in with it."""
    with transaction.atomic():
        _lock_spaces(membership.space_id)
        Invitation.objects.visible_to(membership).usable(now()).update(withdrawn_at=now())


def find_invitation(*, code: str) -> Invitation:
    """The usable invitation with this code, or InvitationGone, whatever the reason."""
    wanted = Invitation.objects.usable(now()).filter(code_hash=_hash(rules.tidy(code)))
    with scope.house():
        invitation = wanted.select_related("space__key", "inviter__key").first()
    if invitation is None:
        raise InvitationGone
    return invitation


def accept_invitation(*, person: Person, code: str) -> Membership:
    """Take the second seat. A space one had alone is closed by this; its entries stay its author's."""
    with transaction.atomic(), scope.house():
        _one_move_at_a_time(person)
        current = _current_seat(person)
        _lock_spaces(find_invitation(code=code).space_id, current.space_id if current else None)
        invitation = find_invitation(code=code)
        if current and current.space_id == invitation.space_id:
            raise OwnInvitation
        if current:
            _leave_for_another(current)
        return _take_seat(invitation, person)


def _take_seat(invitation: Invitation, person: Person) -> Membership:
    if invitation.space.memberships.count() >= SEATS:
        raise SpaceFull
    invitation.accepted_at = now()
    invitation.save(update_fields=["accepted_at"])
    return Membership.objects.create(space=invitation.space, person=person, seat=SEATS)


def _leave_for_another(current: Membership) -> None:
    """Only from a space that is closed, or that one has to oneself."""
    if current.space.closed_at is None and current.space.memberships.count() == SEATS:
        raise AlreadyInASpace
    _leave(current)


def leave_space(*, person: Person) -> Membership | None:
    """At once and alone: the space closes for both. Returns the seat that was left, if there was one."""
    with transaction.atomic():
        _one_move_at_a_time(person)
        seat = _current_seat(person)
        if seat:
            _lock_spaces(seat.space_id)
            _leave(seat)
    return seat


def _current_seat(person: Person) -> Membership | None:
    """Locked before its space, as every request of a member locks them."""
    return Membership.objects.active().filter(person=person).select_for_update(no_key=True).first()


def _leave(seat: Membership) -> None:
    """The first to leave closes it; inside a lock on the space."""
    at = now()
    with scope.acting(person_id=seat.person_id, space_id=seat.space_id):
        Space.objects.filter(pk=seat.space_id, closed_at=None).update(closed_at=at)
        Invitation.objects.visible_to(seat).usable(at).update(withdrawn_at=at)
        seat.left_at = at
        seat.save(update_fields=["left_at"])


def hold_open(*, space_ids: Collection[UUID]) -> set[UUID]:
    """Which of these spaces are open; they and who is in them stay so until the caller's transaction ends."""
    _lock_spaces(*space_ids)
    return set(Space.objects.filter(pk__any_of=space_ids, closed_at=None).values_list("pk", flat=True))


def _locked(space_id: UUID) -> Space:
    return Space.objects.select_for_update(of=("self",), no_key=True).get(pk=space_id)


def _lock_spaces(*ids: UUID | None) -> None:
    """In one order, so that two people who accept each other's invitation meet instead of passing."""
    wanted = Space.objects.filter(pk__any_of=[space_id for space_id in ids if space_id])
    list(wanted.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def _one_move_at_a_time(person: Person) -> None:
    """Two phones of one person cannot create or join at the same moment."""
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)


def _hash(code: str) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), code.encode(), hashlib.sha256)
