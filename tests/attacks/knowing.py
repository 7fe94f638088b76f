"""What somebody knows who is really here: without it a thousand guesses would all end at the door."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from schemathesis import Case

from backend.accounts.models import Person
from backend.core.clock import now
from backend.core.scope import house
from backend.notifications.channels.tokens import tokens
from backend.notifications.models import look_at
from backend.notifications.rules import Action
from backend.notifications.services import enqueue
from backend.privacy.tasks import make_exports
from tests.accounts.conversation import confirm
from tests.checkins.conftest import answers
from tests.client import Phone
from tests.factories.people import make_person, make_space

_POINT = "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU"
"""The base point of P-256: a public key like any other."""
RHYTHM = {"template": "weekly", "repeat": "weekly", "days": [6], "at": "20:00", "time_zone": "Europe/Berlin"}

AWAY = {"begins_on": "2027-01-04", "ends_on": "2027-01-10"}
BROWSER = {
    "endpoint": "https://fcm.googleapis.com/fcm/send/ana",
    "keys": {"p256dh": _POINT, "auth": "AAECAwQFBgcICQoLDA0ODw"},
}
_number = count(1)


@dataclass(frozen=True)
class Known:
    """What a browser sends along, ids by their name in an address, and words by the name of their field."""

    session: dict[str, Any]
    ids: dict[str, str]
    words: dict[str, Any]


def session_of(phone: Phone) -> dict[str, Any]:
    token = phone.get("/csrf").json()["token"]
    cookies = {name: cookie.value for name, cookie in phone.http.cookies.items()}
    return {"cookies": cookies, "headers": {"X-CSRFToken": token}}


def known_to(ana: Person, ben: Person) -> Known:
    """Ana, a few minutes after she showed that it is her, in the middle of an evening with Ben."""
    phone = Phone(ana)
    confirm(phone)
    daily = phone.post("/checkins", {"template": "daily"}).json()
    ids = _ids(phone, ana, daily)
    return Known(session_of(phone), ids, _words(daily) | {name: ids[name] for name in ("browser", "token")})


def _ids(phone: Phone, ana: Person, daily: dict[str, Any]) -> dict[str, str]:
    tablet = Phone(ana)
    tablet.get("/me")
    other = next(one["id"] for one in phone.get("/sessions").json() if not one["is_this"])
    browser = phone.put("/push-subscriptions", BROWSER).json()["id"]
    return {
        "check_in_id": daily["id"],
        "schedule_id": phone.post("/schedules", RHYTHM).json()["id"],
        "promise_id": phone.post("/promises", {"text": "The soup"}).json()["id"],
        "rest_id": phone.post("/rests", AWAY).json()["id"],
        "subscription_id": browser,
        "browser": browser,
        "test_id": phone.post("/test-pushes", {"browser": browser}).json()["id"],
        "token": _token(ana),
        "export_id": _export(phone),
        "session_id": other,
    }


def _export(phone: Phone) -> str:
    """One that has been made, so that another may be asked for."""
    made: str = phone.post("/exports").json()["id"]
    make_exports()
    return made


def _token(ana: Person) -> str:
    """What a reminder of hers carries."""
    at = now()
    with house():
        message = enqueue(
            person=ana,
            space=None,
            kind="check_in",
            subject_id=uuid4(),
            due_at=at,
            expires_at=at + timedelta(days=1),
        )
        delivery = message.deliveries.all()[0]
        return tokens(look_at([delivery.pk])[0])[Action.SKIP]


def _words(daily: dict[str, Any]) -> dict[str, Any]:
    """A value for the name of a field, wherever it stands."""
    cleo = make_person("Cleo")
    make_space(cleo)
    code = Phone(cleo).post("/space/invitation").json()["code"]
    return {
        "template": "open",
        "time_zone": "Europe/Lisbon",
        "at": "07:30",
        "repeat": "weekly",
        "days": [6],
        "day_of_month": None,
        "code": code,
        "answers": answers(daily)["answers"],
        "started_on": "2020-02-29",
        **AWAY,
        "on": True,
        "reason": "skipped",
        **BROWSER,
    }


def tell(case: Case[Any], known: Known) -> None:
    """Put what is known in the place of what was guessed."""
    if "Idempotency-Key" in (case.headers or {}):
        case.headers["Idempotency-Key"] = f"known-{next(_number):08d}"
    case.path_parameters = {
        name: known.ids.get(name, value) for name, value in (case.path_parameters or {}).items()
    }
    if isinstance(case.body, dict):
        words = {name: known.words[name] for name in case.body if name in known.words}
        case.body = words or case.body
