"""Postgres and Valkey: those that are given, else from the wheels, else installed ones, else a sentence."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from deploy import leash, postgres, valkey
from deploy.leash import Child
from deploy.lock import Lock
from deploy.log import Log
from deploy.place import lasting
from deploy.roles import app_url

_ADDRESSES = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")


class Servers:
    """The servers that were started here (maybe none) and the addresses of both."""

    def __init__(self, children: list[Child], env: dict[str, str]) -> None:
        self.children = children
        self.env = env


@contextmanager
def servers(
    *,
    lock: Lock,
    log: Log,
    given: Mapping[str, str] = os.environ,
    place: Path | None = None,
    throwaway: bool = False,
) -> Iterator[Servers]:
    """Both servers for as long as the block lasts."""
    addresses = {name: given[name] for name in _ADDRESSES if given.get(name)}
    started = Servers([], addresses)
    with ExitStack() as at_the_end:
        if not {"DATABASE_URL", "REDIS_URL"} <= set(addresses):
            place = place or lasting()
        at_the_end.callback(lambda: leash.stop(started.children))
        if "REDIS_URL" not in addresses and place:
            child, addresses["REDIS_URL"] = valkey.start(place, lock=lock, log=log)
            started.children.append(child)
        if "DATABASE_URL" not in addresses and place:
            child, addresses["DATABASE_URL"] = postgres.start(place, lock=lock, log=log, throwaway=throwaway)
            started.children.append(child)
        if "DATABASE_OWNER_URL" not in addresses:
            addresses["DATABASE_OWNER_URL"] = addresses["DATABASE_URL"]
            addresses["DATABASE_URL"] = app_url(addresses["DATABASE_OWNER_URL"])
        yield started
