"""What may be done with a message from where it is shown: one tap, no sign-in."""

import hashlib
import hmac
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from django.conf import settings

from backend.notifications import rules
from backend.notifications.models import Due
from backend.notifications.rules import Action

OFF_LASTS = timedelta(days=30)
"""Whoever finds an old mail can still turn them off."""


def actions(due: Due) -> list[Action]:
    """What makes sense for it, in the order in which it is offered."""
    if due.is_test:
        return [Action.ARRIVED]
    if not (due.is_of_a_check_in or due.is_of_a_promise):
        return []
    return [Action.LATER, Action.SKIP, *([Action.OFF] if due.schedule_id else [])]


def tokens(due: Due) -> dict[Action, str]:
    return {action: _token(due, action) for action in actions(due)}


def _token(due: Due, action: Action) -> str:
    until = due.expires_at + (OFF_LASTS if action is Action.OFF else timedelta(0))
    return rules.write_tap(_key(settings.SECRET_KEY), due.message_id, action, until)


def read(token: str, at: datetime) -> tuple[UUID, Action] | None:
    """Which action of which message, or nothing: forged or too old."""
    return rules.read_tap(_key(settings.SECRET_KEY), token, at)


@cache
def _key(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"taps of messages", hashlib.sha256)
