"""Sending, and keeping what waits in order. Safe to run twice, late, or in several workers at once."""

from datetime import timedelta

from celery import shared_task

from backend.core.services import nudge
from backend.notifications import services
from backend.notifications.models import Channel

A_SLICE = timedelta(seconds=3)
"""After it others have their turn, and what is left comes after them: pushes do not wait for letters."""


@shared_task
def deliver_push() -> None:
    if services.deliver(channel=Channel.PUSH, for_at_most=A_SLICE):
        nudge(deliver_push)


@shared_task
def deliver_mail() -> None:
    if services.deliver(channel=Channel.EMAIL, for_at_most=A_SLICE):
        nudge(deliver_mail)


@shared_task
def unstick() -> None:
    if services.unstick():
        nudge(deliver_push)
        nudge(deliver_mail)


@shared_task
def forget_old_messages() -> None:
    """In batches, each a transaction of its own."""
    while services.forget_old_messages():
        pass
