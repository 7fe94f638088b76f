"""Either ends an agreement, at once and without a reason."""

from uuid import UUID

from django.db import transaction

from backend.boundaries.models import Ending
from backend.boundaries.services.proposing import locked
from backend.boundaries.services.reviewing import stop_asking
from backend.boundaries.services.telling import record_ended
from backend.core.clock import now
from backend.core.errors import DomainError
from backend.spaces.models import Membership


class NothingToEnd(DomainError):
    code = "nothing_to_end"
    detail = "This was not agreed, so there is nothing to end. A proposal can be declined or taken back."


def end_agreement(*, membership: Membership, agreement_id: UUID) -> None:
    """It does not hold any more, and what was proposed beside it is over. Ended already: nothing to do."""
    with transaction.atomic():
        agreement = locked(membership, agreement_id)
        history = agreement.history
        if history.ended:
            return
        if history.in_force is None:
            raise NothingToEnd
        at = now()
        Ending.objects.create(
            space_id=membership.space_id, agreement=agreement, seat=membership.seat, ended_at=at
        )
        version = next(one for one in agreement.versions.all() if one.pk == history.in_force.id)
        stop_asking(membership=membership, version=version)
        record_ended(membership=membership, version=version, at=at)
