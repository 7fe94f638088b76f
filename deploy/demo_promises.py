"""What became of the promises Ana and Ben made in six months of check-ins, and two that are open."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import time_machine

from backend.core.scope import acting
from backend.spaces.models import Membership
from backend.successes.models import Became, Promise
from backend.successes.services.promised import said_in_check_ins
from backend.successes.services.promising import decide, make_promise, renegotiate

STILL_OPEN = 1
"""The latest of each stay open."""
OPEN = (("Home by six, and I cook.", 0), ("I book the table at the harbour.", 3))


class Side(Protocol):
    @property
    def membership(self) -> Membership: ...


def promise(sides: Sequence[Side], today: date, zone: ZoneInfo) -> None:
    """Most are kept; now and then one is changed or let go, and nobody minds."""
    for side in sides:
        seat = side.membership
        with acting(person_id=seat.person_id, space_id=seat.space_id):
            mine = said_in_check_ins(seat).filter(author=seat.person_id)
            said = [Promise.said_in(one) for one in mine.order_by("check_in__reveal__revealed_at")]
        for number, one in enumerate(said[:-STILL_OPEN]):
            evening = datetime.combine(one.made_on + timedelta(days=3), time(19), zone)
            with (
                time_machine.travel(evening, tick=False),
                acting(person_id=seat.person_id, space_id=seat.space_id),
            ):
                _goes(seat, one, number)
    for side, (text, days) in zip(sides, OPEN, strict=True):
        seat, by = side.membership, today + timedelta(days=days)
        with acting(person_id=seat.person_id, space_id=seat.space_id):
            make_promise(membership=seat, text=text, by=by, shared=True, remind_me=False)


def _goes(seat: Membership, one: Promise, number: int) -> None:
    match number % 6:
        case 2:
            instead = renegotiate(
                membership=seat, promise_id=one.pk, text=one.open("words"), by=None, remind_me=False
            )
            decide(membership=seat, promise_id=instead.pk, became=Became.KEPT)
        case 4:
            decide(membership=seat, promise_id=one.pk, became=Became.LET_GO)
        case _:
            decide(membership=seat, promise_id=one.pk, became=Became.KEPT)
