"""What repeats in a space."""

from datetime import datetime
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from backend.core.models import BaseModel
from backend.core.walls import of_space
from backend.schedules.rules import Due, Kind, Repeat, to_rrule
from backend.spaces.models import ScopedQuerySet, Space

LONGEST_SLUG = 40


class Purpose(models.TextChoices):
    """What a schedule is for; whoever acts on it asks for its own purpose."""

    CHECK_IN = "check_in"


class ScheduleQuerySet(ScopedQuerySet["Schedule"]):
    def running(self) -> Self:
        """In a closed space nothing comes round any more."""
        return self.filter(paused_at=None, space__closed_at=None)

    def awake(self, at: datetime) -> Self:
        """Those for which something happens by this moment."""
        return self.filter(wakes_at__lte=at)


class Schedule(BaseModel):
    """Something both agreed to do at a time of day, in a zone that does not move when they travel.

    `next_due_on` and `next_due_at` are the next time it comes round; empty, it never does again. `wakes_at`
    is the next moment at which anything happens for it: that time, or before it a reminder somebody wished
    for ahead. Asleep (paused, over, in a closed space) it is empty, so that the clock finds only what is due.
    """

    wall = of_space()

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose)
    subject = models.CharField(max_length=LONGEST_SLUG)
    kind = models.CharField(max_length=7, choices=[(kind.value, kind.value) for kind in Kind])
    every = models.PositiveSmallIntegerField(default=1)
    days = ArrayField(models.PositiveSmallIntegerField(), default=list)
    day_of_month = models.PositiveSmallIntegerField(null=True)
    nth = models.SmallIntegerField(null=True)
    starts_on = models.DateField(null=True)
    at = models.TimeField()
    time_zone = models.CharField(max_length=64)
    window_hours = models.PositiveSmallIntegerField(null=True)
    paused_at = models.DateTimeField(null=True)
    next_due_on = models.DateField(null=True)
    next_due_at = models.DateTimeField(null=True)
    wakes_at = models.DateTimeField(null=True)

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "purpose", "subject"], name="one_schedule_per_subject"),
            models.CheckConstraint(
                condition=Q(wakes_at=None) | Q(next_due_at__isnull=False, paused_at=None),
                name="awake_only_with_something_ahead",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["purpose", "wakes_at"], condition=Q(wakes_at__isnull=False), name="schedule_awake"
            )
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
            every=self.every,
            days=tuple(self.days),
            day_of_month=self.day_of_month,
            nth=self.nth,
            starts_on=self.starts_on,
        )

    @property
    def rrule(self) -> str | None:
        """The repetition as other calendars say it (RFC 5545)."""
        return to_rrule(self.repeat)

    @property
    def planned(self) -> Due | None:
        if self.next_due_on is None or self.next_due_at is None:
            return None
        return self.next_due_on, self.next_due_at

    @planned.setter
    def planned(self, due: Due | None) -> None:
        self.next_due_on, self.next_due_at = due or (None, None)
