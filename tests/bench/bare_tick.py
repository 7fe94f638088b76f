"""The bare statements of a tick with nothing due: three looks, each in a transaction of its own."""

import os
from statistics import median
from time import perf_counter

import psycopg
from psycopg.rows import TupleRow

TICKS = 200
COMES_ROUND = """
select id from schedules_schedule where purpose = 'check_in' and wakes_at <= now()
order by wakes_at limit 500 for update skip locked
"""
GOES_OUT = """
select id from notifications_delivery where channel = %s and lane = 1 and due_at <= now()
order by due_at limit 256 for update skip locked
"""
LOOKS: tuple[tuple[str, list[str]], ...] = (
    (COMES_ROUND, []),
    (GOES_OUT, ["push"]),
    (GOES_OUT, ["email"]),
)


def quiet_tick() -> float:
    """Milliseconds, as a rule."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as line:
        return median(_tick(line) for _ in range(TICKS))


def _tick(line: psycopg.Connection[TupleRow]) -> float:
    begun = perf_counter()
    for look, values in LOOKS:
        with line.transaction():
            line.execute("select set_config('app.role', 'house', true)")
            line.execute(look.encode(), values).fetchall()
    return (perf_counter() - begun) * 1000
