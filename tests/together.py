"""Two things at the same moment, each on a database connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection


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
