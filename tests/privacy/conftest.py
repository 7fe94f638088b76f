"""A life with something of everything in it, and the ways out of it."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from allauth.mfa.models import Authenticator

from backend.accounts.models import Person, Recovery
from backend.checkins.tasks import come_round
from backend.core.clock import now
from backend.privacy.tasks import make_exports
from backend.schedules.models import Schedule
from backend.spaces.models import Space
from tests.accounts.conversation import confirm
from tests.checkins.conftest import answers, weekly
from tests.checkins.talks import lives
from tests.client import Answer, Phone
from tests.notifications.receivers import Browser
from tests.successes.pictures import photo

__all__ = ["weekly"]
DAILY = {"template": "daily", "repeat": "daily", "at": "20:00", "time_zone": "Europe/Berlin"}
EVENING = {
    "title": "Our evenings",
    "minutes": 5,
    "questions": [{"kind": "text", "prompt": "What made you laugh?"}],
}
BROWSER = "https://updates.push.services.mozilla.com/wpush/v2/ana"
HERS, HIS, SECRET, SEALED, ALONE = "her long way", "his short way", "kept to himself", "not opened", "alone"
HER_SIDE, HIS_SIDE = "her side of it", "his side of it"


@pytest.fixture
def lived(as_ana: Phone, as_ben: Phone, ana: Person, space: Space) -> str:
    """Ana and Ben after a while. The address of a reveal."""
    return live(as_ana, as_ben)


def live(as_ana: Phone, as_ben: Phone) -> str:
    """Reveals, one half sent, a rhythm, reminders. The address of a reveal."""
    ok(as_ana.post("/schedules", DAILY))
    made_at = Schedule.objects.get().created_at
    Schedule.objects.update(next_due_at=made_at, wakes_at=made_at)
    come_round()
    path = revealed(as_ana, as_ben)
    lives(as_ana, as_ben, ok(as_ana.get(path)), words=HER_SIDE, his=HIS_SIDE)
    opened = ok(as_ana.post("/checkins", {"template": "monthly"}))
    ok(as_ben.post(f"/checkins/{opened['id']}/sending", answers(opened, SEALED)))
    ok(as_ana.post(f"/checkins/{opened['id']}/sending", answers(opened, HERS, shared=False)), 201)
    half = ok(as_ana.post("/checkins", {"template": "open"}))
    ok(as_ben.post(f"/checkins/{half['id']}/sending", answers(half, SECRET)))
    ok(as_ana.put("/insights/consent", {}))
    made = ok(as_ana.post("/promises", {"text": HERS}))
    ok(as_ana.put(f"/promises/{made['id']}/outcome", {"became": "kept"}))
    ok(as_ana.post("/promises", {"text": HERS, "shared": False}))
    ok(as_ben.post("/promises", {"text": HIS}))
    ok(as_ben.post("/promises", {"text": SECRET, "shared": False}))
    assert as_ana.put("/push-subscriptions", Browser(BROWSER).subscription).status_code == 200
    celebrate(as_ana, as_ben)
    celebrate(as_ben, as_ana)
    return path


def celebrate(one: Phone, other: Phone) -> None:
    """Something they call theirs together, with a picture; something for themselves; and a thank you."""
    joint = {"words": "we laughed again", "sharing": "joint", "happened_on": "2026-11-20"}
    made = ok(one.post("/successes", joint))["id"]
    ok(one.put(f"/successes/{made}/picture", photo()))
    ok(other.put(f"/successes/{made}/confirmation", {"ours": True}))
    ok(other.put(f"/successes/{made}/reaction", {"kind": "glad"}))
    ok(one.post("/successes", {**joint, "words": "i rested", "sharing": "private"}))
    ok(one.post("/appreciations", {"words": "for the soup"}))


def asks_their_own(one: Phone, other: Phone) -> str:
    """Questions of theirs, asked of both, and written anew by now; returns the slug."""
    slug = str(ok(one.post("/space/templates", EVENING))["slug"])
    asked = ok(one.post("/checkins", {"template": slug}))
    for phone, words in ((one, HERS), (other, HIS)):
        ok(phone.post(f"/checkins/{asked['id']}/sending", answers(asked, words)))
    newer = EVENING | {"title": "Our mornings"}
    assert one.put(f"/space/templates/{slug}", {"version": 1, "template": newer}).status_code == 200
    return slug


def secures(person: Person) -> None:
    """Has a passkey, and somebody wanted in without it."""
    Authenticator.objects.create(user=person, type="webauthn", data={"name": "Ana's phone"})
    Recovery.objects.create(person=person, ready_at=now())


def wishes(phone: Phone) -> None:
    """Has said how to be reminded, of what not, and when not; and has a calendar."""
    [daily] = ok(phone.get("/schedules"))
    ok(phone.patch("/wishes", {"lead_minutes": 30}))
    ok(phone.put(f"/reminders/{daily['id']}", {"on": False}))
    today = str(now().date())
    ok(phone.post("/rests", {"begins_on": today, "ends_on": today}))
    ok(phone.post("/calendar"))


def revealed(one: Phone, other: Phone) -> str:
    """A weekly that both have sent; the other kept one answer to himself."""
    check_in = ok(one.post("/checkins", {"template": "weekly"}))
    path = f"/checkins/{check_in['id']}"
    ok(one.post(f"{path}/sending", answers(check_in, HERS)))
    his = answers(check_in, HIS)
    hidden = next(one for one in his["answers"] if one["value"] == HIS)
    hidden |= {"value": SECRET, "shared": False}
    ok(other.post(f"{path}/sending", his))
    return path


def ok(answer: Answer, *statuses: int) -> Any:
    assert answer.status_code in (statuses or (200, 201)), answer.content
    return answer.json()


def exported(phone: Phone) -> bytes:
    """The whole way to the file."""
    confirm(phone)
    return made(phone)


def made(phone: Phone) -> bytes:
    """Of somebody who has just shown who they are."""
    export = ok(phone.post("/exports"))
    make_exports()
    found = ok(phone.get(f"/exports/{export['id']}"))
    assert (found["state"], found["done"]) == ("ready", found["of"])
    answer = phone.get(f"/exports/{export['id']}/file")
    assert answer.status_code == 200, answer.content
    return bytes(answer.content)


def read(file: bytes) -> dict[str, Any]:
    with ZipFile(BytesIO(file)) as zipped:
        assert zipped.namelist()[:2] == ["README.txt", "my-data.json"]
        return dict(json.loads(zipped.read("my-data.json")))


def zipped(data: Any) -> bytes:
    packing = BytesIO()
    with ZipFile(packing, "w") as into:
        into.writestr("my-data.json", json.dumps(data))
    return packing.getvalue()


def bring(phone: Phone, file: bytes, key: str = "bring-back") -> Answer:
    answer: Answer = phone.http.post(
        "/api/v1/imports", file, content_type="application/zip", headers={"Idempotency-Key": key}
    )
    return answer
