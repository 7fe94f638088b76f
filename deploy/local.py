"""Toward on one machine, for `make run`: servers, secrets, tables, web app, web server, worker and clock.

`--then MODULE` also runs a module of this folder once everything answers; `--only` stops everything after it.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from types import FrameType

from deploy import trouble, web
from deploy.keys import keys, read_env, write_env
from deploy.leash import Child
from deploy.lock import Lock
from deploy.log import Log
from deploy.place import LOCAL, ROOT, lasting
from deploy.servers import servers
from deploy.stack import Stack
from deploy.trouble import Trouble

_KEYS, _RUNNING, _MAIL = LOCAL / "env", LOCAL / "running", LOCAL / "mail"
_GOODBYES = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_REMAINS_OF_A_CRASH = 20  # seconds that what a killed run left behind may need to end


def main() -> int:
    options = _options()
    started_at = time.monotonic()
    for one in _GOODBYES:
        signal.signal(one, _leave)
    LOCAL.mkdir(mode=0o700, exist_ok=True)
    lock = Lock(LOCAL / "lock")
    running = _running()
    if not lock.take(patience=0 if running else _REMAINS_OF_A_CRASH):
        return _join(running, options.then)
    return _run(lock, options, started_at)


def _run(lock: Lock, options: argparse.Namespace, started_at: float) -> int:
    port, log = _port(), Log(echo=True)
    with ExitStack() as house:
        try:
            settings = _settings(port)
            web.build()
            started = house.enter_context(servers(lock=lock, log=log))
            settings |= started.env
            stack = Stack(
                {**os.environ, **settings},
                port=port,
                public_url=settings["PUBLIC_URL"],
                log=log,
                state=LOCAL,
                keep=(lock.fd,),
            )
            house.enter_context(stack)
            house.enter_context(_announced(settings, stack.children))
            _say_ready(stack, settings, time.monotonic() - started_at)
            _do(options, settings, [*started.children, *stack.children.values()])
        finally:
            _let_nothing_interrupt()
    return 0


def _do(options: argparse.Namespace, settings: dict[str, str], children: list[Child]) -> None:
    if options.then and _module(options.then, settings):
        raise Trouble(f"deploy/{options.then}.py failed; the lines above say why.")
    while not options.only:
        for child in children:
            if not child.alive():
                code = child.process.returncode
                raise Trouble(f"The {child.name} stopped by itself ({code}), so everything was stopped.")
        time.sleep(0.3)


def _settings(port: int) -> dict[str, str]:
    """What the environment leaves open."""
    if not _KEYS.exists() and not os.environ.get("DATABASE_URL") and (lasting() / "data").exists():
        raise Trouble(
            f"The keys to {lasting()} are gone: bring {_KEYS} back, or remove that folder to start afresh."
        )
    real_mail = os.environ.get("EMAIL_URL")
    settings = {
        "TOWARD_LOCAL": "1",
        "PUBLIC_URL": f"http://localhost:{port}",
        "EMAIL_FROM": "Toward <toward@localhost>",
        "VAPID_CONTACT": "mailto:toward@localhost",
        **({"EMAIL_URL": real_mail} if real_mail else {"OUTBOX_DIR": str(_MAIL)}),
        **keys(_KEYS),
    }
    _MAIL.mkdir(mode=0o700, exist_ok=True)
    return {name: os.environ.get(name) or value for name, value in settings.items()}


def _port() -> int:
    wanted = os.environ.get("PORT") or "8000"
    if not wanted.isdecimal() or not 0 < int(wanted) < 65536:  # noqa: PLR2004 - the highest port
        raise Trouble(f"PORT is {wanted!r}, but it needs to be a number from 1 to 65535.")
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", int(wanted)))
        except OSError as error:
            raise Trouble(
                f"Port {wanted} is taken: choose another, for example `PORT={int(wanted) + 1} make run`."
            ) from error
    return int(wanted)


def _join(running: dict[str, str], then: str) -> int:
    """It runs already: do what was asked beside it."""
    if not running:
        raise Trouble("Another run of this checkout is starting or ending: try again in a moment.")
    if not then:
        raise Trouble(f"Toward already runs from here, at {running['PUBLIC_URL']}.")
    return _module(then, running)


def _module(name: str, env: dict[str, str]) -> int:
    return subprocess.run(
        [sys.executable, "-m", f"deploy.{name}"], cwd=ROOT, env={**os.environ, **env}, check=False
    ).returncode


def _running() -> dict[str, str]:
    """How to reach the run that has announced itself, if it still lives."""
    running = read_env(_RUNNING)
    with suppress(OSError, KeyError):
        os.kill(int(running["PID"]), 0)
        return running
    return {}


@contextmanager
def _announced(settings: dict[str, str], children: dict[str, Child]) -> Iterator[None]:
    """`make demo` finds a running stack by this file; only its owner may read it."""
    parts = {f"PID_{name.upper()}": str(child.process.pid) for name, child in children.items()}
    write_env(_RUNNING, {**settings, "PID": str(os.getpid()), **parts})
    try:
        yield
    finally:
        _RUNNING.unlink(missing_ok=True)


def _say_ready(stack: Stack, settings: dict[str, str], seconds: float) -> None:
    if not stack.answers("/"):
        raise Trouble(f"The first page does not answer:\n{stack.log.tail()}")
    mail = f"{stack.url}/dev/mail" if "OUTBOX_DIR" in settings else "is really sent"
    lines = ("", f"  Toward  {settings['PUBLIC_URL']}", f"  mail    {mail}", "  stop    Ctrl-C", "")
    print(f"\nready in {seconds:.1f} s", *lines, sep="\n", flush=True)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    _let_nothing_interrupt()
    raise SystemExit(0)


def _let_nothing_interrupt() -> None:
    for one in _GOODBYES:
        signal.signal(one, signal.SIG_IGN)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="deploy.local", description=__doc__)
    parser.add_argument("--then", default="", metavar="MODULE")
    parser.add_argument("--only", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    trouble.run(main)
