"""Two things at the same moment, each on a database connection of its own; and waiting."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, TypeVar

from django.db import connection

PATIENCE = 60.0
T = TypeVar("T")


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run all acts from one starting line; what each returned or raised, in order."""
    line = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            line.wait(timeout=10)
            return act()
        except Exception as error:  # noqa: BLE001  (the caller looks at what was raised)
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def until(seen: Callable[[], T], what: str) -> T:
    """Wait for something that shows itself nowhere else."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := seen():
            return found
        time.sleep(0.05)
    raise AssertionError(f"In vain: {what}")
