"""Starting other programs so that none of them outlives us."""

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

_TIE = Path(__file__).with_name("tie.py")


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
    who = (user.pw_uid, user.pw_gid) if user else (0, 0)
    orders = [str(number) for number in (int(farewell), os.getpid(), *who)]
    with log.writer(name) as out:
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", _TIE, *orders, *argv],
            env=env,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=keep,
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
