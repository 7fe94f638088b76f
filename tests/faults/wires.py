"""Lines on loopback that can be cut, hang or drag: what lies between Toward and everything it talks to."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from threading import Thread
from typing import Any, Self, TypeVar

Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]
T = TypeVar("T")
CHUNK = 1 << 16


class Loop:
    """An event loop in a thread of its own, for wires and receivers. A context."""

    def __enter__(self) -> Self:
        self.loop = asyncio.new_event_loop()
        self._thread = Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.do(self._cancel_all())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(5)
        self.loop.close()

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Run it there, and wait for what it returns."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    async def _cancel_all(self) -> None:
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


class Wire:
    """From a port of its own to wherever `connect` leads; whole until something is done to it."""

    def __init__(self, loop: Loop, connect: Callable[[], Awaitable[Ends]]) -> None:
        self._loop, self._connect = loop, connect
        self._is_cut, self._delay = False, 0.0
        self._sinks: set[asyncio.StreamWriter] = set()
        self.port: int = loop.do(self._open())

    def cut(self) -> None:
        """Everybody is hung up on, and nobody gets through."""
        self._is_cut = True
        self._loop.do(self._hang_up())

    def hang(self) -> None:
        """Calls are taken and nothing is passed on, not even the end."""
        self._loop.do(self._let_pass(False))

    def drag(self, delay: float) -> None:
        """Each piece takes so many seconds."""
        self._delay = delay

    def mend(self) -> None:
        self._is_cut, self._delay = False, 0.0
        self._loop.do(self._let_pass(True))

    async def _open(self) -> int:
        self._passes = asyncio.Event()
        self._passes.set()
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return int(server.sockets[0].getsockname()[1])

    async def _let_pass(self, yes: bool) -> None:
        (self._passes.set if yes else self._passes.clear)()

    async def _hang_up(self) -> None:
        for sink in list(self._sinks):
            sink.transport.abort()

    async def _serve(self, near: asyncio.StreamReader, to_near: asyncio.StreamWriter) -> None:
        ends = [to_near]
        try:
            if self._is_cut:
                return
            self._sinks.add(to_near)
            await self._passes.wait()
            far, to_far = await self._connect()
            ends.append(to_far)
            self._sinks.add(to_far)
            await self._carry_both(near, to_near, far, to_far)
        except OSError:
            """The far end is not there: the near one is hung up on."""
        finally:
            for sink in ends:
                self._sinks.discard(sink)
                sink.transport.abort()

    async def _carry_both(
        self,
        near: asyncio.StreamReader,
        to_near: asyncio.StreamWriter,
        far: asyncio.StreamReader,
        to_far: asyncio.StreamWriter,
    ) -> None:
        ways = [
            asyncio.create_task(self._carry(near, to_far)),
            asyncio.create_task(self._carry(far, to_near)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)

    async def _carry(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await source.read(CHUNK):
                await self._passes.wait()
                if self._delay:
                    await asyncio.sleep(self._delay)
                sink.write(piece)
                await sink.drain()
