"""One of the two worlds: what Ben does unseen, what both know of, and the clock between."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from backend.core import scope
from backend.core.clock import now
from backend.schedules.models import Schedule
from tests.blind.seen import Names
from tests.blind.stage import KEY, PUSH, Stage, tick
from tests.blind.words import sheet
from tests.client import Answer, Phone
from tests.notifications.receivers import Browser

HOME = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)


@dataclass
class World:
    """`number` is 0 or 1; everything drawn for two worlds comes as a pair."""

    stage: Stage
    number: int
    names: Names = field(default_factory=Names)
    known: list[str] = field(default_factory=list)
    """Ids Ana has come across, in that order."""
    under_way: list[str] = field(default_factory=list)
    """The check-ins on Ana's Today."""
    fits: dict[str, dict[str, bool]] = field(default_factory=dict)
    """Which ids a route knew, route by route."""
    answers: dict[str, Answer] = field(default_factory=dict)
    """What Ana was answered last, route by route."""
    touched: str = ""
    """The check-in of the last step: every command is tried on it."""
    looks: int = 0
    bens_posts: int = 0
    browsers: int = 0

    @property
    def ana(self) -> Phone:
        return self.stage.phones["ana"]

    @property
    def ben(self) -> Phone:
        return self.stage.phones["ben"]

    @contextmanager
    def later(self, **after: float) -> Iterator[None]:
        """A little later; the clock of the story does not notice."""
        moment = now()
        self.stage.clock.shift(timedelta(**after))
        yield
        self.stage.clock.move_to(moment)

    def wait(self, moment: datetime) -> None:
        """The workers act whenever a rhythm comes round, and at the end."""
        while (due := _next_due(moment)) is not None:
            self.stage.clock.move_to(max(due, now()))
            tick()
        self.stage.clock.move_to(moment)
        tick()

    def wait_for_room(self, hours: int) -> None:
        """Until so many hours fit into the day: the day of a reveal is for both to see."""
        local = now().astimezone(HOME)
        if local.hour + hours >= 23:
            morning = (local + timedelta(days=1)).replace(hour=7, minute=0)
            self.wait(morning)

    def choose(self, which: int) -> str:
        self.touched = self.under_way[which % len(self.under_way)] if self.under_way else ""
        return self.touched

    def of_ana(self, check_in: str) -> dict[str, Any]:
        words: dict[str, Any] = self.ana.get(f"/checkins/{check_in}").json()
        return words

    def ben_posts(self, path: str, words: Any) -> Answer:
        """His keys are ones that Ana might come up with, too."""
        self.bens_posts += 1
        key = KEY if self.bens_posts == 1 else f"{KEY}-{self.bens_posts}"
        return self.ben.post(path, words, key=key)

    def ben_sends(self, check_in: str, *, told: str, kept: str, most_kept: int = 3) -> None:
        questions = self.of_ana(check_in)["questions"]
        answers = sheet(questions, told=told, kept=kept, most_kept=most_kept)
        self.ben_posts(f"/checkins/{check_in}/sending", answers)

    def ben_takes_back(self, check_in: str) -> None:
        self.ben.delete(f"/checkins/{check_in}/sending")

    def ben_subscribes(self) -> None:
        self.browsers += 1
        self.ben.put("/push-subscriptions", Browser(f"{PUSH}{self.number}-{self.browsers}").subscription)


def _next_due(until: datetime) -> datetime | None:
    with scope.house():
        awake = Schedule.objects.awake(until)
        return awake.order_by("wakes_at").values_list("wakes_at", flat=True).first()
