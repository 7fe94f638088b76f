"""The browsers that may be woken."""

from typing import ClassVar

from django.db import models

from backend.accounts.models import Person
from backend.core.walls import of_person
from backend.vault.models import SealedField, SealedModel


class PushSubscription(SealedModel):
    """A browser that may be woken. Its address is a capability: sealed, and found again by a keyed hash."""

    wall = of_person()
    sealed_for: ClassVar[tuple[str, ...]] = ("person_id",)
    sealed_with: ClassVar[str] = "person__key"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="push_subscriptions")
    endpoint = SealedField()
    p256dh = SealedField()
    auth = SealedField()
    endpoint_hash = models.BinaryField(max_length=32, unique=True)
    renewed_at = models.DateTimeField(auto_now=True)
