"""What Ana and Ben agreed in six months, how it changed, what is proposed now, and limits of their own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import time_machine

from backend.boundaries.models import Agreement
from backend.boundaries.rules import Kind
from backend.boundaries.services import agree, end_agreement, propose, propose_another, set_limit
from backend.core.scope import acting
from backend.spaces.models import Membership

PARTS = ("title", "welcome", "not_welcome", "what_i_do", "why")
SOON = 4
"""Days until one of them is looked at again."""


class Side(Protocol):
    @property
    def membership(self) -> Membership: ...

    @property
    def words(self) -> dict[str, list[Any]]: ...


def agree_on_things(sides: Sequence[Side], today: date, zone: ZoneInfo) -> None:
    """Each thing in its words: who proposed it, how long ago, what became of it."""
    seats = {name: side.membership for name, side in zip(("ana", "ben"), sides, strict=True)}
    for side in sides:
        for thing in side.words["agreements"]:
            _agree(thing, side.membership, _other(seats, side.membership), today, zone)
        for limit in side.words["limits"]:
            with _as(side.membership, today - timedelta(days=50), zone):
                set_limit(membership=side.membership, words=_full(limit["words"]), shared=limit["shared"])


def _other(seats: dict[str, Membership], one: Membership) -> Membership:
    return next(seat for seat in seats.values() if seat.pk != one.pk)


def _agree(thing: dict[str, Any], one: Membership, other: Membership, today: date, zone: ZoneInfo) -> None:
    """Proposed by one, agreed to by the other; changed by the other and agreed to in turn; or still open."""
    begun = today - timedelta(days=thing["days_ago"])
    with _as(one, begun, zone):
        words = _full(thing["words"])
        review_on = begun + timedelta(days=thing["look_again"])
        agreement = propose(membership=one, kind=Kind(thing["kind"]), words=words, review_on=review_on)
    if thing["then"] == "open":
        return
    _say_yes(other, agreement, begun + timedelta(days=1), zone)
    if thing["then"] == "ended":
        with _as(other, begun + timedelta(days=80), zone):
            end_agreement(membership=other, agreement_id=agreement.pk)
    if "changed" not in thing:
        return
    later = begun + timedelta(days=thing["changed_after"])
    with _as(other, later, zone):
        soon = today + timedelta(days=SOON) if thing["then"] == "soon" else None
        changed = words | thing["changed"]
        propose_another(membership=other, agreement_id=agreement.pk, words=changed, review_on=soon)
    if thing["then"] != "change open":
        _say_yes(one, agreement, later + timedelta(days=1), zone)


def _say_yes(seat: Membership, agreement: Agreement, day: date, zone: ZoneInfo) -> None:
    with _as(seat, day, zone):
        history = Agreement.objects.visible_to(seat).with_history().get(pk=agreement.pk).history
        if history.open:
            agree(membership=seat, agreement_id=agreement.pk, version_id=history.open.id)


def _full(words: dict[str, str]) -> dict[str, str]:
    return dict.fromkeys(PARTS, "") | words


@contextmanager
def _as(seat: Membership, day: date, zone: ZoneInfo) -> Iterator[None]:
    """On the evening of that day, as this one of the two."""
    evening = datetime.combine(day, time(19), zone)
    with time_machine.travel(evening, tick=False), acting(person_id=seat.person_id, space_id=seat.space_id):
        yield
