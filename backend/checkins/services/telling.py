"""A check-in on the timeline: by the name of its questions."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from backend.checkins.models import CheckIn
from backend.spaces.models import Membership
from backend.timeline.services import Told


def tell_check_ins(membership: Membership, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """Those this person was asked in, whatever the questions were called then."""
    found = CheckIn.objects.visible_to(membership).filter(pk__any_of=ids)
    return {
        one.pk: Told(title=one.template.says("title"), link_id=one.pk)
        for one in found.select_related("template__space__key")
    }
