"""What a listener heard."""

from typing import ClassVar, Self

from django.db import models

from backend.accounts.models import Person
from backend.checkins.models.turn import Turn
from backend.core.walls import ME, OURS, Wall, both, either, exists
from backend.spaces.models import Membership, ScopedModel, ScopedQuerySet
from backend.vault.models import SealedField


class EchoQuerySet(ScopedQuerySet["Echo"]):
    def visible_to(self, membership: Membership) -> Self:
        turns = Turn.objects.visible_to(membership)
        return super().visible_to(membership).filter(turn__in=turns)


MINE = f"author_id = {ME}"
TALKED = both(f"space_id = {OURS}", exists("checkins_turn held", "held.id = turn_id"))
TO_ME = exists("checkins_turn held", "held.id = turn_id", f"held.speaker_id = {ME}")


class Echo(ScopedModel):
    """A turn said back in the listener's own words. `missed_at`: it was not quite that, said the speaker."""

    wall = Wall(see=either(MINE, TALKED), add=both(MINE, TALKED), change=either(MINE, TO_ME), remove=MINE)
    sealed_for: ClassVar[tuple[str, ...]] = ("space_id", "turn_id", "author_id")
    sealed_with: ClassVar[str] = "author__key"

    turn = models.ForeignKey(Turn, on_delete=models.PROTECT, related_name="echoes")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = SealedField()
    missed_at = models.DateTimeField(null=True)

    objects = EchoQuerySet.as_manager()

    class Meta:
        # One is missed before the next is said: what stands comes last, whatever the clock says.
        ordering = ["missed_at", "created_at"]
