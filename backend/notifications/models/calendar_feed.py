"""A calendar somebody has subscribed to."""

from typing import ClassVar

from django.db import models

from backend.accounts.models import Person
from backend.core.walls import DOOR, of_person
from backend.vault.models import SealedField, SealedModel


class CalendarFeed(SealedModel):
    """The secret address of one person's calendar. It is a key: sealed, and found by a keyed hash."""

    wall = of_person("person_id", DOOR)
    sealed_for: ClassVar[tuple[str, ...]] = ("person_id",)
    sealed_with: ClassVar[str] = "person__key"

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    secret = SealedField()
    secret_hash = models.BinaryField(max_length=32, unique=True)
