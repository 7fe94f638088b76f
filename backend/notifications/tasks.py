"""Sending. Safe to run twice, late, or in several workers at once."""

from datetime import timedelta

from celery import shared_task

from backend.notifications import services

# Well below the task's time limit, for the last batch may be slow.
A_WHILE = timedelta(minutes=1)


@shared_task
def deliver_due() -> None:
    services.deliver_due(for_at_most=A_WHILE)
