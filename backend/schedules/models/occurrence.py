"""The days something came round."""

from typing import ClassVar

from django.db import models

from backend.core.models import BaseModel
from backend.core.walls import HOUSE, either, exists, wall
from backend.schedules.models.schedule import Schedule


class Occurrence(BaseModel):
    """A schedule came round. Unique per local date: it comes round once, however many clocks tick.

    Its id follows from schedule and date (`rules.occurrence_id`), so that a reminder ahead can name it.
    """

    # The house first: who looks for all must not go through everybody's schedules for it.
    wall = wall(either(HOUSE, exists("schedules_schedule rhythm", "rhythm.id = schedule_id")))

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="occurrences")
    local_date = models.DateField()
    due_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["schedule", "local_date"], name="one_occurrence_per_day")
        ]
