"""Two reminders without a response halve them, four turn them off; any response begins anew."""

from enum import Enum
from uuid import UUID

HALVED_FROM, OFF_FROM = 2, 4


class Verdict(Enum):
    SEND = "send"
    PASS = "pass"  # noqa: S105 - not a word to get in with
    OFF = "off"


def is_halved(unanswered: int) -> bool:
    return HALVED_FROM <= unanswered < OFF_FROM


def verdict(unanswered: int, passed_for: UUID | None, subject_id: UUID) -> Verdict:
    """On the reminder of one occurrence, knowing for which one none was sent."""
    if unanswered >= OFF_FROM:
        return Verdict.OFF
    if is_halved(unanswered) and passed_for in {None, subject_id}:
        return Verdict.PASS
    return Verdict.SEND
