"""Sealing: AES-256-GCM in an envelope that says how it was made.

`version (1 byte) | algorithm (1) | key id (16) | nonce (12) | ciphertext and tag`
"""

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION, AES_256_GCM = 1, 1
KEY_BYTES, NONCE_BYTES, ID_BYTES = 32, 12, 16
HEADER_BYTES = 2 + ID_BYTES + NONCE_BYTES
ENTRY_BYTES = ID_BYTES + KEY_BYTES


Ring = dict[UUID, bytes]
"""The secrets of a key by the id of their version, the newest first."""


class CannotOpen(Exception):
    """The envelope was altered, moved to another place, or belongs to another key."""


def new_secret() -> bytes:
    return AESGCM.generate_key(bit_length=KEY_BYTES * 8)


def key_id_of(envelope: bytes) -> UUID | None:
    """Which key an envelope says it was made with."""
    return UUID(bytes=envelope[2:18]) if len(envelope) >= HEADER_BYTES else None


def seal(plain: bytes, *, secret: bytes, key_id: UUID, bound_to: bytes) -> bytes:
    """Encrypt `plain`; it opens only with the same secret and the same `bound_to`."""
    nonce = os.urandom(NONCE_BYTES)
    head = bytes([VERSION, AES_256_GCM]) + key_id.bytes
    return head + nonce + AESGCM(secret).encrypt(nonce, plain, head + bound_to)


def unseal(envelope: bytes, *, secret: bytes, key_id: UUID, bound_to: bytes) -> bytes:
    """The plain bytes, or CannotOpen."""
    head, nonce = envelope[:18], envelope[18:HEADER_BYTES]
    if head != bytes([VERSION, AES_256_GCM]) + key_id.bytes:
        raise CannotOpen
    try:
        return AESGCM(secret).decrypt(nonce, envelope[HEADER_BYTES:], head + bound_to)
    except (InvalidTag, ValueError) as error:
        raise CannotOpen from error


def write_ring(ring: Ring) -> bytes:
    return b"".join(version.bytes + secret for version, secret in ring.items())


def read_ring(plain: bytes) -> Ring:
    parts = [plain[at : at + ENTRY_BYTES] for at in range(0, len(plain), ENTRY_BYTES)]
    return {UUID(bytes=part[:ID_BYTES]): part[ID_BYTES:] for part in parts}
