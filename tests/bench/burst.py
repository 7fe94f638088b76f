"""A burst of reminders, sent by real workers and watched from the tables."""

import time
from collections.abc import Callable
from typing import NamedTuple

from backend.config.heartbeat import WORKER, ages
from tests.bench.rows import Rows

PATIENCE = 60.0
"""Seconds without a single one going out."""
LOOK = 5.0
SINCE = """
with sent as (
    select delivery.sent_at,
        extract(epoch from delivery.sent_at - greatest(message.due_at, %(since)s)) late
    from notifications_delivery delivery join notifications_message message on message.id = message_id
    where delivery.sent_at >= %(since)s
)
select count(*), extract(epoch from max(sent_at) - min(sent_at)),
    percentile_cont(0.5) within group (order by late), percentile_cont(0.99) within group (order by late)
from sent
"""


class Burst(NamedTuple):
    pushes: int
    rate: float
    """A second, from the first to the last that went out."""
    p50: float
    p99: float
    """Seconds after they were due."""


def until_a_worker_lives() -> None:
    while not list(ages(WORKER)):
        time.sleep(0.1)
    time.sleep(3)


def burst(rows: Rows, count: int, begin: Callable[[], None], say: Callable[[str], None]) -> Burst:
    [[since]] = rows.do("select clock_timestamp()")
    begin()
    sent, moved = 0, time.monotonic()
    while sent < count and time.monotonic() < moved + PATIENCE:
        time.sleep(LOOK)
        [[now_sent]] = rows.do(
            "select count(*) from notifications_delivery where sent_at >= %(since)s", since=since
        )
        moved = time.monotonic() if now_sent > sent else moved
        sent = now_sent
        say(f"{sent} of {count} are out")
    [[total, lasted, p50, p99]] = rows.do(SINCE, since=since)
    return Burst(total, total / float(lasted), float(p50), float(p99))
