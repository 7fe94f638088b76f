"""Whether there is somebody to tell."""

from backend.core.errors import DomainError
from backend.spaces.models import SEATS, Membership


class NobodyElseHere(DomainError):
    code = "nobody_else_here"
    detail = "There is nobody else here yet. Keep it for yourself; you can share it later."


def refuse_alone(membership: Membership) -> None:
    """What is shared is said to somebody: whoever comes in later was not there."""
    if Membership.objects.active().filter(space=membership.space_id).count() < SEATS:
        raise NobodyElseHere
