"""One readable log of several programs: every line says who speaks."""

import os
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Log:
    """Keeps the last lines; with `echo` it also prints them as they come."""

    def __init__(self, *, echo: bool) -> None:
        self.lines: deque[str] = deque(maxlen=2000)
        self._echo = echo

    @contextmanager
    def writer(self, name: str) -> Iterator[int]:
        """A file descriptor for a program to write to; close-on-exit is for our own copy only."""
        read, write = os.pipe()
        threading.Thread(target=self._listen, args=(name, read), daemon=True).start()
        try:
            yield write
        finally:
            os.close(write)

    def tail(self, count: int = 15) -> str:
        return "\n".join(list(self.lines)[-count:])

    def _listen(self, name: str, read: int) -> None:
        with os.fdopen(read, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                self._add(f"{name:<8} │ {line.rstrip()}")

    def _add(self, line: str) -> None:
        self.lines.append(line)
        if self._echo:
            print(line, flush=True)
