"""How somebody wants to be reminded of whatever comes round."""

from datetime import timedelta

from django.db import models

from backend.accounts.models import Person
from backend.core.models import BaseModel
from backend.core.walls import of_person


class Wish(BaseModel):
    """How long ahead, and whether once more without an answer. Who has none: at the time, and once more."""

    wall = of_person()

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    lead_minutes = models.PositiveSmallIntegerField(default=0)
    follow_up = models.BooleanField(default=True)

    @property
    def lead(self) -> timedelta:
        return timedelta(minutes=self.lead_minutes)
