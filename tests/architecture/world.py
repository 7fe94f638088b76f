"""Who may come to a door, and what of Ana's is behind it."""

from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from typing import Any, Self
from uuid import uuid4

from backend.accounts.models import Person
from backend.checkins.models import Question, Template
from backend.checkins.rules.values import Kind
from backend.core.clock import now
from backend.core.scope import acting
from backend.notifications.channels.tokens import tokens
from backend.notifications.models import PushSubscription, look_at
from backend.notifications.rules.taps import TOKEN_LENGTH, Action
from backend.notifications.services import enqueue
from backend.notifications.services.calendar import renew_calendar, secret_of
from backend.privacy.models import Export, Keepsake
from backend.privacy.services import leave, request_export
from backend.privacy.tasks import make_exports
from backend.successes.models import Appreciation
from tests.accounts.conversation import confirm
from tests.checkins.talks import lives, reveal, soon
from tests.client import Answer, Phone
from tests.factories.people import make_person, make_space
from tests.successes.pictures import photo

HER_NAME = "Kanarienana"
WHO = ("signed out", "self", "partner", "former", "stranger", "invited", "locked", "staff")
RHYTHM = {"repeat": "weekly", "days": [6], "at": "20:00", "time_zone": "Europe/Berlin"}
AWAY = {"begins_on": "2027-01-04", "ends_on": "2027-01-10"}
SAID = {"title": "Phones at dinner", "welcome": "Phones in the basket."}
OWN = {"title": "Our evening", "minutes": 5, "questions": [{"kind": "text", "prompt": "What is new?"}]}
BODIES: dict[str, Any] = {
    "PATCH me": {"theme": "dark"},
    "POST confirmations": {"code": "WRONG1"},
    "POST address-changes": {"email": "another@example.org"},
    "POST addresses": {"code": "WRONG1"},
    "POST space": {"time_zone": "Europe/Berlin"},
    "PATCH space": {"name": "Here"},
    "DELETE space": {"quietly": True},
    "POST invitation-previews": {"code": "7777777777"},
    "POST memberships": {"code": "7777777777"},
    "POST schedules": {"template": "monthly", **RHYTHM},
    "PATCH schedules/<uuid:schedule_id>": {"paused": True},
    "POST schedules/<uuid:schedule_id>/rests": AWAY,
    "POST rests": AWAY,
    "PATCH wishes": {"lead_minutes": 30},
    "PUT push-subscriptions": {
        "endpoint": "https://updates.push.services.mozilla.com/wpush/v2/new",
        "keys": {
            "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcx"
            "aOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "auth": "BTBZMqHH6r4Tts7J_aSIgg",
        },
    },
    "POST space/templates": OWN,
    "PUT space/templates/<slug:slug>": {"version": 1, "template": OWN | {"title": "Another evening"}},
    "POST space/templates/pack": {"format": "toward-templates", "version": 1, "templates": [OWN]},
    "POST checkins": {"template": "weekly"},
    "PUT checkins/<uuid:check_in_id>/deferral": {"reason": "skipped"},
    "POST checkins/<uuid:check_in_id>/topics": {"words": "The car"},
    "PUT answers/<uuid:answer_id>/reaction": {"kind": "thank_you"},
    "POST topics/<uuid:topic_id>/turns": {"words": "I am tired."},
    "PUT topics/<uuid:topic_id>/parking": {"return_on": soon()},
    "PUT topics/<uuid:topic_id>/settling": {"aloud": True},
    "POST turns/<uuid:turn_id>/echoes": {"words": "You are tired."},
    "PUT echoes/<uuid:echo_id>/hearing": {"heard": True},
    "POST imports": {},
    "POST successes": {"words": "We laughed", "sharing": "private", "happened_on": "2026-11-22"},
    "PATCH successes/<uuid:success_id>": {"made_possible": "Time"},
    "PUT successes/<uuid:success_id>/confirmation": {"ours": True},
    "PUT successes/<uuid:success_id>/reaction": {"kind": "glad"},
    "PUT successes/<uuid:success_id>/picture": photo(),
    "POST appreciations": {"words": "Thank you for the soup"},
    "PUT reminders/<uuid:schedule_id>": {"on": True},
    "POST taps": {"token": "A" * TOKEN_LENGTH},
    "POST promises": {"text": "The long way round"},
    "PATCH promises/<uuid:promise_id>": {"shared": True},
    "PUT promises/<uuid:promise_id>/outcome": {"became": "kept"},
    "POST promises/<uuid:promise_id>/renegotiation": {"text": "The short way round"},
    "POST erasure": {},
    "POST agreements": {"kind": "charter", "words": SAID},
    "PUT agreements/<uuid:agreement_id>/note": {"text": "It was easy today."},
    "PUT drafts/<uuid:about>": {"kind": "agreement", "words": SAID},
    "POST limits": {"words": SAID, "shared": True},
    "PATCH limits/<uuid:limit_id>": {"shared": False},
    "POST limits/<uuid:limit_id>/wordings": {"words": SAID},
    "PUT /_allauth/browser/v1/account/authenticators/webauthn": {"id": 1, "name": "Mine"},
    "DELETE /_allauth/browser/v1/account/authenticators/webauthn": {"authenticators": [1]},
}


