"""Tokens of the actions of a message: signed, for one action, for a while."""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from enum import Enum
from struct import Struct, error
from uuid import UUID

MARK_BYTES = 16
SAID = Struct(">16sBI")
TOKEN_LENGTH = 50
"""Of base64 without padding, for what is said and its mark."""


class Action(Enum):
    LATER = "later"
    SKIP = "skip"
    OFF = "off"
    ARRIVED = "arrived"


NUMBERS = {Action.LATER: 1, Action.SKIP: 2, Action.OFF: 3, Action.ARRIVED: 4}
ACTIONS = {number: action for action, number in NUMBERS.items()}


def write_tap(key: bytes, message_id: UUID, action: Action, until: datetime) -> str:
    said = SAID.pack(message_id.bytes, NUMBERS[action], int(until.timestamp()))
    return urlsafe_b64encode(said + _mark(key, said)).decode().rstrip("=")


def read_tap(key: bytes, token: str, at: datetime) -> tuple[UUID, Action] | None:
    """Which action of which message, or nothing: forged or too old."""
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        message_id, number, until = SAID.unpack(raw[: SAID.size])
    except (ValueError, error):
        return None
    genuine = hmac.compare_digest(raw[SAID.size :], _mark(key, raw[: SAID.size]))
    if not genuine or at >= datetime.fromtimestamp(until, UTC):
        return None
    return UUID(bytes=message_id), ACTIONS[number]


def _mark(key: bytes, said: bytes) -> bytes:
    return hmac.digest(key, said, hashlib.sha256)[:MARK_BYTES]
