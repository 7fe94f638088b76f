"""A Postgres and a Valkey of one's own, as in production, that are killed and come back."""

import asyncio
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast
from urllib.parse import parse_qs, urlsplit

import redis

from deploy import leash, postgres, valkey
from deploy.leash import Child
from deploy.lock import Lock
from deploy.log import Log
from deploy.place import throwaway
from tests.faults.wires import Ends


class Ground:
    """Postgres flushes what it commits; Valkey keeps nothing, so whatever kills it empties it too."""

    def __init__(self, place: Path, lock: Lock) -> None:
        self._place, self._lock, self.log = place, lock, Log(echo=False)
        self.valkey, self.redis_url = valkey.start(place, lock=lock, log=self.log)
        self.postgres, self.owner_url = self._start_postgres()

    def close(self) -> None:
        leash.stop([self.postgres, self.valkey])

    def kill_postgres(self) -> None:
        """All of it in one moment, as when its machine loses power; then it starts again and recovers."""
        family = [self.postgres.process.pid, *children_of(self.postgres.process.pid)]
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.postgres.process.wait()
        _wait_until_gone(family)
        self.postgres, _ = self._start_postgres()

    def kill_valkey(self) -> None:
        self.valkey.process.kill()
        self.valkey.process.wait()
        *_, program, settings = cast("list[str]", self.valkey.process.args)
        self.valkey = leash.start("valkey", [program, settings], log=self.log, keep=(self._lock.fd,))

    def empty_valkey(self) -> None:
        with redis.Redis.from_url(self.redis_url) as client:
            client.flushall()

    @contextmanager
    def frozen_valkey(self) -> Iterator[None]:
        self.valkey.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.valkey.process.send_signal(signal.SIGCONT)

    async def to_postgres(self) -> Ends:
        sockets, port = (parse_qs(urlsplit(self.owner_url).query)[name][0] for name in ("host", "port"))
        return await asyncio.open_unix_connection(f"{sockets}/.s.PGSQL.{port}")

    async def to_valkey(self) -> Ends:
        return await asyncio.open_connection("127.0.0.1", urlsplit(self.redis_url).port)

    def _start_postgres(self) -> tuple[Child, str]:
        return postgres.start(self._place, lock=self._lock, log=self.log, throwaway=False)


@contextmanager
def ground() -> Iterator[Ground]:
    with throwaway() as (place, lock):
        found = Ground(place, lock)
        try:
            yield found
        finally:
            found.close()


def children_of(pid: int) -> list[int]:
    """Of one process, its own."""
    listing = ["ps", "-A", "-o", "pid=,ppid="]
    said = subprocess.run(listing, check=True, capture_output=True, text=True).stdout
    family = (map(int, line.split()) for line in said.splitlines())
    return [child for child, parent in family if parent == pid]


def _wait_until_gone(pids: list[int]) -> None:
    """Of processes that are not ours to wait for."""
    deadline = time.monotonic() + 20
    for pid in pids:
        with suppress(ProcessLookupError):
            while time.monotonic() < deadline:
                os.kill(pid, 0)
                time.sleep(0.01)
