"""Looking after keys. Safe to run twice, late, or in several workers at once."""

from datetime import timedelta
from uuid import UUID

from celery import shared_task

from backend.vault import services

A_WHILE = timedelta(seconds=50)


@shared_task
def look_after_keys() -> None:
    services.look_after_keys(for_at_most=A_WHILE)


@shared_task
def renew_key(key_id: str) -> None:
    services.renew_key(key_id=UUID(key_id))
