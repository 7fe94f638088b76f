"""Housekeeping."""

from celery import shared_task

from backend.core import services


@shared_task
def forget_old_keys() -> None:
    services.forget_old_keys()
