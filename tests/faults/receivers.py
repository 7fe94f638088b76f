"""The providers: a push service whose browsers read what they get, and a mail server. Both keep count."""

import asyncio
from collections import Counter
from email import message_from_bytes
from http import HTTPStatus
from random import uniform
from typing import Any

from aiohttp import web
from aiosmtpd.controller import Controller

from tests.faults.wires import Loop
from tests.notifications.receivers import Browser, encoded

ORIGIN_PATH = "/push/"
A_WHILE = 3.0
"""Seconds; well below what a sender waits for an answer."""
AN_ANSWER_TAKES = {"push": (0.05, 0.4), "mail": (0.02, 0.1)}
"""Seconds from taking it to saying so, as over a real network: whoever dies meanwhile does not hear it."""


class PushService:
    """Takes everything, or is in the `mood` for something else. Accepted is what it has answered 201 to."""

    def __init__(self, loop: Loop) -> None:
        self.mood = ""
        self.browsers: dict[str, Browser] = {}
        self.accepted: Counter[str] = Counter()
        """By Topic: a repeat has that in common with the first."""
        self.refused = 0
        self.unreadable: list[str] = []
        self.port: int = loop.do(self._open())

    def browser(self, port: int, number: int) -> Browser:
        """One whose endpoint is at this port: that of the wire to here."""
        path = f"{ORIGIN_PATH}{encoded(number.to_bytes(12))}"
        self.browsers[path] = browser = Browser(f"http://127.0.0.1:{port}{path}")
        return browser

    async def _open(self) -> int:
        app = web.Application()
        app.router.add_post(ORIGIN_PATH + "{browser}", self._take)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return int(runner.addresses[0][1])

    async def _take(self, request: web.Request) -> web.Response:
        body = await request.read()
        if self.mood == "hanging":
            while self.mood == "hanging":
                await asyncio.sleep(0.05)
            return self._refuses(HTTPStatus.SERVICE_UNAVAILABLE)
        if self.mood == "slow":
            await asyncio.sleep(A_WHILE)
        if self.mood == "busy":
            return self._refuses(HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": "1"})
        if self.mood == "broken":
            return self._refuses(HTTPStatus.BAD_GATEWAY)
        self._accept(request, body)
        await _answering("push")
        return web.Response(status=HTTPStatus.CREATED)

    def _refuses(self, status: HTTPStatus, headers: dict[str, str] | None = None) -> web.Response:
        self.refused += 1
        return web.Response(status=status, headers=headers)

    def _accept(self, request: web.Request, body: bytes) -> None:
        try:
            self.browsers[request.path].read(body)
        except Exception as error:  # noqa: BLE001  (whatever a browser could not read)
            self.unreadable.append(repr(error))
        self.accepted[request.headers["Topic"]] += 1


async def _answering(what: str) -> None:
    await asyncio.sleep(uniform(*AN_ANSWER_TAKES[what]))  # noqa: S311


class _Line(Controller):
    """On a port the system chose."""

    def _trigger_server(self) -> None:
        server: Any = self.server
        self.port = server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


class MailServer:
    """Takes every letter unless it is in the `mood` to say "later". Accepted is what it has said 250 to."""

    def __init__(self) -> None:
        self.mood = ""
        self.accepted: Counter[str] = Counter()
        """By Message-ID."""
        self._line = _Line(self, hostname="127.0.0.1", port=0)
        self._line.start()

    @property
    def port(self) -> int:
        return self._line.port

    def close(self) -> None:
        self._line.stop(no_assert=True)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.mood == "busy":
            return "451 Try again later"
        letter = message_from_bytes(envelope.content)
        self.accepted[letter["Message-ID"].strip()] += 1
        await _answering("mail")
        return "250 OK"
