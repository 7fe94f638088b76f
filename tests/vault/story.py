"""Words in every sealed column there is, written the way people write them.

Each holds one of our birds, so that a thief's search for birds finds every private word there is. A picture's
bird is how all of its kind begin.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from backend.accounts.models import Person
from backend.core.scope import acting, house
from backend.vault.models import SealedModel
from backend.vault.services import sealed_models
from tests.boundaries.life import Said, agree_on_things
from tests.checkins.talks import lives
from tests.client import Phone
from tests.factories.people import make_person
from tests.notifications.receivers import Browser
from tests.privacy.conftest import bring, exported
from tests.successes.pictures import photo

NAMES = {"Ana": "Walburga Kanarie", "Ben": "Isidor Wellensittich"}
PRONOUNS = {"Ana": "xe/rotkehlchen", "Ben": "er/zaunkoenig"}
SPACE = "Finkenhaus am Hang"
SAID = {"Ana": "i was afraid of the starling", "Ben": "the nightingale kept me awake"}
HIDDEN = "nobody may hear of the bullfinch"
SAYS = Said(both=SAID["Ana"], hers=SAID["Ana"], his=SAID["Ben"], kept=HIDDEN, told=SAID["Ben"])
OWN = {
    "title": "An evening of wagtails",
    "minutes": 5,
    "questions": [{"kind": "text", "prompt": "Have you heard the wagtail today?"}],
}
BIRDS = (
    "kanarie",
    "wellensittich",
    "rotkehlchen",
    "zaunkoenig",
    "finkenhaus",
    "starling",
    "nightingale",
    "bullfinch",
    "webpvp8",
    "wagtail",
)
SECRETS = {
    "spaces.Invitation.code",
    "notifications.PushSubscription.endpoint",
    "notifications.PushSubscription.p256dh",
    "notifications.PushSubscription.auth",
    "notifications.CalendarFeed.secret",
}
"""Not words of anybody, yet nobody else's to know."""


@dataclass(frozen=True)
class Written:
    """What stands in one sealed column of one row, opened."""

    row: SealedModel
    column: str
    words: str

    @property
    def place(self) -> str:
        return f"{self.row._meta.label}.{self.column}"

    @property
    def is_told(self) -> bool:
        return self.place in SECRETS or any(bird in self.words.lower() for bird in BIRDS)


def live(as_ana: Phone, as_ben: Phone, browser: Browser) -> None:
    """Everything one can write, written by two people; one sheet is revealed, one stays hidden."""
    phones = {"Ana": as_ana, "Ben": as_ben}
    for name, phone in phones.items():
        _ok(phone.patch("/me", {"name": NAMES[name], "pronouns": PRONOUNS[name]}))
    _ok(as_ana.post("/space", {"name": SPACE, "time_zone": "Europe/Berlin"}))
    code = _ok(as_ana.post("/space/invitation"))["code"]
    _ok(as_ben.post("/memberships", {"code": code}))
    _ok(as_ana.put("/push-subscriptions", browser.subscription))
    _ok(as_ana.post("/calendar"))
    for template in ("weekly", "monthly"):
        opened = _ok(as_ana.post("/checkins", {"template": template}))
        for name, phone in phones.items():
            _send(phone, opened, SAID[name])
        if template == "weekly":
            lives(as_ana, as_ben, _ok(as_ana.get(f"/checkins/{opened['id']}")), *SAID.values())
    _send(as_ana, _ok(as_ana.post("/checkins", {"template": "open"})), HIDDEN)
    _celebrate(as_ana, as_ben)
    _ok(as_ana.post("/promises", {"text": HIDDEN, "shared": False}))
    agree_on_things(as_ana, as_ben, SAYS)
    _ok(as_ana.post("/space/templates", OWN))
    file = exported(as_ana)
    _ok(bring(Phone(make_person("Zaunkoenig", "eva@example.org")), file))


def _celebrate(as_ana: Phone, as_ben: Phone) -> None:
    """A picture is told by how every one of ours begins."""
    words = {"words": SAID["Ana"], "made_possible": HIDDEN}
    made = _ok(as_ana.post("/successes", {**words, "sharing": "joint", "happened_on": "2026-05-30"}))
    _ok(as_ana.put(f"/successes/{made['id']}/picture", photo(comment=HIDDEN)))
    _ok(as_ben.post("/appreciations", {"words": SAID["Ben"]}))


def _send(phone: Phone, opened: dict[str, Any], words: str) -> None:
    answers = [
        {"question": question["id"], "value": value, "shared": True}
        for question in opened["questions"]
        if (value := _value(question["kind"], words))
    ]
    _ok(phone.post(f"/checkins/{opened['id']}/sending", {"answers": answers}))


def _value(kind: str, words: str) -> Any:
    """An answer in one's own words, where the question leaves room for some."""
    return {
        "text": words,
        "appreciation": [words],
        "issue": dict.fromkeys(("feeling", "situation", "need", "request"), words),
        "topics": {"chosen": [], "own": words},
        "promise": {"text": words, "by": None},
    }.get(kind)


def _ok(answer: Any) -> Any:
    assert answer.status_code in {200, 201}, answer.content
    return answer.json()


def written() -> list[Written]:
    """All there is, each read in the scope of whoever may."""
    found = {(each.row.pk, each.column): each for each in _opened()}
    return list(found.values())


def _opened() -> Iterator[Written]:
    with house():
        people = list(Person.objects.values_list("pk", flat=True))
    for scope in (house(), *(acting(person_id=person_id) for person_id in people)):
        with scope:
            for row in (row for model in sealed_models() for row in model._base_manager.all()):
                yield from (
                    Written(row, name, words) for name in row.sealed_columns() if (words := _read(row, name))
                )


def _read(row: SealedModel, column: str) -> str:
    return row.open_bytes(column).decode(errors="replace")


def silent_columns() -> set[str]:
    """Sealed columns in which nothing of the story stands: let somebody write there, in `live`."""
    every = {
        f"{model._meta.label}.{column}" for model in sealed_models() for column in model.sealed_columns()
    }
    return every - {each.place for each in written() if each.is_told}


def to_look_for() -> list[str]:
    """What a thief would search a copy for."""
    return [*BIRDS, *{each.words for each in written() if each.place in SECRETS}]
