"""An agreement from its first draft to its end, as two people live it, through the API."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from backend.notifications.models import Channel
from backend.notifications.services import deliver
from tests.boundaries.conftest import ON_CALL, PHONES, path, proposal, version
from tests.client import Phone
from tests.factories.people import make_person
from tests.privacy.conftest import ok


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False) as travelled:
        yield travelled


def verbs(phone: Phone) -> list[str]:
    return [one["verb"] for one in ok(phone.get("/timeline"))["items"]]


@pytest.mark.django_db(transaction=True)
def test_ana_and_ben_agree_look_again_and_end_it(clock: Any, mailoutbox: list[Any]) -> None:
    people = make_person("Ana"), make_person("Ben")
    ana, ben = map(Phone, people)
    ok(ana.post("/space", {"time_zone": "Europe/Berlin"}))

    # Alone she writes it down; there is nobody to ask yet, and the draft stays.
    about = str(uuid4())
    assert ana.put(f"/drafts/{about}", {"kind": "agreement", "words": PHONES}).status_code == 204
    assert ana.post("/agreements", proposal(draft=about)).json()["code"] == "nobody_to_ask"
    ok(ben.post("/memberships", {"code": ok(ana.post("/space/invitation"))["code"]}))
    assert ok(ben.get("/boundaries")) == {"agreements": [], "limits": [], "drafts": []}

    # She proposes; he counters; she agrees to his words. Nobody was nudged.
    first = ok(ana.post("/agreements", proposal(draft=about)))
    assert ok(ana.get("/boundaries"))["drafts"] == []
    countered = ok(ben.post(path(first, "versions"), {"words": ON_CALL, "instead_of": first["open"]}))
    assert (verbs(ana), mailoutbox) == ([], [])
    held = ok(ana.put(version(countered, "consent"), None))
    assert (held["state"], verbs(ben)) == ("agreed", ["agreed"])

    # Two months later both are asked, in words that say nothing; it still holds.
    clock.shift(timedelta(days=61))
    for channel in Channel:
        deliver(channel=channel, for_at_most=timedelta(seconds=5))
    assert len(mailoutbox) == 2
    ana, ben = map(Phone, people)  # a session that nobody used for so long has ended
    assert ok(ben.get(path(first)))["state"] == "review_due"

    # Ben would keep it as it is; that needs Ana, too. Nothing renews itself.
    kept = ok(ben.post(path(first, "versions"), {"words": ON_CALL}))
    assert kept["state"] == "review_due"
    assert ok(ana.put(version(kept, "consent"), None))["state"] == "agreed"

    # And one day Ana ends it, alone and at once. Both can read how it came to be.
    clock.shift(timedelta(days=3))
    ended = ok(ana.put(path(first, "ending"), None))
    assert ended["state"] == ok(ben.get(path(first)))["state"] == "ended"
    assert [one["standing"] for one in ended["versions"]] == ["ended", "superseded", "countered"]
    assert verbs(ben) == ["ended", "agreed", "agreed"]
