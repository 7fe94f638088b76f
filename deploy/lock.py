"""A lock that its holder's whole family keeps: free once the last of them is gone, however it ended."""

import fcntl
import os
import time
from contextlib import suppress
from pathlib import Path


class Lock:
    """Hand `fd` on to child processes and they hold the lock too."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.fd = -1

    def take(self, *, patience: float) -> bool:
        """Whether it is ours now; waits up to `patience` seconds."""
        self.fd = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        deadline = time.monotonic() + patience
        while True:
            with suppress(BlockingIOError):
                fcntl.flock(self.fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
            if time.monotonic() >= deadline:
                self.free()
                return False
            time.sleep(0.05)

    def free(self) -> None:
        if self.fd >= 0:
            os.close(self.fd)
        self.fd = -1
