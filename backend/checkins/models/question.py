"""One question of a template."""

from typing import ClassVar

from django.db import models

from backend.checkins.models.template import BUILT_IN, Template
from backend.checkins.rules.values import Kind
from backend.core.models import BaseModel


class Question(BaseModel):
    """A question of one template version; `options` depend on its kind (see rules.values)."""

    wall = BUILT_IN

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    section = models.SlugField(max_length=40)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    prompt = models.CharField(max_length=300)
    help = models.CharField(max_length=300, blank=True)
    options = models.JSONField()
    shared_by_default = models.BooleanField()

    class Meta:
        ordering = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["template", "key"], name="one_question_per_key"),
            models.UniqueConstraint(fields=["template", "position"], name="one_question_per_place"),
        ]
