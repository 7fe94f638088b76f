"""Successes, promises and thanks of somebody, for themselves; and forgetting them."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model

from backend.accounts.models import Person
from backend.core.scope import house
from backend.spaces.models import Membership
from backend.spaces.privacy import each_seat
from backend.successes.models import (
    Appreciation,
    Confirmation,
    Picture,
    Promise,
    PromiseOutcome,
    Reaction,
    Success,
)
from backend.successes.services import confirmed
from backend.timeline.models import Event

COVERS: tuple[type[Model], ...] = (
    Success,
    Confirmation,
    Reaction,
    Picture,
    Appreciation,
    Promise,
    PromiseOutcome,
)


def export_successes(person: Person) -> list[dict[str, Any]]:
    """Their own, and what the other shared with them."""
    return [one for seat in each_seat(person) for one in _successes(seat)]


def _successes(seat: Membership) -> Iterator[dict[str, Any]]:
    found = list(Success.objects.visible_to(seat).with_words().order_by("happened_on", "created_at", "pk"))
    ids = [success.pk for success in found]
    together = confirmed(seat, ids)
    reactions = dict(
        Reaction.objects.visible_to(seat).filter(success__in=ids).values_list("success_id", "kind")
    )
    for success in found:
        is_mine = success.author_id == seat.person_id
        yield {
            "id": str(success.pk),
            "space": str(seat.space_id),
            "mine": is_mine,
            "words": success.open("words"),
            "made_possible": success.open("made_possible"),
            "sharing": success.sharing,
            "together": success.pk in together,
            "milestone": success.milestone,
            "happened_on": success.happened_on.isoformat(),
            "reaction": reactions.get(success.pk, ""),
            "picture": file_name(success) if is_mine and hasattr(success, "picture") else "",
        }


def file_name(success: Success) -> str:
    """Where its picture is in the file."""
    return f"pictures/{success.pk}.webp"


def pictures(person: Person) -> Iterator[tuple[str, bytes]]:
    """Their own, by the name they have in the file, one after the other."""
    for seat in each_seat(person):
        mine = Picture.objects.visible_to(seat).filter(author=person)
        for picture in mine.select_related("author__key", "success").iterator(chunk_size=10):
            yield file_name(picture.success), picture.open_bytes("image")


def export_appreciations(person: Person) -> list[dict[str, Any]]:
    """What they said, and what was said to them; that of check-ins stands there."""
    return [
        {
            "id": str(thanks.pk),
            "space": str(seat.space_id),
            "mine": thanks.author_id == seat.person_id,
            "words": thanks.open("words"),
            "on": thanks.created_at.astimezone(ZoneInfo(seat.space.time_zone)).date().isoformat(),
        }
        for seat in each_seat(person)
        for thanks in Appreciation.objects.visible_to(seat)
        .select_related("author__key")
        .order_by("created_at", "pk")
    ]


def export_promises(person: Person) -> list[dict[str, Any]]:
    """Own ones, also those kept to oneself. What was only said in a check-in is told there."""
    return [promise for seat in each_seat(person) for promise in _promises_of(seat)]


def _promises_of(seat: Membership) -> list[dict[str, Any]]:
    zone = ZoneInfo(seat.space.time_zone)
    return [
        _promise(promise, zone) for promise in Promise.objects.of(seat).with_words().order_by("made_on", "pk")
    ]


def _promise(promise: Promise, zone: ZoneInfo) -> dict[str, Any]:
    outcome = promise.decided
    return {
        "id": str(promise.pk),
        "space": str(promise.space_id),
        "text": promise.open("words"),
        "by": promise.by.isoformat() if promise.by else None,
        "made_on": promise.made_on.isoformat(),
        "shared": promise.shared,
        "remind": promise.remind,
        "said": promise.said,
        "check_in": str(promise.check_in_id) if promise.check_in_id else None,
        "follows": str(promise.follows_id) if promise.follows_id else None,
        "became": outcome.became if outcome else "",
        "became_on": outcome.at.astimezone(zone).date().isoformat() if outcome else None,
    }


def erase(person: Person) -> None:
    """All of theirs, at once, with what was said to it and by them, and its place on the timeline."""
    for seat in each_seat(person):
        mine = Success.objects.visible_to(seat).filter(author=person)
        promises = Promise.objects.of(seat)
        ids = [*mine.values_list("pk", flat=True), *promises.values_list("pk", flat=True)]
        with house():
            Event.objects.filter(space=seat.space_id, subject_id__in=ids).delete()
            for said in (Confirmation, Reaction):
                said._base_manager.filter(success__in=ids).delete()
                said._base_manager.filter(person=person).delete()
        Picture.objects.visible_to(seat).filter(author=person).delete()
        mine.delete()
        promises.delete()
        Appreciation.objects.visible_to(seat).filter(author=person).delete()
