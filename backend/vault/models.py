"""Keys, and the base of every row with private words."""

import base64
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models

from backend.core.models import BaseModel
from backend.vault import rules


class Key(BaseModel):
    """One person's or one space's key, wrapped by a key of the environment. Deleting it forgets for good."""

    wrapped = models.BinaryField()
    wrapped_by = models.CharField(max_length=40)

    @classmethod
    def new(cls) -> "Key":
        """A fresh key, not yet saved, wrapped by the first key of VAULT_KEYS."""
        key = cls(wrapped_by=newest_wrapping_key())
        key.wrapped = rules.seal(
            rules.new_secret(), secret=wrapping_key(key.wrapped_by), key_id=key.id, bound_to=b"key"
        )
        return key

    @cached_property
    def secret(self) -> bytes:
        return rules.unseal(
            bytes(self.wrapped), secret=wrapping_key(self.wrapped_by), key_id=self.id, bound_to=b"key"
        )


def wrapping_keys() -> list[str]:
    """Names of the keys of the environment; the first one wraps."""
    return list(settings.VAULT_KEYS)


def newest_wrapping_key() -> str:
    return wrapping_keys()[0]


def wrapping_key(name: str) -> bytes:
    return base64.b64decode(settings.VAULT_KEYS[name])


if TYPE_CHECKING:
    Bytes = models.BinaryField[bytes, bytes]
else:
    Bytes = models.BinaryField


class SealedField(Bytes):
    """A column of private words: empty, or an envelope."""

    def __init__(self, **options: object) -> None:
        super().__init__(**{"default": b"", "blank": True, **options})  # type: ignore[arg-type]


class SealedModel(BaseModel):
    """A row with sealed columns. Words open only in the row, column and ownership they were sealed for."""

    sealed_for: ClassVar[tuple[str, ...]]
    """Names of the id columns (space, author) that the words are bound to besides table, column and row."""

    class Meta:
        abstract = True

    @property
    def key_of_words(self) -> Key:
        raise NotImplementedError

    def seal(self, **words: str) -> None:
        """Set columns to sealed words; the caller saves."""
        for column, text in words.items():
            envelope = rules.seal(
                text.encode(),
                secret=self.key_of_words.secret,
                key_id=self.key_of_words.id,
                bound_to=self._bond(column),
            )
            setattr(self, column, envelope if text else b"")

    def open(self, column: str) -> str:
        """The words of a column; empty when nothing was written."""
        envelope = bytes(getattr(self, column))
        if not envelope:
            return ""
        key = self.key_of_words
        return rules.unseal(envelope, secret=key.secret, key_id=key.id, bound_to=self._bond(column)).decode()

    def _bond(self, column: str) -> bytes:
        owners = [f"{name}={getattr(self, name)}" for name in self.sealed_for]
        return "|".join([self._meta.db_table, column, str(self.pk), *owners]).encode()
