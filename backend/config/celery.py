"""The task queue. Postgres holds what must not be lost; a lost task is found again by the next tick.

A worker that reads several queues takes from them in turns, and a task with much to do gives its turn back
after a few seconds: a burst of one kind does not keep the others waiting.
"""

import os
from datetime import timedelta
from typing import Any, Self

from celery import Celery
from celery.app.amqp import AMQP
from kombu import Connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")

from django.conf import settings

from backend.config import heartbeat
from backend.config.beat import BEAT, expires

__all__ = ["app", "heartbeat"]

QUEUES = ("default", "reminders", "delivery")
HARD_LIMIT = timedelta(minutes=5)


class Line(Connection):
    """To the broker, which is called again every few seconds, however long it takes."""

    def ensure_connection(self, *args: Any, **options: Any) -> Self:
        return super().ensure_connection(*args, **{"interval_start": 1, "interval_max": 2, **options})


class Lines(AMQP):
    Connection = Line


app = Celery("toward", broker=settings.REDIS_URL, amqp=Lines)
app.conf.update(
    beat_schedule={name: {**job, "options": {"expires": expires(job)}} for name, job in BEAT.items()},
    task_default_queue="default",
    task_routes={
        "backend.checkins.tasks.*": {"queue": "reminders"},
        "backend.notifications.tasks.deliver_*": {"queue": "delivery"},
    },
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_time_limit=HARD_LIMIT.total_seconds(),
    task_soft_time_limit=HARD_LIMIT.total_seconds() - 30,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        # A task that outlives this would be handed out twice, so it stays above the hard limit.
        "visibility_timeout": 2 * HARD_LIMIT.total_seconds(),
        "queue_order_strategy": "round_robin",
        # A broker that takes the call and then freezes is let go.
        "socket_timeout": 6.0,
        "socket_connect_timeout": 3.0,
    },
    timezone="UTC",
)
app.autodiscover_tasks()
