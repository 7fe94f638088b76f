"""A topic that waits for its day."""

from typing import Self

from django.db import models

from backend.checkins.models.topic import OF_A_TOPIC, Topic
from backend.core.models import BaseModel
from backend.spaces.models import Membership, ScopedQuerySet, Space


class ParkingQuerySet(ScopedQuerySet["Parking"]):
    def visible_to(self, membership: Membership) -> Self:
        return super().visible_to(membership).filter(topic__in=Topic.objects.visible_to(membership))


class Parking(BaseModel):
    """Put down until a day, and lifted when it is talked about. From that day on it comes up again."""

    wall = OF_A_TOPIC

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    topic = models.OneToOneField(Topic, on_delete=models.CASCADE, related_name="parking")
    return_on = models.DateField()
    lifted_at = models.DateTimeField(null=True)

    objects = ParkingQuerySet.as_manager()
