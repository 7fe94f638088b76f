"""Files of one's own data, and what was brought back from one."""

import json
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar, Self

from django.db import models

from backend.accounts.models import Person
from backend.checkins.models import Template
from backend.core.models import BaseModel
from backend.core.walls import of_person
from backend.vault.models import SealedField, SealedModel

ASKED = "asked"


class State(models.TextChoices):
    WAITING = "waiting"
    WORKING = "working"
    READY = "ready"
    FAILED = "failed"


class ExportQuerySet(models.QuerySet["Export"]):
    def to_do(self, given_up_before: datetime) -> Self:
        """Not begun, or begun by a worker that is gone."""
        left = models.Q(state=State.WORKING, claimed_at__lt=given_up_before)
        return self.filter(models.Q(state=State.WAITING) | left)

    def under_way(self) -> Self:
        return self.filter(state__in=[State.WAITING, State.WORKING])


class Export(BaseModel):
    """A file that was asked for. It lies here sealed, part by part, for a few days."""

    wall = of_person()

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    of = models.PositiveSmallIntegerField()
    claimed_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(db_index=True)

    objects = ExportQuerySet.as_manager()

    @property
    def done(self) -> int:
        return self.parts.count()


class Part(SealedModel):
    """What one app knows, as JSON."""

    wall = of_person()
    sealed_for: ClassVar[tuple[str, ...]] = ("person_id", "export_id")
    sealed_with: ClassVar[str] = "person__key"

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="parts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=20)
    words = SealedField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["export", "name"], name="one_part_per_name"),
        ]


class Keepsake(SealedModel):
    """A check-in of another time, brought back from a file: to read, for its owner alone, and nothing else.

    It is no check-in of a space, so that nobody's words can look as if they were said there. One that asked a
    space's own questions has them among its words, and no template.
    """

    wall = of_person()
    sealed_for: ClassVar[tuple[str, ...]] = ("person_id", "source_id")
    sealed_with: ClassVar[str] = "person__key"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    template = models.ForeignKey(Template, null=True, on_delete=models.PROTECT, related_name="+")
    source_id = models.UUIDField()
    opened_on = models.DateField()
    words = SealedField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "source_id"], name="kept_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "-opened_on"])]

    @cached_property
    def _read(self) -> dict[str, Any]:
        return dict(json.loads(self.open("words")))

    @property
    def entry(self) -> dict[str, Any]:
        """As it stood in the file."""
        return {name: value for name, value in self._read.items() if name != ASKED}

    @property
    def asked(self) -> dict[str, Any]:
        """The space's own template it asked; only where there is no template."""
        return dict(self._read[ASKED])
