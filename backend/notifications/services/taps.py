"""What a tap on a message does, from wherever it is shown and without signing in."""

from collections.abc import Callable

from django.db import transaction

from backend.core import scope
from backend.core.clock import now
from backend.core.errors import DomainError
from backend.notifications import rules
from backend.notifications.channels.tokens import read
from backend.notifications.models import Message
from backend.notifications.rules import Action
from backend.notifications.services.attention import responded, turn
from backend.notifications.services.promising import snooze, withdraw


class TapOver(DomainError):
    """Used, too old or never ours: whoever asks is not told which."""

    code, status = "tap_over", 410
    detail = "This is over. You can change your reminders in the app."


def tap(*, token: str) -> None:
    """Once for each message, whichever of its actions comes first."""
    at = now()
    said = read(token, at)
    if said is None:
        raise TapOver
    message_id, action = said
    with transaction.atomic(), scope.house():
        message = Message.objects.select_for_update(of=("self",)).filter(pk=message_id, tapped_at=None)
        found = message.select_related("person").first()
        if found is None:
            raise TapOver
        found.tapped_at = at
        found.save(update_fields=["tapped_at"])
        DO[action](found)


def _later(message: Message) -> None:
    """In an hour, or when quiet hours are over; as long as there is something to answer."""
    _heard(message)
    if message.withdrawn_at is None:
        snooze(message=message, until=now() + rules.SNOOZED_FOR)


def _skip(message: Message) -> None:
    """Nothing more about this one."""
    _heard(message)
    withdraw(person=message.person, subject_id=message.subject_id)


def _off(message: Message) -> None:
    """Nothing more about any of them."""
    if message.schedule_id is None:
        raise TapOver
    turn(person=message.person, schedule_id=message.schedule_id, on=False)


def _arrived(message: Message) -> None:
    """It is written down already that it did."""


def _heard(message: Message) -> None:
    if message.schedule_id:
        responded(person=message.person, schedule_id=message.schedule_id)


DO: dict[Action, Callable[[Message], None]] = {
    Action.LATER: _later,
    Action.SKIP: _skip,
    Action.OFF: _off,
    Action.ARRIVED: _arrived,
}
