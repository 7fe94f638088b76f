"""One push service, as this process has got to know it: how busy it is, and whether to leave it alone."""

from collections import deque
from collections.abc import Callable
from datetime import timedelta
from random import random
from time import monotonic

from backend.notifications.channels import Away, Busy, Never, NotDelivered
from backend.notifications.channels.web_push import Post
from backend.notifications.rules import Brake

MOST_AT_ONCE = 64
STUCK_AFTER = 2.0
"""Seconds without any answer. What would come next is put off then: it must not pile up here."""


class Origin:
    """`begin` sends one, `end` says how it went. Whoever sends tells what was `heard`."""

    def __init__(self, begin: Callable[[Post], None], end: Callable[[Post, NotDelivered], None]) -> None:
        self._begin, self._end = begin, end
        self.brake = Brake()
        self.waiting: deque[Post] = deque()
        self.under_way = 0
        self.heard_at = 0.0

    @property
    def is_stuck(self) -> bool:
        return self.under_way > 0 and monotonic() - self.heard_at > STUCK_AFTER

    def take(self, post: Post, *, may_ask: bool) -> None:
        """Send it when its turn comes. One that was in trouble is asked by one post alone, or by none."""
        if self.is_stuck or self.brake.holds(monotonic()) or (self.brake.pauses and not may_ask):
            self._put_off(post)
        elif self.under_way < MOST_AT_ONCE:
            self._send(post)
        else:
            self.waiting.append(post)

    def heard(self, reason: NotDelivered | None) -> None:
        """An answer, or that there was none, tells how the whole service is."""
        at = monotonic()
        self.under_way -= 1
        self.heard_at = at
        self.brake = _learnt(self.brake, reason, at)
        if self.brake.holds(at):
            self.let_go()
        while self.waiting and self.under_way < MOST_AT_ONCE:
            self._send(self.waiting.popleft())

    def let_go(self) -> None:
        """What waits for its turn goes back to where it came from."""
        while self.waiting:
            self._put_off(self.waiting.popleft())

    def _send(self, post: Post) -> None:
        at = monotonic()
        self.heard_at = self.heard_at if self.under_way else at
        self.under_way += 1
        self.brake = self.brake.asking(at)
        self._begin(post)

    def _put_off(self, post: Post) -> None:
        hold = self.brake.hold_for(monotonic(), random())  # noqa: S311
        self._end(post, Away(max(hold, timedelta(seconds=STUCK_AFTER))))


def _learnt(before: Brake, reason: NotDelivered | None, at: float) -> Brake:
    if reason is None or isinstance(reason, Never):
        return Brake()
    if isinstance(reason, Busy):
        return before.pressed(at, reason.pause)
    return before.faltered(at)
