"""A list of questions, as versioned data."""

from collections.abc import Collection
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from backend.checkins.models.wording import BUILT_IN_OR_OURS, ONLY_OURS, Worded
from backend.core.walls import HOUSE, Wall
from backend.spaces.models import Membership

OWN = "own"
"""What a space's own template is called where only built-in names may stand."""


class TemplateQuerySet(models.QuerySet["Template"]):
    def newest(self) -> Self:
        """One row for each slug: its latest version."""
        return self.order_by("slug", "-version").distinct("slug")

    def built_in(self) -> Self:
        return self.filter(space=None)

    def own(self) -> Self:
        return self.exclude(space=None)

    def visible_to(self, membership: Membership) -> Self:
        """The space's own, also those that were put away."""
        return self.filter(space=membership.space_id)

    def offered_in(self, spaces: Collection[UUID]) -> Self:
        """What can be asked there now. A slug names one line in one space, or what is built in."""
        return self.newest().filter(Q(space=None) | Q(space__any_of=spaces), put_away_at=None)

    def with_words(self) -> Self:
        return self.select_related("space__key")

    def with_all_words(self) -> Self:
        """Its own, and those of its questions."""
        return self.with_words().prefetch_related("questions__space__key")


class Template(Worded):
    """One version of a list of questions. Never changed: a new wording is a new version.

    `put_away_at` is the same in all versions of a line: it is not offered any more, and what was asked stays.
    """

    wall = Wall(see=BUILT_IN_OR_OURS, add=ONLY_OURS, change=ONLY_OURS, remove=HOUSE)

    slug = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    about = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    window_hours = models.PositiveSmallIntegerField()
    put_away_at = models.DateTimeField(null=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["slug", "version"], name="one_row_per_version"),
            models.CheckConstraint(
                condition=Q(space=None) | Q(title="", about=""), name="own_titles_are_sealed"
            ),
        ]

    @property
    def is_put_away(self) -> bool:
        return self.put_away_at is not None

    @property
    def name_in_the_open(self) -> str:
        return OWN if self.is_own else self.slug

    @property
    def as_written(self) -> dict[str, Any]:
        """As in a file of templates; `rules.templates` says what is in it."""
        return {
            "title": self.says("title"),
            "about": self.says("about"),
            "minutes": self.minutes,
            "window_hours": self.window_hours,
            "questions": [question.as_written for question in self.questions.all()],
        }
