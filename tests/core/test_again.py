"""PUT, PATCH and DELETE may be asked twice: the second time changes nothing."""

from typing import Any

import pytest

from backend.checkins.models import Sheet
from backend.notifications.models import PushSubscription
from backend.schedules.models import Schedule
from backend.spaces.models import Invitation, Space
from tests.attacks.knowing import BROWSER
from tests.blind.stage import RHYTHM
from tests.checkins.conftest import answers
from tests.client import Phone

TABLES = (Sheet, Schedule, Space, Invitation, PushSubscription)
SEALED_ANEW = {"name", "endpoint", "p256dh", "auth", "renewed_at"}
"""The same words under another nonce, and when a browser last said so."""


def _rows() -> list[Any]:
    every = [row for table in TABLES for row in table._default_manager.order_by("pk").values()]
    return [{name: value for name, value in row.items() if name not in SEALED_ANEW} for row in every]


@pytest.fixture
def ids(as_ana: Phone) -> dict[str, str]:
    open_one, sent = (as_ana.post("/checkins", {"template": slug}).json() for slug in ("daily", "weekly"))
    as_ana.post(f"/checkins/{sent['id']}/sending", answers(sent))
    return {
        "open": open_one["id"],
        "sent": sent["id"],
        "schedule": as_ana.post("/schedules", RHYTHM).json()["id"],
        "browser": as_ana.put("/push-subscriptions", BROWSER).json()["id"],
    }


@pytest.mark.parametrize(
    ("asked", "again"),
    [
        (("PATCH", "/me", {"name": "Anna", "quiet_from": "20:00"}), 200),
        (("PATCH", "/space", {"name": "Home", "started_on": "2020-02-29"}), 200),
        (("PATCH", "/schedules/{schedule}", {"paused": True}), 200),
        (("PATCH", "/schedules/{schedule}", {"at": "07:00"}), 200),
        (("PUT", "/checkins/{open}/deferral", {"reason": "skipped"}), 200),
        (("PUT", "/push-subscriptions", BROWSER), 200),
        (("DELETE", "/checkins/{open}/deferral", None), 200),
        (("DELETE", "/checkins/{sent}/sending", None), 409),
        (("DELETE", "/schedules/{schedule}", None), 404),
        (("DELETE", "/push-subscriptions/{browser}", None), 404),
        (("DELETE", "/space/invitation", None), 204),
    ],
)
def test_second_time_changes_nothing(
    as_ana: Phone, ids: dict[str, str], asked: tuple[str, str, Any], again: int
) -> None:
    method, path, body = asked[0], asked[1].format(**ids), asked[2]
    first = as_ana.send(method, path, body)
    assert first.status_code in {200, 204}, first.content
    before = _rows()
    second = as_ana.send(method, path, body)
    assert (second.status_code, _rows()) == (again, before)
    if again == 200:
        assert second.json() == first.json()
