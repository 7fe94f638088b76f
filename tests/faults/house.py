"""A whole Toward with everything it talks to, and a wire before each that can be cut."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

from deploy.place import ROOT
from deploy.roles import app_url
from deploy.stack import Stack
from tests.faults.ground import Ground, children_of, ground
from tests.faults.receivers import MailServer, PushService
from tests.faults.wires import Ends, Loop, Wire

OURS = (
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "REDIS_URL",
    "OUTBOX_DIR",
    "EMAIL_URL",
    "PUSH_HOSTS",
)


class House:
    """The stack, the servers below it, the providers beyond, and the wires between."""

    def __init__(self, under: Ground, loop: Loop) -> None:
        self.ground, self.mail, self.push = under, MailServer(), PushService(loop)
        self.wires = {
            "Postgres": Wire(loop, under.to_postgres),
            "Valkey": Wire(loop, under.to_valkey),
            "push": Wire(loop, lambda: _to(self.push.port)),
            "mail": Wire(loop, lambda: _to(self.mail.port)),
        }
        self.stack = Stack(self._environment())

    def kill(self, part: str) -> None:
        """The whole family at once, without a goodbye; then it is started again."""
        child = self.stack.children.pop(part)
        os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()
        self.stack.start(part)

    def look_after(self) -> None:
        """What has ended by itself is started again, as a service manager does: a worker whose new processes
        are killed before they can begin gives up, and so does a web server that finds no database."""
        for part, child in list(self.stack.children.items()):
            if not child.alive():
                self.stack.start(part)

    def kill_one_of_the_worker(self, which: int) -> None:
        """One of its processes in which tasks run. The worker itself has to notice."""
        pool = children_of(self.stack.children["worker"].process.pid)
        if pool:
            os.kill(pool[which % len(pool)], signal.SIGKILL)

    def move_in(self, *, couples: int, lasts: timedelta) -> None:
        """Four rhythms each, which come round evenly over so long, from now on."""
        numbers = iter(range(2 * couples))
        told = {
            "lasts": lasts.total_seconds(),
            "couples": [[self._phone(next(numbers)) for _ in range(2)] for _ in range(couples)],
        }
        subprocess.run(
            [sys.executable, "-m", "tests.faults.couples"],
            cwd=ROOT,
            env={**self.stack.env, "DJANGO_SETTINGS_MODULE": "backend.config.settings"},
            input=json.dumps(told).encode(),
            check=True,
        )

    def _phone(self, number: int) -> object:
        return self.push.browser(self.wires["push"].port, number).subscription

    def _environment(self) -> dict[str, str]:
        app = urlsplit(app_url(self.ground.owner_url))
        valkey = urlsplit(self.ground.redis_url)
        ports = {name: wire.port for name, wire in self.wires.items()}
        return {
            **{name: value for name, value in os.environ.items() if name not in OURS},
            "DATABASE_URL": f"postgresql://{app.username}@127.0.0.1:{ports['Postgres']}{app.path}",
            "DATABASE_OWNER_URL": self.ground.owner_url,
            "REDIS_URL": valkey._replace(netloc=f":{valkey.password}@127.0.0.1:{ports['Valkey']}").geturl(),
            "EMAIL_URL": f"smtp://127.0.0.1:{ports['mail']}",
            "PUSH_HOSTS": "127.0.0.1",
        }


async def _to(port: int) -> Ends:
    return await asyncio.open_connection("127.0.0.1", port)


@contextmanager
def house() -> Iterator[House]:
    with ExitStack() as at_the_end:
        loop = at_the_end.enter_context(Loop())
        found = House(at_the_end.enter_context(ground()), loop)
        at_the_end.callback(found.mail.close)
        at_the_end.enter_context(found.stack)
        yield found
