"""What one person answered to one question."""

import json
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from backend.accounts.models import Person
from backend.checkins.models.check_in import CheckIn
from backend.checkins.models.question import Question
from backend.checkins.models.sheet import Sheet
from backend.core.walls import ME, OURS, Wall, both, either, exists
from backend.spaces.models import Membership, ScopedModel, ScopedQuerySet
from backend.vault.models import SealedField


class AnswerQuerySet(ScopedQuerySet["Answer"]):
    def visible_to(self, membership: Membership) -> Self:
        """One's own; and the other's, once revealed, where they were marked to be shared."""
        asked = CheckIn.objects.visible_to(membership).exclude(reveal=None)
        told = Q(shared=True, check_in__in=asked)
        return super().visible_to(membership).filter(Q(author=membership.person_id) | told)


MY_WORDS = f"author_id = {ME}"
MY_SHEET = exists("checkins_sheet own", "own.id = sheet_id", f"own.person_id = {ME}")
REVEALED = exists("checkins_reveal shown", "shown.check_in_id = checkins_answer.check_in_id")


class Answer(ScopedModel):
    """One answer, sealed under its author's key, so that erasing a person forgets their words everywhere.

    Its wall has no way in for the house: nothing that works for both needs to read what one has written.
    """

    wall = Wall(
        see=either(MY_WORDS, both("shared", f"space_id = {OURS}", REVEALED)),
        add=both(MY_WORDS, MY_SHEET),
        change=MY_WORDS,
        remove=MY_WORDS,
    )
    sealed_for: ClassVar[tuple[str, ...]] = ("space_id", "author_id", "sheet_id", "question_id")
    sealed_with: ClassVar[str] = "author__key"

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="answers")
    check_in = models.ForeignKey(CheckIn, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    words = SealedField()
    shared = models.BooleanField()

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "question"], name="one_answer_per_question")
        ]

    @property
    def value(self) -> Any:
        return json.loads(self.open("words"))
