"""Days on which nothing comes round."""

from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from backend.core.clock import now
from backend.core.models import BaseModel
from backend.core.walls import of_space
from backend.schedules.models.schedule import Schedule
from backend.spaces.models import ScopedQuerySet, Space


class RestQuerySet(ScopedQuerySet["Rest"]):
    def ahead(self) -> Self:
        """Those that are not over yet, wherever the clock is."""
        return self.filter(ends_on__gte=now().date() - timedelta(days=1))

    def holidays(self) -> Self:
        """Those of the whole space."""
        return self.filter(schedule=None)


class Rest(BaseModel):
    """From one local date to another, both included, a schedule rests; without one, all of the space do."""

    wall = of_space()

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    schedule = models.ForeignKey(Schedule, null=True, on_delete=models.CASCADE, related_name="rests")
    begins_on = models.DateField()
    ends_on = models.DateField()

    objects = RestQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="a_rest_ends_after_it_begins"
            )
        ]
