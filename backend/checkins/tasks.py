"""The clock's work on check-ins."""

from datetime import timedelta

from celery import shared_task

from backend.checkins import services
from backend.core.clock import now
from backend.core.services import nudge
from backend.notifications.tasks import deliver_mail, deliver_push

A_SLICE = timedelta(seconds=3)
"""After it others have their turn, and what is left comes after them: no longer than that of the senders, so
that much that comes round at once does not hold up what has come round already."""


@shared_task
def come_round() -> None:
    """Open everything that is due, batch by batch, waking the senders after each."""
    until = now() + A_SLICE
    while services.come_round():
        nudge(deliver_push)
        nudge(deliver_mail)
        if now() > until:
            nudge(come_round)
            return
