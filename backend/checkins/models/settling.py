"""A topic that was talked through."""

from typing import Self

from django.db import models

from backend.checkins.models.topic import OF_A_TOPIC, Topic
from backend.core.models import BaseModel
from backend.spaces.models import Membership, ScopedQuerySet, Space


class SettlingQuerySet(ScopedQuerySet["Settling"]):
    def visible_to(self, membership: Membership) -> Self:
        return super().visible_to(membership).filter(topic__in=Topic.objects.visible_to(membership))


class Settling(BaseModel):
    """Put away; nobody asks what came of it. `aloud`: face to face, with nothing written down."""

    wall = OF_A_TOPIC

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    topic = models.OneToOneField(Topic, on_delete=models.CASCADE, related_name="settling")
    aloud = models.BooleanField()

    objects = SettlingQuerySet.as_manager()
