"""What happened, without a word of what was said."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from backend.accounts.models import Person
from backend.core.models import BaseModel
from backend.core.walls import HOUSE, ME, NEVER, OURS, Wall, both, either
from backend.spaces.models import Membership, ScopedQuerySet, Space


class Verb(models.TextChoices):
    REVEALED = "revealed"
    AGREED = "agreed"
    CHANGED = "changed"
    ENDED = "ended"
    CELEBRATED = "celebrated"
    MILESTONE = "milestone"
    KEPT = "kept"


class EventQuerySet(ScopedQuerySet["Event"]):
    def visible_to(self, membership: Membership) -> Self:
        mine = Q(only_for=None) | Q(only_for=membership.person_id)
        return super().visible_to(membership).filter(mine)


class Event(BaseModel):
    """What was done to which row, and when. `detail` holds built-in names only (a template's slug).

    `only_for` is the one person who sees it: set while somebody has the space to themselves, because whoever
    joins later was not there.
    """

    wall = Wall(
        see=either(both(f"space_id = {OURS}", either("only_for_id is null", f"only_for_id = {ME}")), HOUSE),
        add=either(f"space_id = {OURS}", HOUSE),
        change=NEVER,
        remove=either(f"only_for_id = {ME}", HOUSE),
    )

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    only_for = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    verb = models.CharField(max_length=30, choices=Verb)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.UUIDField()
    detail = models.JSONField(default=dict)
    happened_at = models.DateTimeField()

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["space", "-happened_at", "-id"])]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["verb", "subject_id"], name="one_event_per_verb_and_subject")
        ]
