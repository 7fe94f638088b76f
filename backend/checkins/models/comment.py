"""A few words beside what was revealed."""

from typing import ClassVar, Self

from django.db import models

from backend.accounts.models import Person
from backend.checkins.models.check_in import CheckIn, talked_of
from backend.checkins.models.question import Question
from backend.core.walls import ME, Wall, both, either
from backend.spaces.models import Membership, ScopedModel, ScopedQuerySet
from backend.vault.models import SealedField


class CommentQuerySet(ScopedQuerySet["Comment"]):
    def visible_to(self, membership: Membership) -> Self:
        """Those of a reveal that both have seen."""
        seen = CheckIn.objects.visible_to(membership).revealed_to_both()
        return super().visible_to(membership).filter(check_in__in=seen)


MINE = f"author_id = {ME}"
TALKED = talked_of("checkins_comment")


class Comment(ScopedModel):
    """Said to the two answers to one question, so that it stays whole when one of them is erased."""

    wall = Wall(see=either(MINE, TALKED), add=both(MINE, TALKED), change=MINE, remove=MINE)
    sealed_for: ClassVar[tuple[str, ...]] = ("space_id", "check_in_id", "question_id", "author_id")
    sealed_with: ClassVar[str] = "author__key"

    check_in = models.ForeignKey(CheckIn, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = SealedField()

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
