"""What repeats in a space, and the days it came round."""

from datetime import datetime
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from backend.core.models import BaseModel
from backend.core.walls import exists, of_space, wall
from backend.schedules.rules import Due, Kind, Repeat
from backend.spaces.models import ScopedQuerySet, Space

LONGEST_SLUG = 40


class Purpose(models.TextChoices):
    """What a schedule is for; whoever acts on it asks for its own purpose."""

    CHECK_IN = "check_in"


class ScheduleQuerySet(ScopedQuerySet["Schedule"]):
    def running(self) -> Self:
        """In a closed space nothing comes round any more."""
        return self.filter(paused_at=None, space__closed_at=None)

    def due(self, at: datetime) -> Self:
        return self.running().filter(next_due_at__lte=at)


class Schedule(BaseModel):
    """Something both agreed to do at a time of day, in a zone that does not move when they travel."""

    wall = of_space()

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose)
    subject = models.CharField(max_length=LONGEST_SLUG)
    kind = models.CharField(max_length=7, choices=[(kind.value, kind.value) for kind in Kind])
    days = ArrayField(models.PositiveSmallIntegerField(), default=list)
    day_of_month = models.PositiveSmallIntegerField(null=True)
    at = models.TimeField()
    time_zone = models.CharField(max_length=64)
    next_due_on = models.DateField()
    next_due_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "purpose", "subject"], name="one_schedule_per_subject")
        ]
        indexes: ClassVar = [
            models.Index(fields=["purpose", "next_due_at"], condition=Q(paused_at=None), name="schedule_due")
        ]

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None

    @property
    def repeat(self) -> Repeat:
        return Repeat(
            kind=Kind(self.kind),
            at=self.at,
            zone=self.time_zone,
            days=tuple(self.days),
            day_of_month=self.day_of_month,
        )

    @property
    def planned(self) -> Due:
        return self.next_due_on, self.next_due_at

    @planned.setter
    def planned(self, due: Due) -> None:
        self.next_due_on, self.next_due_at = due


class Occurrence(BaseModel):
    """A schedule came round. Unique per local date: it comes round once, however many clocks tick."""

    wall = wall(exists("schedules_schedule rhythm", "rhythm.id = schedule_id"))

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="occurrences")
    local_date = models.DateField()
    due_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["schedule", "local_date"], name="one_occurrence_per_day")
        ]
