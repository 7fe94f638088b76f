"""Successes, promises and thanks of somebody, for themselves; and forgetting them."""

from typing import Any
from zoneinfo import ZoneInfo

from backend.accounts.models import Person
from backend.spaces.models import Membership
from backend.spaces.privacy import each_seat
from backend.successes.models import Promise, PromiseOutcome

COVERS = (Promise, PromiseOutcome)


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
        "check_in": str(promise.check_in_id) if promise.check_in_id else None,
        "follows": str(promise.follows_id) if promise.follows_id else None,
        "became": outcome.became if outcome else "",
        "became_on": outcome.at.astimezone(zone).date().isoformat() if outcome else None,
    }


def erase(person: Person) -> None:
    """All of theirs, at once."""
    for seat in each_seat(person):
        Promise.objects.of(seat).delete()
