"""One person speaking to a topic."""

from typing import ClassVar, Self

from django.db import models

from backend.accounts.models import Person
from backend.checkins.models.topic import Topic
from backend.checkins.rules.talking import Spoken
from backend.core.walls import ME, OURS, Wall, both, either, exists
from backend.spaces.models import Membership, ScopedModel, ScopedQuerySet
from backend.vault.models import SealedField


class TurnQuerySet(ScopedQuerySet["Turn"]):
    def visible_to(self, membership: Membership) -> Self:
        topics = Topic.objects.visible_to(membership)
        return super().visible_to(membership).filter(topic__in=topics)


MINE = f"speaker_id = {ME}"
TALKED = both(f"space_id = {OURS}", exists("checkins_topic held", "held.id = topic_id"))

MINE_OR_NOBODYS = either(MINE, both("speaker_id is null", TALKED))


class Turn(ScopedModel):
    """What its speaker said, and that they felt heard. Its words are sealed under the speaker's key."""

    wall = Wall(
        see=either(MINE, TALKED),
        add=both(MINE, TALKED),
        change=MINE_OR_NOBODYS,
        remove=MINE_OR_NOBODYS,
    )
    sealed_for: ClassVar[tuple[str, ...]] = ("space_id", "topic_id", "speaker_id")
    sealed_with: ClassVar[str] = "speaker__key"

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="turns")
    number = models.PositiveSmallIntegerField()
    speaker = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    said = SealedField()
    heard_at = models.DateTimeField(null=True)

    objects = TurnQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "number"], name="one_turn_after_another")
        ]

    @property
    def spoken(self) -> Spoken:
        """Without the words: what decides who is next."""
        return Spoken(
            speaker=self.speaker_id,
            said_back=any(echo.missed_at is None for echo in self.echoes.all()),
            heard=self.heard_at is not None,
        )
