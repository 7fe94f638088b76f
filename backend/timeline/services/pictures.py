"""Pictures of two people's life appear while both want them; either ends that alone, at once."""

from backend.core import scope
from backend.core.errors import DomainError
from backend.spaces.models import SEATS, Membership
from backend.timeline.models import PictureConsent


class PicturesOff(DomainError):
    code, status = "pictures_off", 403
    detail = "Pictures appear when you both want them."


def want_pictures(*, membership: Membership) -> None:
    PictureConsent.objects.get_or_create(space=membership.space, person=membership.person)


def want_no_pictures(*, membership: Membership) -> None:
    """Takes it back. They are gone for both with the next look."""
    PictureConsent.objects.visible_to(membership).delete()


def wants_pictures(*, membership: Membership) -> bool:
    """This person, whatever the other wants."""
    return PictureConsent.objects.visible_to(membership).exists()


def both_want_pictures(*, membership: Membership) -> bool:
    """In a closed space nobody can say so any more."""
    if membership.space.closed_at:
        return False
    with scope.house():
        return PictureConsent.objects.filter(space=membership.space_id).count() == SEATS


def require_pictures(*, membership: Membership) -> None:
    """Or PicturesOff, whoever does not want them."""
    if not both_want_pictures(membership=membership):
        raise PicturesOff
