"""Commands done once, and the doorbell that wakes a worker after a commit."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from logging import getLogger
from typing import Any
from uuid import UUID

from celery import Task
from django.db import connection, transaction
from kombu.exceptions import OperationalError

from backend.core.clock import now
from backend.core.errors import DomainError
from backend.core.models import DoneCommand

KEYS_ARE_KEPT_FOR = timedelta(days=30)
log = getLogger(__name__)


class KeyReused(DomainError):
    code, status = "idempotency_key_reused", 422
    detail = "This Idempotency-Key was used for another request. Make a new key for a new request."


class TwinInFlight(DomainError):
    code = "idempotency_in_flight"
    detail = "The same request is being worked on. Try again in a moment."


def once(*, person_id: UUID, key: str, fingerprint: bytes, effect: Callable[[], UUID]) -> tuple[UUID, bool]:
    """Run `effect` unless this person's `key` was already done; inside the caller's transaction.

    Returns the id of the resource and whether it is a replay. A twin that is still running is refused.
    """
    _lock(f"{person_id}:{key}")
    done = DoneCommand.objects.filter(person_id=person_id, key=key).first()
    if done is None:
        resource_id = effect()
        DoneCommand.objects.create(
            person_id=person_id, key=key, fingerprint=fingerprint, resource_id=resource_id
        )
        return resource_id, False
    if bytes(done.fingerprint) != fingerprint:
        raise KeyReused
    return done.resource_id, True


def _lock(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        row = cursor.fetchone()
    if not (row and row[0]):
        raise TwinInFlight


def forget_old_keys() -> int:
    """Delete keys past their time; returns how many."""
    return DoneCommand.objects.filter(done_at__lt=now() - KEYS_ARE_KEPT_FOR).delete()[0]


def nudge(task: "Task[Any, Any]") -> None:
    """Ring the doorbell once the transaction is committed. A broker that is down costs seconds, not rows."""
    transaction.on_commit(partial(_ring, task))


def _ring(task: "Task[Any, Any]") -> None:
    try:
        task.apply_async(retry=False)
    except OperationalError:
        log.warning("no broker for %s; the next tick will find the work", task.name)
