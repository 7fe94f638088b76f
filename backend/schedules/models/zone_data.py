"""Which rules of the world's clocks all planned times were reckoned with."""

from django.db import models

from backend.core.walls import HOUSE, wall


class ZoneData(models.Model):
    """One row. While a change is worked through, `looked_to` is the last schedule that was reckoned anew."""

    wall = wall(HOUSE)

    fingerprint = models.CharField(max_length=64)
    looked_to = models.UUIDField(null=True)
