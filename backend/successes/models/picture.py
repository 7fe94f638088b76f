"""A picture of a success."""

from typing import ClassVar, Self

from django.db import models

from backend.accounts.models import Person
from backend.core.walls import ME, OURS, Wall, both, exists
from backend.spaces.models import Membership, ScopedModel, ScopedQuerySet
from backend.successes.models.success import Success
from backend.vault.models import SealedField

MINE = f"author_id = {ME}"


class PictureQuerySet(ScopedQuerySet["Picture"]):
    def visible_to(self, membership: Membership) -> Self:
        """Whoever sees a success sees its picture."""
        told = Success.objects.visible_to(membership)
        return super().visible_to(membership).filter(success__in=told)


class Picture(ScopedModel):
    """Written anew from what was sent, so that nothing but the picture is in it; sealed like words."""

    wall = Wall(
        see=exists("successes_success told", "told.id = success_id"),
        add=both(MINE, f"space_id = {OURS}"),
        change=MINE,
        remove=MINE,
    )
    sealed_for: ClassVar[tuple[str, ...]] = ("space_id", "author_id", "success_id")
    sealed_with: ClassVar[str] = "author__key"

    success = models.OneToOneField(Success, on_delete=models.CASCADE, related_name="picture")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    image = SealedField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    objects = PictureQuerySet.as_manager()
