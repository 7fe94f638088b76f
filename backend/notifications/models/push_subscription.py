"""The browsers that may be woken."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models

from backend.accounts.models import Person
from backend.core.walls import of_person
from backend.vault.models import Key, SealedField, SealedModel


class PushSubscription(SealedModel):
    """A browser that may be woken. Its address is a capability: sealed, and found again by a keyed hash."""

    wall = of_person()
    sealed_for: ClassVar[tuple[str, ...]] = ("person_id",)
    sealed_with: ClassVar[str] = "person__key"
    read_with: Key | None = None

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="push_subscriptions")
    endpoint = SealedField()
    p256dh = SealedField()
    auth = SealedField()
    endpoint_hash = models.BinaryField(max_length=32, unique=True)
    renewed_at = models.DateTimeField(auto_now=True)

    @classmethod
    def with_key(cls, key: Key, *, pk: UUID, person_id: UUID, **sealed: bytes) -> Self:
        """As it was read together with the key that opens it: the person themselves is not needed."""
        # By its own name: `pk` would first make up another id.
        found = cls(id=pk, person_id=person_id, **sealed)
        found.read_with = key
        return found

    @property
    def key_of_words(self) -> Key | None:
        return self.read_with or super().key_of_words
