"""A limit of one's own: its author's alone, and told to the other only for as long as the author likes."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from backend.accounts.models import Person
from backend.boundaries.rules import read
from backend.core.models import BaseModel
from backend.core.walls import ME, OURS, Wall, both, either, exists
from backend.spaces.models import Membership, ScopedModel, ScopedQuerySet, Space
from backend.vault.models import SealedField

MINE = f"author_id = {ME}"
OPEN_HERE = both(
    f"space_id = {OURS}",
    exists("spaces_space here", f"here.id = {OURS}", "here.closed_at is null"),
)
"""Whoever has left took their limits along."""


class LimitQuerySet(ScopedQuerySet["Limit"]):
    def visible_to(self, membership: Membership) -> Self:
        """One's own; and those of the other that have words which were told."""
        told = Q(pk__in=Wording.objects.visible_to(membership).values("limit"))
        return super().visible_to(membership).filter(Q(author=membership.person_id) | told)

    def with_wordings(self, membership: Membership) -> Self:
        wordings = Wording.objects.visible_to(membership).select_related("author__key")
        return self.prefetch_related(models.Prefetch("wordings", wordings.order_by("number")))


class Limit(BaseModel):
    """Something one person wants or does not want, and what they will do. It needs nobody's consent."""

    wall = Wall(
        see=either(
            MINE,
            both(OPEN_HERE, exists("boundaries_wording told", "told.limit_id = boundaries_limit.id")),
        ),
        add=MINE,
        change=MINE,
        remove=MINE,
    )

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = LimitQuerySet.as_manager()


class WordingQuerySet(ScopedQuerySet["Wording"]):
    def visible_to(self, membership: Membership) -> Self:
        """One's own; and what was told, until somebody has left."""
        readable = Q(author=membership.person_id)
        if membership.space.closed_at is None:
            readable |= Q(told_at__isnull=False)
        return super().visible_to(membership).filter(readable)


class Wording(ScopedModel):
    """How a limit was said at one time, sealed under its author's key.

    `told_at` is since when the other can read it; empty while only its author does. What was written before a
    limit was told stays its author's.
    """

    wall = Wall(see=either(MINE, both("told_at is not null", OPEN_HERE)), add=MINE, change=MINE, remove=MINE)
    sealed_for: ClassVar[tuple[str, ...]] = ("space_id", "author_id", "limit_id")
    sealed_with: ClassVar[str] = "author__key"

    limit = models.ForeignKey(Limit, on_delete=models.CASCADE, related_name="wordings")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    words = SealedField()
    written_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    objects = WordingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["limit", "number"], name="one_wording_per_number")
        ]

    @property
    def said(self) -> dict[str, str]:
        return read(self.open("words"))
