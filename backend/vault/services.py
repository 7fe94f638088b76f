"""Small secrets of the server itself, sealed: sessions, second factors. They are no one's words."""

from uuid import UUID, uuid5

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from backend.vault import rules
from backend.vault.models import wrapping_key

_NAMES = UUID("0a3bb6b4-65a5-4dd1-9d6f-8f0c3a2f6f11")


def seal_for_server(plain: bytes, *, purpose: str) -> bytes:
    """Opens again with the same purpose, for as long as the wrapping key of today is listed in VAULT_KEYS."""
    name = next(iter(settings.VAULT_KEYS))
    return rules.seal(plain, secret=_derived(name, purpose), key_id=_mark(name), bound_to=purpose.encode())


def open_for_server(envelope: bytes, *, purpose: str) -> bytes:
    """The plain bytes, or CannotOpen: altered, of another purpose, or sealed by a key that is gone."""
    for name in settings.VAULT_KEYS:
        if rules.key_id_of(envelope) == _mark(name):
            secret = _derived(name, purpose)
            return rules.unseal(envelope, secret=secret, key_id=_mark(name), bound_to=purpose.encode())
    raise rules.CannotOpen


def _mark(name: str) -> UUID:
    """How an envelope names its wrapping key."""
    return uuid5(_NAMES, name)


def _derived(name: str, purpose: str) -> bytes:
    recipe = HKDF(SHA256(), length=rules.KEY_BYTES, salt=None, info=f"toward server {purpose}".encode())
    return recipe.derive(wrapping_key(name))
