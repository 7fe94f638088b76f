"""The one moment in which both see."""

from django.db import models

from backend.checkins.models.check_in import CheckIn
from backend.core.models import BaseModel
from backend.core.walls import HOUSE, NEVER, Wall, exists
from backend.spaces.models import ScopedQuerySet, Space


class Reveal(BaseModel):
    """Both have sent. Written once, in the transaction of the later sending, and never undone."""

    wall = Wall(
        see=exists("checkins_checkin asked", "asked.id = check_in_id"),
        add=HOUSE,
        change=NEVER,
        remove=HOUSE,
    )

    check_in = models.OneToOneField(CheckIn, on_delete=models.PROTECT, related_name="reveal")
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    revealed_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()