class World:
    """Ana's space and everything in it that has an address, with Ben in it or while she is `alone`."""

    def __init__(self, *, alone: bool = False) -> None:
        self.ana = make_person(HER_NAME, "alone@example.org" if alone else "")
        self.other = make_person("Eva" if alone else "Ben")
        self.space = make_space(self.ana, *([] if alone else [self.other]))
        self.hers = Phone(self.ana)
        self.ids = self._ids() | self._talk(alone=alone)

    def visited_by(self, who: str) -> Self:
        self.visitor = VISITORS[who](self)
        return self

    def _ids(self) -> dict[str, str]:
        self.check_in = self.hers.post("/checkins", {"template": "daily"}).json()["id"]
        subscription = PushSubscription(person=self.ana, endpoint_hash=self.ana.pk.bytes * 2)
        subscription.seal(endpoint="https://push.example.org/1")
        subscription.save()
        return {
            "<uuid:check_in_id>": self.check_in,
            "<slug:slug>": self.hers.post("/space/templates", OWN).json()["slug"],
            "<uuid:schedule_id>": self.hers.post("/schedules", {"template": "weekly", **RHYTHM}).json()["id"],
            "<uuid:rest_id>": self.hers.post("/rests", AWAY).json()["id"],
            "<uuid:subscription_id>": str(subscription.pk),
            "<uuid:session_id>": self._session(),
            "<str:secret>": self._secret(),
            "<uuid:export_id>": str(self._export().pk),
            "<uuid:kept_id>": str(self._keepsake().pk),
            "<uuid:test_id>": self.hers.post("/test-pushes", {"browser": str(subscription.pk)}).json()["id"],
            "<str:token>": self._token(),
            "<uuid:success_id>": self._success(),
            "<uuid:appreciation_id>": self._thanks(),
            "<uuid:promise_id>": self.hers.post("/promises", {"text": "The soup"}).json()["id"],
            **self._boundaries(),
        }

    def _boundaries(self) -> dict[str, str]:
        """A limit and a draft that only she sees, and what was agreed, with a change of hers beside it."""
        about = str(uuid4())
        self.hers.put(f"/drafts/{about}", {"kind": "agreement", "words": SAID})
        limit = self.hers.post("/limits", {"words": SAID, "shared": False}).json()["id"]
        ids = {"<uuid:about>": about, "<uuid:limit_id>": limit}
        proposed = self.hers.post("/agreements", {"kind": "agreement", "words": SAID}).json()
        if "id" not in proposed:  # she is alone: nobody to agree with
            return ids | {"<uuid:agreement_id>": str(uuid4()), "<uuid:version_id>": str(uuid4())}
        address = f"/agreements/{proposed['id']}/versions"
        Phone(self.other).put(f"{address}/{proposed['open']}/consent", None)
        changed = self.hers.post(address, {"words": SAID}).json()
        return ids | {"<uuid:agreement_id>": changed["id"], "<uuid:version_id>": changed["open"]}

    def _talk(self, *, alone: bool) -> dict[str, str]:
        """A talk of the two, or nowhere while nobody else is there."""
        names = ("topic_id", "turn_id", "echo_id", "comment_id", "answer_id")
        found = dict.fromkeys(names, str(uuid4()))
        if not alone:
            his = Phone(self.other)
            found = lives(self.hers, his, reveal(self.hers, his))
        return {f"<uuid:{name}>": value for name, value in found.items()}

    def _session(self) -> str:
        return str(next(one["id"] for one in self.hers.get("/sessions").json() if one["is_this"]))

    def _token(self) -> str:
        """What a reminder of hers carries."""
        at, until = now(), now() + timedelta(days=1)
        message = enqueue(
            person=self.ana,
            space=self.space,
            kind="check_in",
            subject_id=uuid4(),
            due_at=at,
            expires_at=until,
        )
        delivery = message.deliveries.all()[0]
        return tokens(look_at([delivery.pk])[0])[Action.SKIP]

    def _secret(self) -> str:
        renew_calendar(person=self.ana)
        return secret_of(person=self.ana) or ""

    def _export(self) -> Export:
        export = request_export(person=self.ana)
        make_exports()
        return export

    def _success(self) -> str:
        """Where there are two, it was both people's, as she says."""
        sharing = "joint" if self.space.memberships.count() > 1 else "private"
        success = {"words": "We laughed", "sharing": sharing, "happened_on": "2026-11-22"}
        made = str(self.hers.post("/successes", success).json()["id"])
        self.hers.put(f"/successes/{made}/picture", photo())
        return made

    def _thanks(self) -> str:
        thanks = Appreciation(space=self.space, author=self.ana)
        thanks.seal(words="Thank you for the soup")
        with acting(person_id=self.ana.pk, space_id=self.space.pk):
            thanks.save()
        return str(thanks.pk)

    def _keepsake(self) -> Keepsake:
        template = Template.objects.all()[0]
        kept = Keepsake(person=self.ana, template=template, source_id=uuid4(), opened_on="2026-11-22")
        kept.seal(words='{"revealed_on": null, "answers": [], "told": []}')
        kept.save()
        return kept

    def tries(self, cell: str, ids: dict[str, str] | None = None) -> Answer:
        """What this visitor gets; their cookies stay as they were."""
        method, route = cell.split(" ")
        path = route
        for name, value in (ids or self.ids).items():
            path = path.replace(name, value)
        cookies = deepcopy(self.visitor.http.cookies)
        key = {"Idempotency-Key": uuid4().hex} if method == "POST" else {}
        answer = self.visitor.send(method, path if path[0] == "/" else f"/{path}", self._body(cell), **key)
        self.visitor.http.cookies = cookies
        return answer

    def _body(self, cell: str) -> Any:
        if cell.endswith("/sending") and cell.startswith("POST"):
            scale = Question.objects.filter(template__slug="daily", kind=Kind.SCALE).latest(
                "template__version"
            )
            return {"answers": [{"question": str(scale.pk), "value": 5, "shared": True}]}
        if cell.endswith("/comments") and cell.startswith("POST"):
            return {"question": str(uuid4()), "words": "Yes."}
        if cell == "POST test-pushes":
            return {"browser": self.ids["<uuid:subscription_id>"]}
        if cell == "POST agreements/<uuid:agreement_id>/versions":
            return {"words": SAID, "instead_of": self.ids["<uuid:version_id>"]}
        return BODIES.get(cell)


def _fresh(person: Person) -> Phone:
    phone = Phone(person)
    confirm(phone)
    return phone


def _former(world: World) -> Phone:
    leave(person=world.other, quietly=True)
    return _fresh(world.other)


def _stranger(world: World) -> Phone:
    cleo = make_person("Cleo")
    make_space(cleo)
    return _fresh(cleo)


def _invited(world: World) -> Phone:
    assert world.hers.post("/space/invitation").status_code == 201
    return _fresh(world.other)


VISITORS: dict[str, Callable[[World], Phone]] = {
    "signed out": lambda world: Phone(),
    "self": lambda world: _fresh(world.ana),
    "partner": lambda world: _fresh(world.other),
    "former": _former,
    "stranger": _stranger,
    "invited": _invited,
    "locked": lambda world: Phone(world.ana),
    "staff": _stranger,
}
