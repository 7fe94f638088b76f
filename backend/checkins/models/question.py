"""One question of a template."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from backend.checkins.models.template import Template
from backend.checkins.models.wording import BUILT_IN_OR_OURS, ONLY_OURS, Worded
from backend.checkins.rules.values import Kind
from backend.core.walls import HOUSE, Wall
from backend.spaces.models import Membership


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, membership: Membership) -> "QuestionQuerySet":
        """Those of the space's own templates."""
        return self.filter(space=membership.space_id)

    def with_words(self) -> "QuestionQuerySet":
        return self.select_related("space__key")


class Question(Worded):
    """A question of one template version; `options` depend on its kind (see rules.values)."""

    wall = Wall(see=BUILT_IN_OR_OURS, add=ONLY_OURS, change=HOUSE, remove=HOUSE)

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    section = models.SlugField(max_length=40)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    prompt = models.CharField(max_length=300)
    help = models.CharField(max_length=300, blank=True)
    options = models.JSONField()
    shared_by_default = models.BooleanField()

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["template", "key"], name="one_question_per_key"),
            models.UniqueConstraint(fields=["template", "position"], name="one_question_per_place"),
            models.CheckConstraint(
                condition=Q(space=None) | Q(prompt="", help="", options={}), name="own_questions_are_sealed"
            ),
        ]

    @property
    def as_written(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "section": self.section,
            "kind": self.kind,
            "prompt": self.says("prompt"),
            "help": self.says("help"),
            "shared_by_default": self.shared_by_default,
            "options": self.says("options"),
        }
