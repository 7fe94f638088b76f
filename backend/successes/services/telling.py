"""A success on the timeline: who finds it there, and in which words."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.spaces.models import SEATS, Membership
from backend.successes import rules
from backend.successes.models import Confirmation, Sharing, Success
from backend.timeline.models import Verb
from backend.timeline.services import Told, record, unrecord

SUBJECT = "success"


def confirmed(membership: Membership, ids: Collection[UUID]) -> set[UUID]:
    """Which of these both have called theirs."""
    said = Confirmation.objects.visible_to(membership).filter(success__in=ids, ours=True)
    times = list(said.values_list("success_id", flat=True))
    return {one for one in times if times.count(one) >= SEATS}


def put_in_place(*, membership: Membership, success: Success) -> None:
    """The timeline says of it what holds now; inside the transaction of what has changed."""
    unrecord(membership=membership, subject_id=success.pk)
    together = success.pk in confirmed(membership, [success.pk])
    to = rules.told(sharing=success.sharing, together=together)
    if to is rules.Told.NOBODY:
        return
    zone = ZoneInfo(membership.space.time_zone)
    record(
        space=membership.space,
        verb=Verb.MILESTONE if success.milestone else Verb.CELEBRATED,
        subject_kind=SUBJECT,
        subject_id=success.pk,
        at=rules.stands_at(happened_on=success.happened_on, written_at=success.created_at, zone=zone),
        detail={"milestone": success.milestone} if success.milestone else {},
        only_for=success.author if to is rules.Told.ME else None,
    )


def tell_successes(membership: Membership, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """In their author's words; a joint one is both people's."""
    found = Success.objects.visible_to(membership).filter(pk__in=ids).with_words()
    return {
        success.pk: Told(
            title="",
            text=success.open("words"),
            link_id=success.pk,
            author_id=None if success.sharing == Sharing.JOINT else success.author_id,
            picture_id=success.pk if hasattr(success, "picture") else None,
        )
        for success in found
    }
