"""Where both worlds begin: Ana and Ben with some life behind them, one clock, and what reaches Ana."""

import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from random import Random
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import time_machine
from django.core import mail
from django.core.cache import cache
from django.db import transaction

from backend.accounts.models import Person
from backend.checkins.tasks import come_round
from backend.notifications.channels import push_line, web_push
from backend.notifications.channels.web_push import Post
from backend.notifications.tasks import deliver_mail, deliver_push
from backend.timeline.api import views as timeline_views
from tests.architecture.world import SAID
from tests.blind.words import sheet
from tests.client import Phone
from tests.factories.people import make_person, make_space
from tests.notifications.receivers import Browser
from tests.privacy.conftest import bring, exported, read, zipped
from tests.successes.pictures import photo

BEGIN = datetime(2026, 6, 1, 12, tzinfo=UTC)
"""A Monday, 14:00 where they live."""
THEIRS = {"title": "On the way home", "minutes": 5, "questions": [{"kind": "text", "prompt": "What is new?"}]}
SUCCESS = {"words": "we laughed", "sharing": "joint", "happened_on": "2026-05-31"}
PUSH = "https://updates.push.services.mozilla.com/wpush/v2/"
KEY, FIRST_KEY = "a-key-anybody-could-have-made", "how-ana-began-the-weekly"
RHYTHM = {"template": "daily", "repeat": "daily", "at": "20:00", "time_zone": "Europe/Berlin"}


@dataclass
class Stage:
    """What is the same in both worlds before anything is hidden."""

    clock: time_machine.Traveller
    ana: Person
    ben: Person
    phones: dict[str, Phone]
    pushes: list[tuple[str, str]] = field(default_factory=list)
    fetched: set[str] = field(default_factory=set)
    """Routes that answered 200 at least once."""
    hers: dict[str, str] = field(default_factory=dict)
    """Ana's own, by its place in an address: of her calendar, of a test she sends herself."""
    stories: int = 0
    steps: int = 0
    compared: int = 0
    reveals: int = 0

    @contextmanager
    def rolled_back(self) -> Iterator[None]:
        """Whatever happens inside has not happened."""
        block: Any = transaction.atomic()
        block._from_testcase = True  # workers may begin a transaction of their own in it, as in any test
        cookies = {name: dict(phone.http.cookies) for name, phone in self.phones.items()}
        with block:
            try:
                yield
            finally:
                for name, phone in self.phones.items():
                    phone.http.cookies = SimpleCookie()
                    dict.update(phone.http.cookies, deepcopy(cookies[name]))
                transaction.set_rollback(True)

    @contextmanager
    def told_anew(self, number: int) -> Iterator[None]:
        """The beginning again, with other ids to come, so that no order can lean on them."""
        with self.rolled_back(), ids_to_come(f"world {number}"):
            self.clock.move_to(BEGIN)
            cache.clear()
            mail.outbox.clear()
            self.pushes.clear()
            yield


def ids_to_come(name: str) -> AbstractContextManager[object]:
    """The same name gives the same ids."""
    dice = Random(name)  # noqa: S311
    return patch.object(uuid, "os", SimpleNamespace(urandom=dice.randbytes))


def tick() -> None:
    """What the workers do every few seconds."""
    come_round()
    deliver_push()
    deliver_mail()


@contextmanager
def stage() -> Iterator[Stage]:
    with ExitStack() as house:
        clock = house.enter_context(time_machine.travel(BEGIN - timedelta(days=2), tick=False))
        house.enter_context(ids_to_come("the beginning"))
        ana, ben = make_person("Ana", pronouns="she/her"), make_person("Ben", time_zone="Europe/Lisbon")
        cleo = make_person("Cleo")
        make_space(ana, ben, name="The lighthouse")
        make_space(cleo)
        names = {"ana": ana, "ben": ben, "cleo": cleo, "nobody": None}
        here = Stage(clock, ana, ben, {name: Phone(person) for name, person in names.items()})
        house.enter_context(patch.object(timeline_views, "PAGE", 1))
        house.enter_context(patch.object(web_push, "_sealed", _readable))
        house.enter_context(patch.object(push_line, "exchange", here_it_comes(here)))
        _live_a_little(here)
        yield here


