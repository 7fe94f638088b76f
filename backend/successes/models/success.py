"""Something that went well, of any size."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from backend.accounts.models import Person
from backend.core.walls import ME, OURS, Wall, both, either
from backend.spaces.models import Membership, ScopedModel, ScopedQuerySet
from backend.vault.models import SealedField


class Sharing(models.TextChoices):
    """For whom it is. A joint one is a question to the other until they say that it was theirs too."""

    PRIVATE = "private"
    SHARED = "shared"
    JOINT = "joint"


class Milestone(models.TextChoices):
    """Small things that are hard, and worth a name."""

    USED_A_PAUSE = "used_a_pause"
    DECLINED_KINDLY = "declined_kindly"
    TALKED_TO_SOMEONE = "talked_to_someone"
    SAID_A_NEED = "said_a_need"
    LISTENED = "listened"
    CAME_BACK = "came_back"


class SuccessQuerySet(ScopedQuerySet["Success"]):
    def visible_to(self, membership: Membership) -> Self:
        """One's own, and what the other did not keep to themselves."""
        told = ~Q(sharing=Sharing.PRIVATE)
        return super().visible_to(membership).filter(Q(author=membership.person_id) | told)

    def with_words(self) -> Self:
        """With what is needed to open them, and to say that there is a picture without reading it."""
        return self.select_related("author__key", "picture").defer("picture__image")


MINE = f"author_id = {ME}"
HERE = f"space_id = {OURS}"


class Success(ScopedModel):
    """Sealed under its author's key. A private one is its author's alone, in the database too."""

    wall = Wall(
        see=either(MINE, both("sharing <> 'private'", HERE)),
        add=both(MINE, HERE),
        change=MINE,
        remove=MINE,
    )
    sealed_for: ClassVar[tuple[str, ...]] = ("space_id", "author_id")
    sealed_with: ClassVar[str] = "author__key"

    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = SealedField()
    made_possible = SealedField()
    sharing = models.CharField(max_length=7, choices=Sharing)
    milestone = models.CharField(max_length=20, choices=Milestone, blank=True)
    happened_on = models.DateField()

    objects = SuccessQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["space", "-happened_on", "-created_at", "-id"])]
