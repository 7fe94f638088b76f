"""What somebody knows who is really here: without it a thousand guesses would all end at the door."""

import re
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
from tests.architecture.world import BODIES, SAID
from tests.attacks.evening import sides
from tests.checkins.conftest import answers
from tests.client import Phone
from tests.factories.people import make_person, make_space

_POINT = "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU"
"""The base point of P-256: a public key like any other."""
BROWSER = {
    "endpoint": "https://fcm.googleapis.com/fcm/send/ana",
    "keys": {"p256dh": _POINT, "auth": "AAECAwQFBgcICQoLDA0ODw"},
}
_number = count(1)


@dataclass(frozen=True)
class Known:
    """What a browser sends along, ids by their name in an address, side by side, and bodies by operation."""

    session: dict[str, Any]
    sides: list[dict[str, str]]
    bodies: dict[str, Any]


def session_of(phone: Phone) -> dict[str, Any]:
    token = phone.get("/csrf").json()["token"]
    cookies = {name: cookie.value for name, cookie in phone.http.cookies.items()}
    return {"cookies": cookies, "headers": {"X-CSRFToken": token}}


def known_to(ana: Person, ben: Person) -> Known:
    """Ana, a few minutes after she showed that it is her, in the middle of an evening with Ben."""
    phone, his = Phone(ana), Phone(ben)
    confirm(phone)
    for one in (phone, his):
        one.put("/insights/consent", {})
    own = _of_her_phone(phone, ana)
    evening = sides(phone, his)
    bodies = _bodies(phone, evening, own)
    return Known(session_of(phone), [side | own for side in evening], bodies)


def _of_her_phone(phone: Phone, ana: Person) -> dict[str, str]:
    tablet = Phone(ana)
    tablet.get("/me")
    other = next(one["id"] for one in phone.get("/sessions").json() if not one["is_this"])
    browser = phone.put("/push-subscriptions", BROWSER).json()["id"]
    return {
        "subscription_id": browser,
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


def _bodies(phone: Phone, evening: list[dict[str, str]], own: dict[str, str]) -> dict[str, Any]:
    """A body that fits, by the label of an operation."""
    hers, his = evening[0], evening[1]
    cleo = make_person("Cleo")
    make_space(cleo)
    code = {"code": Phone(cleo).post("/space/invitation").json()["code"]}
    seen = phone.get(f"/checkins/{his['check_in_id']}").json()
    comment = {"question": seen["questions"][-1]["id"], "words": "Yes."}
    labels = {_label(cell): body for cell, body in BODIES.items()}
    return labels | {
        "POST /api/v1/taps": {"token": own["token"]},
        "POST /api/v1/test-pushes": {"browser": own["subscription_id"]},
        "PUT /api/v1/push-subscriptions": BROWSER,
        "POST /api/v1/invitation-previews": code,
        "POST /api/v1/checkins/{check_in_id}/sending": answers(
            phone.get(f"/checkins/{hers['check_in_id']}").json()
        ),
        "POST /api/v1/checkins/{check_in_id}/comments": comment,
        "POST /api/v1/agreements/{agreement_id}/versions": {"words": SAID, "instead_of": his["version_id"]},
    }


def _label(cell: str) -> str:
    """`PUT /api/v1/drafts/{about}` for `PUT drafts/<uuid:about>`."""
    method, _, path = cell.partition(" ")
    return f"{method} /api/v1/" + re.sub("<[a-z]+:([a-z_]+)>", r"{\1}", path)


def tell(case: Case[Any], known: Known, which: int) -> None:
    """Put what is known of one side in the place of what was guessed."""
    if "Idempotency-Key" in (case.headers or {}):
        case.headers["Idempotency-Key"] = f"known-{next(_number):08d}"
    side = known.sides[which]
    case.path_parameters = {
        name: side.get(name, value) for name, value in (case.path_parameters or {}).items()
    }
    case.body = _known(case.body, known.bodies.get(case.operation.label, {}))


def _known(guess: Any, body: Any) -> Any:
    """What the guess leaves out is left out here, so that this is refused as well now and then."""
    if isinstance(guess, dict) and isinstance(body, dict):
        return {name: body[name] for name in guess if name in body} or body or guess
    return body if isinstance(body, bytes) else guess
