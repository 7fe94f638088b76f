"""Making files, and forgetting them in time."""

from celery import shared_task

from backend.privacy import services


@shared_task
def make_exports() -> None:
    """All that wait. Safe to run twice, late, or in several workers at once."""
    while services.make_next_export():
        pass


@shared_task
def forget_expired_exports() -> None:
    services.forget_expired_exports()
