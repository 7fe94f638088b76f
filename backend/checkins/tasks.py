"""The clock's work on check-ins."""

from celery import shared_task

from backend.checkins.services import BATCH, open_due
from backend.core.services import nudge
from backend.notifications.tasks import deliver_due


@shared_task
def open_due_check_ins() -> None:
    """Open everything that is due, batch by batch, then wake the senders."""
    while open_due() == BATCH:
        pass
    nudge(deliver_due)
