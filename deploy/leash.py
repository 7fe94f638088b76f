"""Starting other programs so that none of them outlives us."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from deploy.log import Log

_SET_PARENT_DEATH_SIGNAL = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Child:
    """A program we started, and the signal it takes as a friendly goodbye."""

    name: str
    process: subprocess.Popen[bytes]
    farewell: signal.Signals = signal.SIGTERM

    def alive(self) -> bool:
        return self.process.poll() is None


def start(
    name: str,
    argv: Sequence[str | Path],
    *,
    log: Log,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    user: pwd.struct_passwd | None = None,
    farewell: signal.Signals = signal.SIGTERM,
    keep: Sequence[int] = (),
) -> Child:
    """Start a program in its own session, so that Ctrl-C reaches us alone and we stop the others in order."""
    with log.writer(name) as out:
        process = subprocess.Popen(
            argv,
            env=env,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
            pass_fds=keep,
            preexec_fn=_Tie(farewell),  # noqa: PLW1509 - it makes one call into the kernel, no more
        )
    return Child(name, process, farewell)


def stop(children: Sequence[Child], *, patience: float = 10) -> None:
    """Say goodbye to all, wait for all, then end what is left of their families."""
    for child in children:
        with suppress(ProcessLookupError):
            child.process.send_signal(child.farewell)
    deadline = time.monotonic() + patience
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.0, deadline - time.monotonic()))
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()


class _Tie:
    """Runs in the child before its program: ask the kernel for the farewell when we die, even by SIGKILL."""

    def __init__(self, farewell: signal.Signals) -> None:
        self._farewell = farewell
        self._parent = os.getpid()

    def __call__(self) -> None:
        if _libc:
            _libc.prctl(_SET_PARENT_DEATH_SIGNAL, int(self._farewell), 0, 0, 0)
        if os.getppid() != self._parent:
            os._exit(1)