def _readable(subscription: Any, payload: str) -> tuple[str, bytes]:
    """The payload as the browser would read it."""
    return subscription.open("endpoint"), payload.encode()


def here_it_comes(here: Stage) -> Any:
    async def exchange(_: object, post: Post) -> tuple[int, None]:
        plain = sorted((name, text) for name, text in post.headers.items() if name != "Authorization")
        here.pushes.append((post.endpoint, f"{plain} {post.body.decode().rstrip()}"))
        return 201, None

    return exchange


def _live_a_little(here: Stage) -> None:
    """Two reveals with something kept back, two check-ins under way, a rhythm, a file, two phones to wake."""
    ana, ben, cleo = (here.phones[name] for name in ("ana", "ben", "cleo"))
    for phone, name in (ana, "ana"), (ben, "ben"):
        browser = _done(phone.put("/push-subscriptions", Browser(PUSH + name).subscription))["id"]
        test = _done(phone.post("/test-pushes", {"browser": browser}))["id"]
        here.hers.setdefault("<uuid:test_id>", test)
    _done(cleo.post("/space/invitation"))
    for slug in "daily", "monthly":
        begun = _done(ana.post("/checkins", {"template": slug}))
        for phone, word in (ana, "mine"), (ben, "yours"):
            here.clock.shift(timedelta(hours=1))
            answers = sheet(begun["questions"], told=word, kept=word, most_kept=2)
            _done(phone.post(f"/checkins/{begun['id']}/sending", answers))
        topic = _done(ben.post(f"/checkins/{begun['id']}/topics", {"words": "the garden"}))
        here.hers["<uuid:topic_id>"] = topic["id"]
    here.hers["<str:secret>"] = _done(ana.post("/calendar"))["address"].rpartition("/")[2].partition(".")[0]
    _done(ana.post("/schedules", RHYTHM))
    here.clock.shift(timedelta(hours=1))
    _done(ana.post("/checkins", {"template": "weekly"}, key=FIRST_KEY))
    here.clock.move_to(BEGIN - timedelta(hours=1))
    tick()
    here.clock.shift(timedelta(minutes=1))
    _done(ana.post("/checkins", {"template": "open"}))
    for phone in ana, ben:
        _done(phone.put("/insights/consent", {}))
    _keep_a_record(here)
    here.clock.move_to(BEGIN - timedelta(minutes=2))
    _done(bring(ana, zipped(_of_another_life(read(exported(ana))))))


def _keep_a_record(here: Stage) -> None:
    """Something both agreed with a change in the air, and one of everything else."""
    ana, ben = here.phones["ana"], here.phones["ben"]
    _done(ana.post("/promises", {"text": "to cook on Friday"}))
    made = _done(ana.post("/successes", SUCCESS))
    _done(ana.put(f"/successes/{made['id']}/picture", photo()))
    agreed = _done(ana.post("/agreements", {"kind": "agreement", "words": SAID}))
    versions = f"/agreements/{agreed['id']}/versions"
    _done(ben.put(f"{versions}/{agreed['open']}/consent", None))
    agreed = _done(ana.post(versions, {"words": SAID}))
    limit, about = _done(ana.post("/limits", {"words": SAID, "shared": False}))["id"], str(uuid.uuid4())
    assert ana.put(f"/drafts/{about}", {"kind": "agreement", "words": SAID}).status_code < 300
    here.hers |= {"<uuid:agreement_id>": agreed["id"], "<uuid:version_id>": agreed["open"]}
    theirs = _done(ana.post("/space/templates", THEIRS))["slug"]
    here.hers |= {"<uuid:limit_id>": limit, "<uuid:about>": about, "<slug:slug>": theirs}


def _of_another_life(file: dict[str, Any]) -> dict[str, Any]:
    """What is still here is not brought back."""
    return file | {"check_ins": [file["check_ins"][0] | {"id": str(uuid.uuid4())}]}


def _done(answer: Any) -> dict[str, Any]:
    assert answer.status_code in {200, 201}, answer.content
    words: dict[str, Any] = answer.json()
    return words
