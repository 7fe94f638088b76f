"""A test push: sent at once to one browser, and it says itself that it arrived."""

from datetime import timedelta
from typing import Any, cast
from uuid import UUID, uuid4

from celery import Task, signature

from backend.accounts.models import Person
from backend.core.clock import now
from backend.core.services import nudge
from backend.notifications.models import Channel, Kind, Message, PushSubscription, State
from backend.notifications.services.promising import Promise, promise

LASTS = timedelta(minutes=10)
"""Whoever waits for it has put the phone away by then."""
# By its name: tasks stand above services.
BELL = "backend.notifications.tasks.deliver_push"
FAILED = (State.DEAD, State.DROPPED)


def send_test(*, person: Person, browser: PushSubscription) -> Message:
    at = now()
    ways = [(Channel.PUSH, str(browser.pk))]
    test = Promise(person, None, None, Kind.TEST, uuid4(), at, at + LASTS, ways)
    promise([test])
    nudge(cast("Task[Any, Any]", signature(BELL)))
    return Message.objects.get(pk=test.pk)


def state_of_test(*, person_id: UUID, test_id: UUID) -> str | None:
    """waiting, sent, arrived or failed; nothing when there is no such test of theirs."""
    test = Message.objects.filter(person=person_id, kind=Kind.TEST, pk=test_id).first()
    if test is None:
        return None
    if test.tapped_at:
        return "arrived"
    if test.sent_at:
        return "sent"
    return "failed" if test.deliveries.filter(state__in=FAILED).exists() else "waiting"
