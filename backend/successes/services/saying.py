"""What the other says to a success."""

from uuid import UUID

from django.db import transaction
from django.http import Http404

from backend.core.errors import DomainError
from backend.spaces.models import Membership
from backend.spaces.services import hold_open
from backend.successes.models import Confirmation, Reaction, Sharing, Success
from backend.successes.services.telling import put_in_place


class NotJoint(DomainError):
    code = "not_joint"
    detail = "This one is not offered as yours together any more."


class YourOwn(DomainError):
    code = "your_own"
    detail = "You wrote this one. The other of you can say something to it."


def say_whose(*, membership: Membership, success_id: UUID, ours: bool) -> None:
    """Yes, it was ours: then it is both people's. A no is told to nobody."""
    with transaction.atomic():
        success = _of_the_other(membership, success_id)
        if success.sharing != Sharing.JOINT:
            raise NotJoint
        Confirmation.objects.update_or_create(
            success=success,
            person=membership.person,
            defaults={"ours": ours},
            create_defaults={"space": membership.space, "ours": ours},
        )
        put_in_place(membership=membership, success=success)


def forget_whose(*, membership: Membership, success_id: UUID) -> None:
    """As if nothing had been said: it is a question again, and not on the timeline."""
    with transaction.atomic():
        success = _of_the_other(membership, success_id)
        Confirmation.objects.visible_to(membership).filter(
            success=success, person=membership.person_id
        ).delete()
        put_in_place(membership=membership, success=success)


def react(*, membership: Membership, success_id: UUID, kind: str) -> None:
    """Something kind; another takes the place of the one before."""
    with transaction.atomic():
        success = _of_the_other(membership, success_id)
        Reaction.objects.update_or_create(
            success=success,
            person=membership.person,
            defaults={"kind": kind},
            create_defaults={"space": membership.space, "kind": kind},
        )


def take_back_reaction(*, membership: Membership, success_id: UUID) -> None:
    with transaction.atomic():
        success = _of_the_other(membership, success_id)
        mine = Reaction.objects.visible_to(membership).filter(person=membership.person_id)
        mine.filter(success=success).delete()


def _of_the_other(membership: Membership, success_id: UUID) -> Success:
    """What the other wrote and shows, with the space locked, so that it stays so meanwhile."""
    hold_open(space_ids=[membership.space_id])
    found = Success.objects.visible_to(membership).select_related("author").filter(pk=success_id).first()
    if found is None:
        raise Http404
    if found.author_id == membership.person_id:
        raise YourOwn
    return found
