"""How somebody wants to be reminded, and what follows for the rhythms they share."""

from typing import Any

from django.db import transaction

from backend.accounts.models import Person
from backend.core import scope
from backend.core.clock import now
from backend.schedules.models import Schedule, Wish
from backend.schedules.services.planning import around, save_plans, set_alarm
from backend.spaces.models import Membership


def wish_of(*, person: Person) -> Wish:
    """What they have said, or what holds for everybody who has said nothing."""
    return Wish.objects.filter(person=person).first() or Wish(person=person)


def change_wish(*, person: Person, changes: dict[str, Any]) -> Wish:
    """Set any of lead_minutes and follow_up. With another lead, the schedules of their space wake anew."""
    with transaction.atomic():
        wish, _ = Wish.objects.update_or_create(person=person, defaults=changes)
        with scope.house():
            _set_alarms(person)
    return wish


def _set_alarms(person: Person) -> None:
    seat = Membership.objects.active().filter(person=person).first()
    if seat is None:
        return
    schedules = list(
        Schedule.objects.visible_to(seat).running().order_by("pk").select_for_update(of=("self",))
    )
    near, at = around(schedules), now()
    for schedule in schedules:
        # What has woken and was not seen to yet stays awake.
        if schedule.wakes_at and schedule.wakes_at > at:
            set_alarm(schedule, near, at)
    if schedules:
        save_plans(schedules)
