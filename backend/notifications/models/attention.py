"""Whether the reminders of a rhythm reach somebody, or only ring."""

from typing import ClassVar

from django.db import models

from backend.accounts.models import Person
from backend.core.models import BaseModel
from backend.core.walls import of_person
from backend.schedules.models import Schedule


class Attention(BaseModel):
    """What one person makes of the reminders of one schedule. Seen by that person alone.

    `unanswered` counts those that went out since the last response; `passed_for` is the occurrence for which
    none was sent since then, to halve them. Any response empties both. `asks`: they were turned off for want
    of one, and the app asks about it.
    """

    wall = of_person()

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="+")
    unanswered = models.PositiveSmallIntegerField(default=0)
    passed_for = models.UUIDField(null=True)
    off_at = models.DateTimeField(null=True)
    asks = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "schedule"], name="one_attention_per_schedule")
        ]
