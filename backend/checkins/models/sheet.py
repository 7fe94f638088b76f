"""One person's side of a check-in."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models

from backend.accounts.models import Person
from backend.checkins.models.check_in import CheckIn
from backend.checkins.rules.reveal import State, state
from backend.core.models import BaseModel
from backend.core.walls import HOUSE, ME, Wall, either
from backend.spaces.models import Membership, ScopedQuerySet, Space


class Reason(models.TextChoices):
    """Why a sheet was put aside; nobody is asked for more."""

    NOT_READY = "not_ready"
    SKIPPED = "skipped"


class SheetQuerySet(ScopedQuerySet["Sheet"]):
    def visible_to(self, membership: Membership) -> Self:
        return super().visible_to(membership).filter(person=membership.person_id)


MINE = either(f"person_id = {ME}", HOUSE)


class Sheet(BaseModel):
    """One person's side of a check-in. Only they see whether it was begun, put aside or sent."""

    wall = Wall(see=MINE, add=HOUSE, change=MINE, remove=MINE)

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    check_in = models.ForeignKey(CheckIn, on_delete=models.PROTECT, related_name="sheets")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)
    put_aside_at = models.DateTimeField(null=True)
    put_aside_because = models.CharField(max_length=10, choices=Reason, blank=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["check_in", "person"], name="one_sheet_per_person")
        ]

    @property
    def waits(self) -> bool:
        """For its person, who has neither sent it nor put it aside."""
        return self.sent_at is None and self.put_aside_at is None

    @property
    def closes_at(self) -> datetime:
        """With the window, or with the space."""
        return min(self.check_in.closes_at, self.space.closed_at or self.check_in.closes_at)

    def state(self, now: datetime) -> State:
        return state(
            revealed=hasattr(self.check_in, "reveal"),
            closes_at=self.closes_at,
            sent_at=self.sent_at,
            put_aside_at=self.put_aside_at,
            now=now,
        )
