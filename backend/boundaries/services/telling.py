"""Agreements on the timeline: that something was agreed, changed or ended, and the name it has."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from backend.boundaries.models import Version
from backend.boundaries.rules import gist
from backend.spaces.models import Membership
from backend.timeline.models import Verb
from backend.timeline.services import Told, record

SUBJECT = "agreement"


def record_agreed(*, membership: Membership, version: Version, before: Version | None, at: datetime) -> None:
    """Agreed for the first time, or once more in the same words; or changed."""
    changed = before is not None and before.said != version.said
    _record(membership, Verb.CHANGED if changed else Verb.AGREED, version, at)


def record_ended(*, membership: Membership, version: Version, at: datetime) -> None:
    _record(membership, Verb.ENDED, version, at)


def _record(membership: Membership, verb: Verb, version: Version, at: datetime) -> None:
    record(space=membership.space, verb=verb, subject_kind=SUBJECT, subject_id=version.pk, at=at, detail={})


def tell_agreements(membership: Membership, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """By the version that was agreed. The words are both people's."""
    versions = Version.objects.visible_to(membership).filter(pk__in=ids).select_related("space__key")
    return {
        version.pk: Told(said["title"], gist(said), version.agreement_id)
        for version in versions
        for said in [version.said]
    }
