"""From nothing to the first revealed check-in, as two people live it, through the API."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from backend.checkins.tasks import come_round
from backend.notifications.models import Delivery
from tests.checkins.conftest import answers
from tests.client import Phone
from tests.factories.people import make_person

SUNDAY_NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
WEEKLY = {"template": "weekly", "repeat": "weekly", "days": [6], "at": "20:00", "time_zone": "Europe/Berlin"}


def ok(response: Any) -> Any:
    assert response.status_code in (200, 201), response.json()
    return response.json()


@pytest.mark.django_db(transaction=True)
def test_ana_and_ben_reach_their_first_reveal(mailoutbox: list[Any]) -> None:
    with time_machine.travel(SUNDAY_NOON, tick=False) as clock:
        ana, ben = Phone(make_person("Ana")), Phone(make_person("Ben"))

        # Ana makes a space, a rhythm, and asks Ben in.
        ok(ana.post("/space", {"time_zone": "Europe/Berlin"}))
        ok(ana.post("/schedules", WEEKLY))
        code = ok(ana.post("/space/invitation"))["code"]

        # Ben sees who asks before he decides, and comes in.
        assert ok(Phone().post("/invitation-previews", {"code": code}))["inviter"] == {
            "name": "Ana",
            "pronouns": "",
        }
        assert [member["name"] for member in ok(ben.post("/memberships", {"code": code}))["members"]] == [
            "Ana",
            "Ben",
        ]

        # Sunday, eight in the evening: it opens, and each gets one quiet mail.
        clock.move_to(SUNDAY_NOON + timedelta(hours=7))
        come_round()
        (opened,) = ok(ana.get("/today"))["open"]
        assert Delivery.objects.filter(message__kind="check_in").count() == 2

        # Each answers alone.
        path = f"/checkins/{opened['id']}"
        assert (
            ok(ana.post(f"{path}/sending", answers(ok(ana.get(path)), "the long way round")))["reveal"]
            is None
        )
        assert ok(ben.get(path))["state"] == "open"
        revealed = ok(ben.post(f"{path}/sending", answers(ok(ben.get(path)), "ask me once more")))["reveal"]

        # Both see both, the timeline keeps the day, and nobody is reminded of what is done.
        assert [side["member"]["name"] for side in revealed["sheets"]] == ["Ana", "Ben"]
        (event,) = ok(ana.get("/timeline"))["items"]
        assert event["subject"] == {"kind": "check_in", "id": opened["id"]}
        assert event["on"] == "2026-11-22"
