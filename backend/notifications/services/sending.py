"""Sending what is due, slice by slice: taken, called, written down."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from time import monotonic

from backend.notifications.channels import email, push_line
from backend.notifications.channels.email import MailLine
from backend.notifications.models import Channel, Due, State
from backend.notifications.services.settling import settle
from backend.notifications.services.taking import begin, give_back, take

LETTERS = 20
WAITS_FOR_STUCK = push_line.TOTAL


def deliver(*, channel: Channel, for_at_most: timedelta) -> bool:
    """Send what is due on this channel; returns whether time was up before nothing was left.

    Never in a transaction: that something is being sent is committed before it is.
    """
    return SEND[channel](for_at_most)


def _push(for_at_most: timedelta) -> bool:
    """Answers are written down while others are still awaited, and what is due next takes their room."""
    line, until = push_line.line(), monotonic() + for_at_most.total_seconds()
    while True:
        at = monotonic()
        due = 0
        # Whoever does not answer must not hold up the others for longer than it can take.
        if at < until or (line.is_stuck and at < until + WAITS_FOR_STUCK):
            batch, due = take(channel=Channel.PUSH, state=State.SENDING, limit=line.room)
            line.post(batch, may_ask=at < until)
        settle(outcomes=line.answers())
        if not line.under_way and (at >= until or not due):
            return at >= until


def _mail(for_at_most: timedelta) -> bool:
    until = monotonic() + for_at_most.total_seconds()
    with MailLine() as line:
        while monotonic() < until and not email.server.is_left_alone:
            batch, due = take(channel=Channel.EMAIL, state=State.LEASED, limit=LETTERS)
            if not due:
                return False
            _write_letters(batch, line, until)
    return not email.server.is_left_alone


def _write_letters(batch: Sequence[Due], line: MailLine, until: float) -> None:
    """One after the other; what time or the server does not allow any more goes back."""
    for number, leased in enumerate(batch):
        if monotonic() >= until or email.server.is_left_alone:
            give_back(batch=batch[number:])
            return
        if due := begin(due=leased):
            settle(outcomes=[(due, line.send(due))])


SEND: dict[Channel, Callable[[timedelta], bool]] = {Channel.PUSH: _push, Channel.EMAIL: _mail}
