"""Housekeeping."""

from celery import shared_task

from backend.core import services
from backend.core.scope import house


@shared_task
def forget_old_keys() -> None:
    services.forget_old_keys()


@shared_task
def forget_old_tries() -> None:
    with house():
        services.forget_old_tries()
