"""The steps of a story. Each happens in one world, knows in which, and returns what Ana was answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from django.core import mail

from backend.core.clock import now
from backend.privacy.tasks import make_exports
from tests.accounts.conversation import confirm
from tests.blind.record import RECORD
from tests.blind.stage import RHYTHM
from tests.blind.world import HOUR, World
from tests.client import BACKEND, Answer, Phone

Step: TypeAlias = "Callable[[World], Answer | None]"
SENT = "sent"


@dataclass(frozen=True)
class Hidden:
    """What Ben does in one of the worlds, where nobody looks, and how long after the step began."""

    acts: tuple[str, ...]
    word: str
    minutes: int
    most_kept: int


def ben_hides(world: World, which: int, both: Sequence[Hidden]) -> None:
    """His side of a check-in. Sending where Ana has sent would tell both."""
    hidden, check_in = both[world.number], world.choose(which)
    if not check_in:
        return
    ana_waits = world.of_ana(check_in)["state"] == SENT
    with world.later(minutes=hidden.minutes):
        for act in hidden.acts:
            ON_HIS_SIDE["looks" if ana_waits and act in SENDINGS else act](world, check_in, hidden)


def ben_keeps_house(world: World, both: tuple[tuple[tuple[str, ...], int], ...]) -> None:
    """What is his alone: his profile, his phones, his sessions, what he keeps to himself."""
    acts, minutes = both[world.number]
    with world.later(minutes=minutes):
        for act in acts:
            AT_HOME[act](world)


def both_send(world: World, which: int, hours: int, word: str, both: tuple[tuple[Hidden, bool], ...]) -> None:
    """Who was first, and when exactly Ben sent, is never told; nor what he kept."""
    (hidden, ben_is_first), check_in = both[world.number], world.choose(which)
    world.wait_for_room(hours + 1)
    if not _stays_open(world, check_in, hours + 2):
        return
    world.ben_takes_back(check_in)

    def ben_sends() -> None:
        world.ben_sends(check_in, told=word, kept=hidden.word, most_kept=hidden.most_kept)

    with world.later(minutes=hidden.minutes % 60):
        if ben_is_first:
            ben_sends()
    world.stage.clock.shift(hours * HOUR)
    ana_sends(world, check_in, word)
    with world.later(minutes=hidden.minutes % 60):
        if not ben_is_first:
            ben_sends()
    world.stage.reveals += world.of_ana(check_in)["state"] == "revealed"


def _stays_open(world: World, check_in: str, hours: int) -> bool:
    if not check_in:
        return False
    closes_at = datetime.fromisoformat(world.of_ana(check_in)["closes_at"])
    return closes_at > now() + hours * HOUR


def ana_sends(world: World, check_in: str, word: str) -> Answer:
    questions = world.of_ana(check_in)["questions"]
    answers = {
        "answers": [
            {"question": question["id"], "value": word, "shared": True}
            for question in questions
            if question["kind"] == "text"
        ]
        or [
            {"question": question["id"], "value": len(word) % 11, "shared": True}
            for question in questions
            if question["kind"] == "scale"
        ][:1]
    }
    return world.ana.post(f"/checkins/{check_in}/sending", answers)


def ana_acts(world: World, which: int, act: str, word: str) -> "Answer | None":
    """Her side of a check-in. Before she sends, Ben takes back what he may have sent."""
    check_in = world.choose(which)
    if not check_in:
        return None
    path = f"/checkins/{check_in}"
    if act == "sends":
        world.ben_takes_back(check_in)
        return ana_sends(world, check_in, word)
    if act == "takes back":
        return world.ana.delete(f"{path}/sending")
    if act == "picks up":
        return world.ana.delete(f"{path}/deferral")
    return world.ana.put(f"{path}/deferral", {"reason": act})


def ana_takes_her_file(world: World) -> Answer:
    """All of hers and all that was shared, as it is today. The code in her mail is random by nature."""
    letters = len(mail.outbox)
    confirm(world.ana)
    del mail.outbox[letters:]
    export = world.ana.post("/exports").json()
    make_exports()
    return world.ana.get(f"/exports/{export['id']}/file")


def one_of_them(world: World, by_ben: tuple[bool, bool], method: str, path: str, words: Any) -> None:
    """What both may do and both see, and not who of them did it."""
    phone = world.ben if by_ben[world.number] else world.ana
    if path == "/schedules/…":
        rhythms = world.ana.get("/schedules").json()
        if not rhythms:
            return
        path = f"/schedules/{rhythms[0]['id']}"
    phone.send(method, path, words, **{"Idempotency-Key": f"one-of-them-{world.looks}"})


def time_passes(world: World, hours: int) -> None:
    world.wait(now() + hours * HOUR)


def _looks(world: World, *_: object) -> None:
    for path in ["/today", *(f"/checkins/{one}" for one in world.under_way[:1])]:
        world.ben.get(path)


def _sends(world: World, check_in: str, hidden: Hidden) -> None:
    world.ben_sends(check_in, told=hidden.word, kept=hidden.word, most_kept=hidden.most_kept)


def _takes_back(world: World, check_in: str, _: Hidden) -> None:
    world.ben_takes_back(check_in)


def _puts_aside(reason: str) -> Callable[[World, str, Hidden], None]:
    def puts_aside(world: World, check_in: str, _: Hidden) -> None:
        world.ben.put(f"/checkins/{check_in}/deferral", {"reason": reason})

    return puts_aside


def _picks_up(world: World, check_in: str, _: Hidden) -> None:
    world.ben.delete(f"/checkins/{check_in}/deferral")


def _fumbles(world: World, check_in: str, _: Hidden) -> None:
    world.ben_posts(f"/checkins/{check_in}/sending", {"answers": [{"value": None}]})


ON_HIS_SIDE: dict[str, Callable[[World, str, Hidden], None]] = {
    "sends": _sends,
    "takes back": _takes_back,
    "skips": _puts_aside("skipped"),
    "is not ready": _puts_aside("not_ready"),
    "picks up": _picks_up,
    "looks": _looks,
    "fumbles": _fumbles,
}
SENDINGS = {"sends"}


def _chooses(**profile: Any) -> Callable[[World], None]:
    def chooses(world: World) -> None:
        assert world.ben.patch("/me", profile).status_code == 200, profile

    return chooses


def _subscribes(world: World) -> None:
    world.ben_subscribes()


def _signs_in_elsewhere(world: World) -> None:
    Phone(world.stage.ben).get("/me")


def _signs_out(world: World) -> None:
    world.ben.delete("/_allauth/browser/v1/auth/session")
    world.ben.http.force_login(world.stage.ben, backend=BACKEND)


def _asks_for_a_code(world: World) -> None:
    world.ben_posts("/confirmation-codes", {})


def _asks_for_too_much(world: World) -> None:
    world.ben.get("/checkins/none")
    world.ben_posts("/checkins", {"template": "none"})


AT_HOME: dict[str, Callable[[World], None]] = {
    "wants quiet evenings": _chooses(quiet_from="15:00", quiet_until="13:00"),
    "wants no quiet": _chooses(quiet_from="09:00", quiet_until="09:00"),
    "wants no mail": _chooses(remind_by_email=False),
    "wants no push": _chooses(remind_by_push=False),
    "wants all": _chooses(remind_by_email=True, remind_by_push=True),
    "is discreet": _chooses(discreet=True),
    "is not discreet": _chooses(discreet=False),
    "likes it dark": _chooses(theme="dark"),
    "speaks Portuguese": _chooses(locale="pt-PT"),
    "subscribes": _subscribes,
    "signs in elsewhere": _signs_in_elsewhere,
    "signs out and in": _signs_out,
    "asks for a code": _asks_for_a_code,
    "asks for what is not there": _asks_for_too_much,
    "looks": _looks,
    **RECORD,
}

MONTHLY = RHYTHM | {"template": "open", "repeat": "monthly", "day_of_month": 3, "at": "18:00"}
SHARED_ACTS: tuple[tuple[str, str, Any], ...] = (
    *(("POST", "/checkins", {"template": slug}) for slug in ("daily", "monthly", "open", "weekly")),
    ("POST", "/schedules", RHYTHM | {"template": "weekly", "repeat": "weekly", "days": [1], "at": "19:00"}),
    (
        "POST",
        "/schedules",
        RHYTHM | {"template": "open", "repeat": "monthly", "day_of_month": 3, "at": "18:00"},
    ),
    ("PATCH", "/schedules/…", {"paused": True}),
    ("PATCH", "/schedules/…", {"paused": False}),
    ("DELETE", "/schedules/…", None),
)
