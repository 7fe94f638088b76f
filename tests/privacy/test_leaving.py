"""Leaving: alone, at once; what closes with it, and what stays."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db.models import F

from backend.accounts.models import Person
from backend.checkins.models import CheckIn
from backend.checkins.tasks import come_round
from backend.notifications.models import Delivery, Message, State
from backend.notifications.tasks import deliver_mail, deliver_push
from backend.schedules.models import Occurrence, Schedule
from backend.spaces.models import Membership, Space
from tests.accounts.conversation import confirm
from tests.checkins.conftest import answers, weekly
from tests.client import SCOPE, Answer, Phone

__all__ = ["weekly"]
QUIETLY, SAYING_SO = {"quietly": True}, {"quietly": False}
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
"""Before the rhythm of today."""
DAILY = {"template": "daily", "repeat": "daily", "at": "20:00", "time_zone": "Europe/Berlin"}


def leave(phone: Phone, how: dict[str, bool] = QUIETLY) -> Answer:
    confirm(phone)
    answer = phone.delete("/space", how)
    assert answer.status_code == 204, answer.content
    return answer


def both_send(one: Phone, other: Phone, check_in: dict[str, Any], *words: str) -> str:
    path = f"/checkins/{check_in['id']}"
    assert one.post(f"{path}/sending", answers(check_in, words[0])).status_code == 201
    assert other.post(f"{path}/sending", answers(check_in, words[1])).json()["state"] == "revealed"
    return path


def test_leaving_needs_a_fresh_proof(as_ana: Phone, space: Space) -> None:
    answer = as_ana.delete("/space", QUIETLY)
    assert (answer.status_code, answer.json()["code"]) == (403, "confirmation_needed")
    space.refresh_from_db()
    assert space.closed_at is None


def test_whoever_leaves_is_out_at_once_and_may_leave_twice(as_ana: Phone) -> None:
    leave(as_ana)
    for path in ("/space", "/today", "/timeline"):
        assert as_ana.get(path).json()["code"] == "no_space"
    assert as_ana.delete("/space", QUIETLY).status_code == 204
    assert as_ana.post("/space", {"time_zone": "Europe/Berlin"}).status_code == 201


def test_the_other_finds_it_closed_with_nobody_known_beside_them(as_ana: Phone, as_ben: Phone) -> None:
    leave(as_ana)
    shown = as_ben.get("/space").json()
    assert (shown["closed"], shown["name"]) == (True, "The lighthouse")
    assert [(one["name"], one["pronouns"], one["former"], one["is_me"]) for one in shown["members"]] == [
        ("", "", True, False),
        ("Ben", "he/him", False, True),
    ]
    assert shown["members"][0]["id"] is None


def test_what_was_revealed_stays_with_the_other_without_a_name(
    as_ana: Phone, as_ben: Phone, weekly: dict[str, Any]
) -> None:
    path = both_send(as_ana, as_ben, weekly, "the long way", "the short way")
    leave(as_ana)
    kept = as_ben.get(path)
    assert kept.json()["state"] == "revealed"
    [hers, his] = kept.json()["reveal"]["sheets"]
    assert hers["member"] | {"hue": ""} == {
        "id": None,
        "name": "",
        "pronouns": "",
        "hue": "",
        "is_me": False,
        "former": True,
    }
    assert "the long way" in str(hers["answers"])
    assert "the short way" in str(his["answers"])
    assert "Ana" not in kept.content.decode()
    assert len(as_ben.get("/timeline").json()["items"]) == 1
    assert as_ben.get("/today").json()["good_thing"] is None


def test_what_was_not_revealed_closes_sealed_for_ever(
    as_ana: Phone, as_ben: Phone, weekly: dict[str, Any]
) -> None:
    path = f"/checkins/{weekly['id']}"
    as_ana.post(f"{path}/sending", answers(weekly, "never to be read"))
    leave(as_ana)
    kept = as_ben.get(path).json()
    assert (kept["state"], kept["reveal"], kept["answers"]) == ("closed", None, [])
    assert as_ben.get("/today").json()["open"] == []
    refused = as_ben.post(f"{path}/sending", answers(weekly))
    assert (refused.status_code, refused.json()["code"]) == (409, "space_closed")


COMMANDS = [
    ("POST", "/checkins", {"template": "daily"}),
    ("POST", "/schedules", DAILY),
    ("POST", "/space/invitation", {}),
    ("DELETE", "/space/invitation", None),
    ("PATCH", "/space", {"name": "Mine now"}),
    ("PATCH", "/schedules/{schedule}", {"paused": True}),
    ("DELETE", "/schedules/{schedule}", None),
    ("DELETE", "/checkins/{check_in}/sending", None),
    ("PUT", "/checkins/{check_in}/deferral", {"reason": "skipped"}),
    ("DELETE", "/checkins/{check_in}/deferral", None),
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_closed_space_is_only_for_reading(
    as_ana: Phone, as_ben: Phone, weekly: dict[str, Any], command: tuple[str, str, Any]
) -> None:
    method, path, body = command
    schedule = as_ben.post("/schedules", DAILY).json()["id"]
    leave(as_ana)
    address = path.format(schedule=schedule, check_in=weekly["id"])
    answer = as_ben.send(method, address, body, **{"Idempotency-Key": "k" * 8})
    assert (answer.status_code, answer.json()["code"]) == (409, "space_closed")


def test_what_was_sent_before_the_end_is_known_to_be_sent(
    as_ana: Phone, as_ben: Phone, weekly: dict[str, Any]
) -> None:
    """A phone that lost the answer asks again; that is looking, not sending."""
    path, body = f"/checkins/{weekly['id']}/sending", answers(weekly)
    assert as_ben.post(path, body, key="once-more").status_code == 201
    leave(as_ana)
    again = as_ben.post(path, body, key="once-more")
    assert (again.status_code, again.json()["state"]) == (201, "closed")


def comes_due() -> None:
    ago = timedelta(days=2)
    Schedule.objects.update(next_due_at=F("next_due_at") - ago, wakes_at=F("wakes_at") - ago)


def test_schedules_do_not_come_round_in_a_closed_space(as_ana: Phone, as_ben: Phone, space: Space) -> None:
    as_ana.post("/schedules", DAILY)
    leave(as_ana)
    comes_due()
    come_round()
    assert (CheckIn.objects.count(), Occurrence.objects.count()) == (0, 0)
    assert as_ben.get("/today").json()["coming_up"] == []


@time_machine.travel(NOON)
def test_reminders_of_before_do_not_go_out(as_ana: Phone, as_ben: Phone, mailoutbox: list[Any]) -> None:
    as_ana.post("/schedules", DAILY)
    comes_due()
    come_round()
    assert Message.objects.count() == 2
    leave(as_ana)
    mailoutbox.clear()
    Delivery.objects.update(due_at=Delivery.objects.first().created_at)  # type: ignore[union-attr]
    deliver_push()
    deliver_mail()
    assert mailoutbox == []
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.DROPPED}


def test_leaving_quietly_tells_nobody(as_ana: Phone, space: Space) -> None:
    leave(as_ana, QUIETLY)
    assert not Message.objects.exists()


def test_leaving_otherwise_says_that_something_is_there_and_no_more(
    as_ana: Phone, ben: Person, space: Space, mailoutbox: list[Any]
) -> None:
    leave(as_ana, SAYING_SO)
    mailoutbox.clear()
    message = Message.objects.get()
    assert (message.person_id, message.subject_id) == (ben.pk, space.pk)
    Person.objects.update(quiet_from="00:00", quiet_until="00:00")
    Delivery.objects.update(due_at=message.created_at)
    deliver_push()
    deliver_mail()
    [letter] = mailoutbox
    assert letter.to == [ben.email]
    assert not [word for word in ("Ana", "left", "closed", "lighthouse") if word in str(letter.message())]


def test_the_other_may_leave_too(as_ana: Phone, as_ben: Phone, space: Space) -> None:
    leave(as_ana)
    leave(as_ben, SAYING_SO)
    assert as_ben.get("/space").json()["code"] == "no_space"
    assert not Message.objects.exists()
    assert Membership.objects.filter(space=space, left_at=None).count() == 0


def test_making_or_joining_another_leaves_the_closed_one(
    as_ana: Phone, as_ben: Phone, as_cleo: Phone
) -> None:
    leave(as_ana)
    assert as_ben.post("/space", {"time_zone": "Europe/Berlin"}).json()["closed"] is False
    code = as_cleo.post("/space/invitation").json()["code"]
    joined = as_ben.post("/memberships", {"code": code}).json()
    assert [one["name"] for one in joined["members"]] == ["Cleo", "Ben"]


def test_nobody_comes_in_by_an_invitation_of_before(as_cleo: Phone, ben: Person) -> None:
    code = as_cleo.post("/space/invitation").json()["code"]
    leave(as_cleo)
    answer = Phone(ben).post("/memberships", {"code": code})
    assert (answer.status_code, answer.json()["code"]) == (410, "invitation_gone")


def test_reading_a_closed_space_costs_no_more(
    as_ana: Phone, as_ben: Phone, django_assert_max_num_queries: Any
) -> None:
    leave(as_ana)
    with django_assert_max_num_queries(SCOPE + 3):
        as_ben.get("/space")
