"""Keys, and the base of every row with private words."""

import base64
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, cast
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import models

from backend.core.clock import now
from backend.core.errors import DomainError
from backend.core.models import BaseModel
from backend.core.walls import Open
from backend.vault import rules


class Forgotten(DomainError):
    """The key of these words was destroyed, and the words with it."""

    code, status = "forgotten", 410
    detail = "These words were erased. Nobody can bring them back."


class Key(BaseModel):
    """One person's or one space's key, wrapped by a key of the environment. Deleting it forgets for good.

    It has one version, or two while words move from the former to the newest. An envelope names its version.
    """

    wall = Open("wrapped: opens nothing without the key of the environment, and is found by whose it is")

    wrapped = models.BinaryField()
    wrapped_by = models.CharField(max_length=40, db_index=True)
    made_at = models.DateTimeField(default=now, db_index=True)
    former_until = models.DateTimeField(null=True)
    """From then on nobody seals with the former version any more; empty when there is none."""

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["former_until"],
                condition=models.Q(former_until__isnull=False),
                name="keys_being_renewed",
            )
        ]

    @classmethod
    def new(cls) -> "Key":
        """A fresh key, not yet saved, wrapped by the first key of VAULT_KEYS."""
        key = cls()
        key.wrap({key.id: rules.new_secret()})
        return key

    @cached_property
    def ring(self) -> rules.Ring:
        """The secret of each version, the newest first."""
        secret = wrapping_key(self.wrapped_by)
        plain = rules.unseal(bytes(self.wrapped), secret=secret, key_id=self.id, bound_to=b"key")
        return rules.read_ring(plain)

    def wrap(self, ring: rules.Ring) -> None:
        """Hold this ring, wrapped by the first key of VAULT_KEYS; the caller saves."""
        self.wrapped_by = next(iter(settings.VAULT_KEYS))
        self.wrapped = rules.seal(
            rules.write_ring(ring), secret=wrapping_key(self.wrapped_by), key_id=self.id, bound_to=b"key"
        )
        self.ring = ring

    def renew(self, *, former_until: datetime) -> None:
        """A new version seals from now on; the one before still opens. The caller saves."""
        self.wrap({uuid4(): rules.new_secret()} | self.ring)
        self.made_at, self.former_until = now(), former_until

    def forget_former(self) -> None:
        """Only the newest version is left; the caller saves."""
        self.wrap({self.version: self.secret})
        self.former_until = None

    @property
    def version(self) -> UUID:
        return next(iter(self.ring))

    @property
    def secret(self) -> bytes:
        return self.ring[self.version]

    def seal(self, plain: bytes, *, bound_to: bytes) -> bytes:
        return rules.seal(plain, secret=self.secret, key_id=self.version, bound_to=bound_to)

    def open(self, envelope: bytes, *, bound_to: bytes) -> bytes:
        version = rules.key_id_of(envelope)
        if version not in self.ring:
            self._look_again()
        if version not in self.ring:
            raise rules.CannotOpen
        return rules.unseal(envelope, secret=self.ring[version], key_id=version, bound_to=bound_to)

    def _look_again(self) -> None:
        """It may have been renewed since it was read."""
        found = Key.objects.filter(pk=self.pk).first()
        if found is None:
            raise Forgotten
        self.wrapped, self.wrapped_by, self.ring = found.wrapped, found.wrapped_by, found.ring


def wrapping_key(name: str) -> bytes:
    """A key of the environment, or CannotOpen when it is not listed any more."""
    if name not in settings.VAULT_KEYS:
        raise rules.CannotOpen
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

    sealed_with: ClassVar[str]
    """The way to the key, as in a query: `author__key`."""

    class Meta:
        abstract = True

    @property
    def key_of_words(self) -> Key | None:
        """The key, or nothing when it was destroyed."""
        found: Any = self
        for name in self.sealed_with.split("__"):
            try:
                found = getattr(found, name)
            except ObjectDoesNotExist:
                return None
            if found is None:  # its author was erased, and the row stays for the other's sake
                return None
        return cast("Key", found)

    @property
    def is_forgotten(self) -> bool:
        """Whether the words are gone for good; they read as empty then."""
        return self.key_of_words is None

    def seal(self, **words: str | bytes) -> None:
        """Set columns to sealed words, or to a sealed picture; the caller saves. Forgotten without a key."""
        key = self.key_of_words
        if key is None:
            raise Forgotten
        for column, said in words.items():
            plain = said.encode() if isinstance(said, str) else said
            setattr(self, column, key.seal(plain, bound_to=self._bond(column)) if plain else b"")

    def open(self, column: str) -> str:
        """The words of a column; empty when nothing was written, or when the key is gone."""
        return self.open_bytes(column).decode()

    def open_bytes(self, column: str) -> bytes:
        """The same for what is no text."""
        envelope, key = bytes(getattr(self, column)), self.key_of_words
        if not envelope or key is None:
            return b""
        try:
            return key.open(envelope, bound_to=self._bond(column))
        except Forgotten:
            return b""

    @classmethod
    def sealed_columns(cls) -> list[str]:
        return [field.attname for field in cls._meta.concrete_fields if isinstance(field, SealedField)]

    def _bond(self, column: str) -> bytes:
        owners = [f"{name}={getattr(self, name)}" for name in self.sealed_for]
        return "|".join([self._meta.db_table, column, str(self.pk), *owners]).encode()
