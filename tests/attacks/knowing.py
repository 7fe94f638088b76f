"""What somebody knows who is really here: without it a thousand guesses would all end at the door."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from schemathesis import Case

from backend.accounts.models import Person
from tests.accounts.conversation import confirm
from tests.checkins.conftest import answers
from tests.client import Phone
from tests.factories.people import make_person, make_space

_POINT = "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU"
"""The base point of P-256: a public key like any other."""
RHYTHM = {"template": "weekly", "repeat": "weekly", "days": [6], "at": "20:00", "time_zone": "Europe/Berlin"}

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
    return Known(session_of(phone), _ids(phone, ana, daily), _words(daily))


def _ids(phone: Phone, ana: Person, daily: dict[str, Any]) -> dict[str, str]:
    tablet = Phone(ana)
    tablet.get("/me")
    other = next(one["id"] for one in phone.get("/sessions").json() if not one["is_this"])
    return {
        "check_in_id": daily["id"],
        "schedule_id": phone.post("/schedules", RHYTHM).json()["id"],
        "subscription_id": phone.put("/push-subscriptions", BROWSER).json()["id"],
        "session_id": other,
    }


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
