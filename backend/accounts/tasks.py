"""Housekeeping of accounts."""

from celery import shared_task

from backend.accounts import services
from backend.core.scope import house


@shared_task
def forget_old_sessions() -> None:
    with house():
        services.forget_old_sessions()


@shared_task
def reseal_recovery_codes() -> None:
    with house():
        services.reseal_recovery_codes()
