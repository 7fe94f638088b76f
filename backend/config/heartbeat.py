"""That the clock and the workers live: each says so itself to Valkey, whose own clock counts since when.

So a dead clock and a dead worker can be told apart, and what time their machines think it is does not matter.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from logging import getLogger
from platform import node
from typing import Any

from celery.signals import after_task_publish, beat_init, heartbeat_sent
from django.conf import settings
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

KEPT_FOR = timedelta(hours=1)
YOUNG = timedelta(seconds=30)
"""A worker speaks every two seconds, the clock whenever it rings, every five."""
PATIENCE = 1.0
"""Seconds. Neither a web request nor a task waits longer for a Valkey that has frozen."""
BEAT, WORKER = "beat", "worker"
PARTS = (BEAT, WORKER)
PREFIX = "toward:heartbeat"
log = getLogger(__name__)


@cache
def valkey() -> Redis:
    return Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=PATIENCE,
        socket_connect_timeout=PATIENCE,
        retry=Retry(NoBackoff(), 0),
    )


def lives(part: str, name: str) -> None:
    """Said by the part itself. That nobody hears it must not hurt it."""
    try:
        valkey().set(f"{PREFIX}:{part}:{name}", 1, ex=KEPT_FOR)
    except (RedisError, OSError) as error:
        log.warning("no heartbeat: %s", type(error).__name__)


def ages(part: str) -> Iterator[float]:
    """Seconds since each of this kind spoke last; who is silent for longer than `KEPT_FOR` is forgotten."""
    for key in valkey().scan_iter(f"{PREFIX}:{part}:*", count=1000):
        left = valkey().pttl(key)
        if left > 0:
            yield KEPT_FOR.total_seconds() - left / 1000


@heartbeat_sent.connect
def _a_worker_lives(sender: Any, **_: Any) -> None:
    lives(WORKER, sender.eventer.hostname)


@beat_init.connect
def _this_is_the_clock(**_: Any) -> None:
    """From now on what this process sends are ticks."""
    after_task_publish.connect(_the_clock_lives)


def _the_clock_lives(**_: Any) -> None:
    lives(BEAT, node())
