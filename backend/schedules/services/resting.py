"""Days on which nothing comes round: one that is skipped, a pause until a date, a holiday of both."""

from datetime import date, timedelta

from django.db import transaction

from backend.core import scope
from backend.core.clock import now
from backend.core.errors import DomainError, InvalidWords
from backend.schedules.models import Rest, Schedule
from backend.schedules.services.planning import around, plan_again, save_plans
from backend.spaces.models import Membership

DAY = timedelta(days=1)
MOST_RESTS = 50
LONGEST_REST = timedelta(days=366)
FARTHEST_REST = timedelta(days=2 * 366)


class TooManyRests(DomainError):
    code = "too_many_rests"
    detail = "That is a lot of days off. Remove one before adding another."


def add_rest(*, membership: Membership, schedule: Schedule | None, begins_on: date, ends_on: date) -> Rest:
    """From one local date to another, both included, this schedule rests, or without one all of the space."""
    _check(begins_on, ends_on)
    with transaction.atomic():
        schedules = _locked(membership, schedule)
        if Rest.objects.visible_to(membership).ahead().count() >= MOST_RESTS:
            raise TooManyRests
        rest = Rest.objects.create(
            space_id=membership.space_id, schedule=schedule, begins_on=begins_on, ends_on=ends_on
        )
        _plan_again(schedules)
    return rest


def remove_rest(*, membership: Membership, rest: Rest) -> None:
    """What would have come round on those days does, if it is still to come."""
    with transaction.atomic():
        schedules = _locked(membership, rest.schedule)
        rest.delete()
        _plan_again(schedules)


def _check(begins_on: date, ends_on: date) -> None:
    today = now().date()
    if ends_on < begins_on:
        raise InvalidWords("ends_on", "Choose a last day that is not before the first.")
    if ends_on - begins_on >= LONGEST_REST:
        raise InvalidWords("ends_on", "Choose a year at most.")
    if ends_on < today - DAY:
        raise InvalidWords("ends_on", "These days are over. Choose some that are still to come.")
    if begins_on - today > FARTHEST_REST:
        raise InvalidWords("begins_on", "Choose a first day within the next two years.")


def _locked(membership: Membership, schedule: Schedule | None) -> list[Schedule]:
    """In one order, so that two who change the same days wait for each other instead of crossing."""
    wanted = Schedule.objects.visible_to(membership).order_by("pk").select_for_update()
    return list(wanted.filter(pk=schedule.pk) if schedule else wanted)


def _plan_again(schedules: list[Schedule]) -> None:
    if not schedules:
        return
    with scope.house():
        near = around(schedules)
        for schedule in schedules:
            plan_again(schedule, near)
        save_plans(schedules)
