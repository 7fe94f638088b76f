"""Asking both to look again, on the day they agreed on. Nothing renews itself, and nothing runs out."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from backend.boundaries.models import Version
from backend.core import scope
from backend.core.clock import now
from backend.notifications.models import Kind
from backend.notifications.services import enqueue, withdraw
from backend.spaces.models import Membership

AT = time(10)
"""When on that day, on the clocks of the space; quiet hours of either come first."""
ASKED_FOR = timedelta(days=7)


def ask_on_the_day(*, membership: Membership, version: Version) -> None:
    """Promise both a message. Whoever agrees so late that the day is there has just looked."""
    day = datetime.combine(version.review_on, AT, ZoneInfo(membership.space.time_zone))
    if day <= now():
        return
    with scope.house():
        for member in _both(membership):
            enqueue(
                person=member.person,
                space=membership.space,
                kind=Kind.REVIEW,
                subject_id=version.pk,
                due_at=day,
                expires_at=day + ASKED_FOR,
            )


def stop_asking(*, membership: Membership, version: Version) -> None:
    """It holds no more."""
    with scope.house():
        for member in _both(membership):
            withdraw(person=member.person, subject_id=version.pk)


def _both(membership: Membership) -> list[Membership]:
    seats = Membership.objects.active().filter(space=membership.space_id)
    return list(seats.select_related("person").order_by("seat"))
