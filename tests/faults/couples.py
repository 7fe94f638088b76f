"""Couples with phones and rhythms that come round in the next minutes: what `move_in` runs beside the house.

Told on the standard input: {"lasts": seconds, "couples": [[subscription, subscription], …]}.
"""

import json
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import django

django.setup()

from backend.accounts.models import Person  # noqa: E402
from backend.core.clock import now  # noqa: E402
from backend.core.scope import acting, house  # noqa: E402
from backend.notifications.services import subscribe  # noqa: E402
from backend.schedules.models import Purpose  # noqa: E402
from backend.schedules.services import create_schedule  # noqa: E402
from backend.spaces.models import Membership  # noqa: E402
from tests.factories.people import make_person, make_space  # noqa: E402

AGREED_IN = timedelta(milliseconds=30)
TEMPLATES = ("daily", "weekly", "monthly", "open")


def move_in(told: dict[str, Any]) -> None:
    with house():
        seats = [_couple(number, phones) for number, phones in enumerate(told["couples"])]
    # They agree quickly, but not at once; what is to come round first must still lie ahead.
    rhythms = [(seat, template) for seat in seats for template in TEMPLATES]
    begins, step = (
        now() + AGREED_IN * len(rhythms),
        timedelta(seconds=told["lasts"]) / len(rhythms),
    )
    for number, (seat, template) in enumerate(rhythms):
        with acting(person_id=seat.person_id, space_id=seat.space_id):
            _agree(seat, template, begins + step * number)


def _couple(number: int, phones: list[Any]) -> Membership:
    people = [_person(f"p{number}x{side}") for side in range(len(phones))]
    for person, phone in zip(people, phones, strict=True):
        with acting(person_id=person.pk):
            subscribe(person=person, endpoint=phone["endpoint"], **phone["keys"])
    return Membership.objects.get(space=make_space(*people), seat=1)


def _person(name: str) -> Person:
    """Reminded on every way, at any hour."""
    person = make_person(name, time_zone="UTC")
    person.remind_by_push = person.remind_by_email = True
    person.quiet_from = person.quiet_until
    person.save()
    return person


def _agree(seat: Membership, template: str, moment: datetime) -> None:
    rhythm = {"kind": "daily", "at": moment.astimezone(UTC).time(), "time_zone": "UTC"}
    create_schedule(membership=seat, purpose=Purpose.CHECK_IN, subject=template, rhythm=rhythm)


if __name__ == "__main__":
    move_in(json.load(sys.stdin))
