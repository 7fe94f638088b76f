"""One asking, of one or of both."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Self

from django.db import models

from backend.checkins.models.template import Template
from backend.core.models import BaseModel
from backend.core.walls import HOUSE, ME, OURS, Wall, both, either, exists
from backend.schedules.models import Occurrence
from backend.spaces.models import Membership, ScopedQuerySet, Space


class CheckInQuerySet(ScopedQuerySet["CheckIn"]):
    def visible_to(self, membership: Membership) -> Self:
        """Those in which this person was asked: whoever joins later does not see what was before."""
        return super().visible_to(membership).filter(sheets__person=membership.person_id)

    def waiting(self, at: datetime) -> Self:
        """Neither closed nor revealed."""
        return self.filter(closes_at__gt=at, reveal=None)

    def revealed_to_both(self) -> Self:
        """Where two were asked and both have seen: what can be talked through."""
        return self.filter(asked__gt=1).exclude(reveal=None)

    def asked(self, members: Iterable[Membership]) -> Self:
        """Those that ask all of them: one begun alone is not for whoever joins later."""
        found = self
        for member in members:
            found = found.filter(sheets__person=member.person_id)
        return found


I_WAS_ASKED = exists("checkins_sheet own", "own.check_in_id = checkins_checkin.id", f"own.person_id = {ME}")
SEEN_BY_BOTH = exists(
    "checkins_reveal shown, checkins_checkin held",
    "shown.check_in_id = {table}.check_in_id",
    "held.id = shown.check_in_id",
    "held.asked > 1",
)
ASKED_HERE = either(both(f"space_id = {OURS}", I_WAS_ASKED), HOUSE)


def talked_of(table: str) -> str:
    """Rows of this table that belong to a reveal which both of this space have seen."""
    return both(f"{table}.space_id = {OURS}", SEEN_BY_BOTH.format(table=table))


class CheckIn(BaseModel):
    """One asking of a template's questions, of `asked` people. Who opened it is not kept.

    `occurrence` is the time its schedule came round for it; empty when somebody started it.
    """

    wall = Wall(see=ASKED_HERE, add=HOUSE, change=ASKED_HERE, remove=HOUSE)

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="+")
    asked = models.PositiveSmallIntegerField()
    occurrence = models.ForeignKey(Occurrence, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    objects = CheckInQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["space", "-opened_at"])]
