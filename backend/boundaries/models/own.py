"""What only one person sees, for ever: drafts, and a note to an agreement."""

from typing import ClassVar, Self

from django.db import models

from backend.accounts.models import Person
from backend.boundaries.models.agreement import Agreement
from backend.boundaries.rules import Kind, read
from backend.core.walls import ME, wall
from backend.spaces.models import Membership, ScopedModel, ScopedQuerySet
from backend.vault.models import SealedField

MINE = wall(f"author_id = {ME}")
"""Not even those who work for all have a way in."""


class DraftQuerySet(ScopedQuerySet["Draft"]):
    def visible_to(self, membership: Membership) -> Self:
        return super().visible_to(membership).filter(author=membership.person_id)


class Draft(ScopedModel):
    """Words not proposed yet. `about` is the agreement they would change, or the name of a new one."""

    wall = MINE
    sealed_for: ClassVar[tuple[str, ...]] = ("space_id", "author_id", "about")
    sealed_with: ClassVar[str] = "author__key"

    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    about = models.UUIDField()
    kind = models.CharField(max_length=9, choices=[(kind.value, kind.value) for kind in Kind])
    words = SealedField()
    review_on = models.DateField(null=True)
    written_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["author", "about"], name="one_draft_about_a_thing")
        ]

    @property
    def said(self) -> dict[str, str]:
        return read(self.open("words"))


class NoteQuerySet(ScopedQuerySet["Note"]):
    def visible_to(self, membership: Membership) -> Self:
        return super().visible_to(membership).filter(author=membership.person_id)


class Note(ScopedModel):
    """What somebody thinks of an agreement. One text without days: it never becomes a list of breaches."""

    wall = MINE
    sealed_for: ClassVar[tuple[str, ...]] = ("space_id", "author_id", "agreement_id")
    sealed_with: ClassVar[str] = "author__key"

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = SealedField()

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "author"], name="one_note_to_an_agreement")
        ]
