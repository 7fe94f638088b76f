"""Commands done once, tries counted, and the doorbell that wakes a worker after a commit."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from logging import getLogger
from math import ceil
from typing import Any
from uuid import UUID

from celery import Task
from django.conf import settings
from django.db import connection, transaction
from kombu.exceptions import OperationalError

from backend.core import scope
from backend.core.clock import now
from backend.core.errors import DomainError, RateLimited
from backend.core.models import DoneCommand, Tries

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
    with scope.house():
        return DoneCommand.objects.filter(done_at__lt=now() - KEYS_ARE_KEPT_FOR).delete()[0]


def spend(*, name: str, subject: str, most: int, per: timedelta) -> None:
    """Count one try of `subject` at `name`; RateLimited when it is more than `most` within `per`.

    The window opens with the first try and closes `per` later, so the time to wait is exact and one number is
    enough. The row stays locked until the transaction ends: tries of the same moment are counted one by one.
    """
    count, over_at = _count(_of(name, subject, per), most, per)
    if count > most:
        raise RateLimited(wait=max(1, ceil((over_at - now()).total_seconds())))


def _of(name: str, subject: str, per: timedelta) -> bytes:
    """Whose tries these are, without saying whose."""
    said = f"tries\n{name}\n{per.total_seconds():.0f}\n{subject}"
    return hmac.digest(settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256)


def _count(key: bytes, most: int, per: timedelta) -> tuple[int, datetime]:
    at = now()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"key": key, "now": at, "over": at + per, "enough": most + 1})
        count, over_at = cursor.fetchone() or (0, at)
    return count, over_at


_COUNT = """
insert into core_tries as kept (key, count, over_at) values (%(key)s, 1, %(over)s)
on conflict (key) do update set
    count = case when kept.over_at <= %(now)s then 1 else least(kept.count + 1, %(enough)s) end,
    over_at = case when kept.over_at <= %(now)s then excluded.over_at else kept.over_at end
returning count, over_at
"""


def forget_old_tries() -> int:
    """Delete counts whose time is over; returns how many."""
    return Tries.objects.filter(over_at__lte=now()).delete()[0]


def nudge(task: "Task[Any, Any]") -> None:
    """Ring the doorbell once the transaction is committed. A broker that is down costs seconds, not rows."""
    transaction.on_commit(partial(_ring, task))


def _ring(task: "Task[Any, Any]") -> None:
    try:
        task.apply_async(retry=False)
    except OperationalError:
        log.warning("no broker for %s; the next tick will find the work", task.name)
