"""The web server, the worker and the clock on one machine: for `make run` and for browser tests."""

import http.client
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Self

from deploy import leash
from deploy.leash import Child
from deploy.log import Log
from deploy.place import ROOT
from deploy.trouble import Trouble
from deploy.valkey import free_port

PARTS = ("web", "worker", "beat")
_NO_SERMON = ("-W", "ignore:You're running the worker with superuser privileges")  # as root, on a laptop
_LARGEST_HEADERS = 32 * 1024
_SLOWEST_HEADERS = 10_000
"""Milliseconds. A body that comes slowly is another matter: see SECURITY.md."""
_LONGEST_GOODBYE = 8
"""Seconds. A web process that is told to stop while it still starts misses it, and would stay for ever."""
_QUEUES = "default,reminders,delivery"


class Stack:
    """`with Stack(env) as stack:` … `stack.url`; everything is stopped at the end of the block.

    `env` needs all that backend/config/settings.py reads, except PUBLIC_URL: that is this stack's own address
    unless another is given.
    """

    def __init__(
        self,
        env: Mapping[str, str],
        *,
        port: int | None = None,
        public_url: str = "",
        parts: Sequence[str] = PARTS,
        web_processes: int = 2,
        log: Log | None = None,
        state: Path | None = None,
        keep: Sequence[int] = (),
    ) -> None:
        self.port = port or free_port()
        self.url = f"http://localhost:{self.port}"  # passkeys need a name, not a number
        self.env = {**env, "PUBLIC_URL": public_url or self.url}
        self.log = log or Log(echo=False)
        self.children: dict[str, Child] = {}
        self._parts = parts
        self._web_processes = web_processes
        self._keep = keep
        self._folder = None if state else tempfile.TemporaryDirectory(prefix="toward-stack-")
        self._state = state or Path(self._folder.name if self._folder else "")

    def __enter__(self) -> Self:
        try:
            owner = ("--database", "owner")
            manage(self.env, "migrate", *owner, "--noinput", "--verbosity", "0")
            for part in self._parts:
                self.start(part)
            self._wait_for_first_page()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        leash.stop(list(self.children.values()))
        if self._folder:
            self._folder.cleanup()

    def start(self, part: str) -> None:
        """Start one part (again, after a test stopped it)."""
        self.children[part] = leash.start(
            part,
            [sys.executable, *self._argv(part)],
            log=self.log,
            env={name: value for name, value in self.env.items() if name != "DATABASE_OWNER_URL"},
            cwd=ROOT,
            keep=self._keep,
        )

    def stop(self, part: str) -> None:
        leash.stop([self.children.pop(part)])

    def answers(self, path: str = "/healthz") -> bool:
        """Whether a page comes back whole."""
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            connection.request("GET", path, headers={"Host": f"localhost:{self.port}"})
            return connection.getresponse().status == HTTPStatus.OK
        return False

    def _argv(self, part: str) -> list[str]:
        celery = ["-m", "celery", "--app", "backend.config.celery", "--quiet"]
        level = ["--loglevel", "WARNING"]
        return {
            "web": [
                *("-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port)),
                *("--workers", str(self._web_processes), "--blocking-threads", "1"),
                *("--no-ws", "--log-level", "warning"),
                *("--http1-buffer-size", str(_LARGEST_HEADERS)),
                *("--http1-header-read-timeout", str(_SLOWEST_HEADERS)),
                *("--workers-kill-timeout", str(_LONGEST_GOODBYE)),
                "backend.config.wsgi:application",
            ],
            "worker": [
                *(*_NO_SERMON, *celery, "worker", *level, "--queues", _QUEUES, "--concurrency", "2"),
                *("--without-gossip", "--without-mingle"),
            ],
            "beat": [*celery, "beat", *level, "--schedule", str(self._state / "beat-schedule")],
        }[part]

    def _wait_for_first_page(self) -> None:
        deadline = time.monotonic() + 60
        while "web" in self.children and not self.answers():
            if not self.children["web"].alive() or time.monotonic() > deadline:
                raise Trouble(f"The web server did not start:\n{self.log.tail()}")
            time.sleep(0.1)


def manage(env: Mapping[str, str], *command: str) -> None:
    """Run a management command; what it says is shown when it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=False, capture_output=True
    )
    if done.returncode:
        raise Trouble(f"`manage.py {command[0]}` failed:\n{(done.stderr or done.stdout).decode().strip()}")
