"""A list of questions, as versioned data."""

from typing import ClassVar, Self

from django.db import models

from backend.core.models import BaseModel
from backend.core.walls import Open

BUILT_IN = Open("built in, the same for everybody")


class TemplateQuerySet(models.QuerySet["Template"]):
    def newest(self) -> Self:
        """One row for each slug: its latest version."""
        return self.order_by("slug", "-version").distinct("slug")


class Template(BaseModel):
    """One version of a list of questions. Never changed: a new wording is a new version."""

    wall = BUILT_IN

    slug = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    about = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    window_hours = models.PositiveSmallIntegerField()

    objects = TemplateQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["slug", "version"], name="one_row_per_version")
        ]
