"""Thanks, told at once."""

from typing import ClassVar

from django.db import models

from backend.accounts.models import Person
from backend.core.walls import ME, OURS, Wall, both, either
from backend.spaces.models import ScopedModel, ScopedQuerySet
from backend.vault.models import SealedField

MINE = f"author_id = {ME}"
HERE = f"space_id = {OURS}"


class Appreciation(ScopedModel):
    """From one of the two to the other, sealed under the key of whoever says it."""

    wall = Wall(see=either(MINE, HERE), add=both(MINE, HERE), change=MINE, remove=MINE)
    sealed_for: ClassVar[tuple[str, ...]] = ("space_id", "author_id")
    sealed_with: ClassVar[str] = "author__key"

    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = SealedField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["space", "-created_at", "-id"])]
