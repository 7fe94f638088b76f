"""The clock's work on schedules. Safe to run twice, late, or in several workers at once."""

from datetime import timedelta

from celery import shared_task

from backend.core.clock import now
from backend.core.services import nudge
from backend.schedules import services

A_SLICE = timedelta(seconds=10)
"""After it others have their turn."""
BATCH = 1000


@shared_task
def look_through_zones() -> None:
    """Once the zones of the world have changed; otherwise there is nothing to do."""
    until = now() + A_SLICE
    while services.look_through_zones(limit=BATCH):
        if now() > until:
            nudge(look_through_zones)
            return
