"""Many posts to push services at once, on connections that are kept from batch to batch."""

import asyncio
import atexit
from collections.abc import Iterable
from contextlib import suppress
from logging import getLogger
from threading import local

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    TCPConnector,
)
from yarl import URL

from backend.notifications.channels import (
    Broken,
    BrokenLater,
    NotDelivered,
    NotSure,
    Outcome,
    Unreachable,
    web_push,
)
from backend.notifications.channels.origin import MOST_AT_ONCE, Origin
from backend.notifications.channels.web_push import Post
from backend.notifications.models import Due

MOST_UNDER_WAY = 256
ENOUGH = 64
"""Answers that are worth writing down together."""
CONNECT, TOTAL = 5.0, 10.0
A_MOMENT = 0.5
NOT_SAID = ("Accept", "Accept-Encoding", "User-Agent")
log = getLogger(__name__)


class PushLine:
    """A loop, a session, and what was learnt about each push service. Of one thread, for all its batches.

    The loop runs only while somebody waits for answers; in between they wait in the sockets.
    """

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self._loop = self._runner.get_loop()
        self._session = self._runner.run(_session())
        self._origins: dict[str, Origin] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._enough = asyncio.Event()
        self._done: list[Outcome] = []
        self.under_way = 0

    @property
    def room(self) -> int:
        return MOST_UNDER_WAY - self.under_way

    @property
    def is_stuck(self) -> bool:
        return any(origin.is_stuck for origin in self._origins.values())

    def post(self, batch: Iterable[Due], *, may_ask: bool = True) -> None:
        """Begin to send them. Whatever is wrong with one is wrong with that one alone."""
        for due in batch:
            self.under_way += 1
            try:
                post = web_push.prepared(due)
            except NotDelivered as reason:
                self._end(due, reason)
            except Exception as fault:  # noqa: BLE001  (one broken message must not hold up the others)
                self._end(due, Broken(fault))
            else:
                if post is None:
                    self._end(due, None)
                else:
                    self._origin(post).take(post, may_ask=may_ask)

    def answers(self) -> list[Outcome]:
        """How those went that are done by now, or within a moment."""
        for origin in self._origins.values():
            if origin.is_stuck:
                origin.let_go()
        if self.under_way and len(self._done) < ENOUGH:
            self._enough.clear()
            self._loop.run_until_complete(self._some_are_done())
        done, self._done = self._done, []
        return done

    def hang_up(self) -> None:
        """Let go of every connection. What was under way may have gone out."""
        self._runner.run(self._session.close())
        self._runner.close()

    async def _some_are_done(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._enough.wait(), A_MOMENT)

    def _origin(self, post: Post) -> Origin:
        if post.origin not in self._origins:
            self._origins[post.origin] = Origin(self._begin, lambda post, reason: self._end(post.due, reason))
        return self._origins[post.origin]

    def _begin(self, post: Post) -> None:
        task = self._loop.create_task(self._send(post))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _send(self, post: Post) -> None:
        reason = await _tried(self._session, post)
        self._end(post.due, reason)
        self._origins[post.origin].heard(reason)

    def _end(self, due: Due, reason: NotDelivered | None) -> None:
        self.under_way -= 1
        self._done.append((due, reason))
        if not self.under_way or len(self._done) >= ENOUGH:
            self._enough.set()


async def _session() -> ClientSession:
    """Nothing is remembered of one post in the next: no cookies, no redirects."""
    return ClientSession(
        connector=TCPConnector(limit=0, limit_per_host=MOST_AT_ONCE),
        cookie_jar=DummyCookieJar(),
        timeout=ClientTimeout(total=TOTAL, connect=CONNECT),
        skip_auto_headers=NOT_SAID,
        auto_decompress=False,
    )


async def _tried(session: ClientSession, post: Post) -> NotDelivered | None:
    try:
        status, retry_after = await exchange(session, post)
        return web_push.judged(status, retry_after, post.due)
    except (ClientConnectorError, ConnectionTimeoutError):
        return Unreachable()
    except (ClientError, TimeoutError, OSError):
        return NotSure()
    except Exception as fault:  # noqa: BLE001  (one broken message must not hold up the others)
        return BrokenLater(fault)


async def exchange(session: ClientSession, post: Post) -> tuple[int, str | None]:
    """The status and when to come back. The address is called as it was given, letter by letter."""
    url = URL(post.endpoint, encoded=True)
    async with session.post(url, data=post.body, headers=post.headers, allow_redirects=False) as answer:
        return answer.status, answer.headers.get("Retry-After")


_of_this_thread = local()


def line() -> PushLine:
    """This thread's, from its first push on."""
    if not hasattr(_of_this_thread, "line"):
        _of_this_thread.line = PushLine()
        atexit.register(hang_up)
    found: PushLine = _of_this_thread.line
    return found


def hang_up() -> None:
    """Forget this thread's line and what it has learnt."""
    if hasattr(_of_this_thread, "line"):
        line().hang_up()
        del _of_this_thread.line
