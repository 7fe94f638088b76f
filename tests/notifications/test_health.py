"""Whether reminders arrive: what was sent when, a test that comes back, and on or off for each rhythm."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from backend.accounts.models import Person
from backend.notifications.models import Attention, Kind, Message, PushSubscription
from backend.schedules.models import Schedule
from tests.client import Phone
from tests.factories.people import make_person
from tests.notifications.conftest import NOON, comes_round, remember, remind, tick
from tests.notifications.receivers import Browser, MailServer, PushService, Reply

AT_NOON = "2026-06-01T12:00:00Z"


def browser_of(person: Person) -> str:
    return str(PushSubscription.objects.get(person=person).pk)


def test_nothing_was_sent_yet_also_without_a_space(db: None) -> None:
    lonely = Phone(make_person("Dora"))
    assert lonely.get("/reminders").json() == {
        "last_sent_at": None,
        "browsers": [],
        "email_last_sent_at": None,
        "topics": [],
    }


def test_what_was_sent_when_and_where(
    *,
    phone: Browser,
    mail: MailServer,
    ana: Person,
    as_ana: Phone,
    rhythm: Schedule,
    clock: time_machine.Traveller,
) -> None:
    comes_round(rhythm, ana)
    tick()
    clock.shift(timedelta(minutes=5))
    remind(ana, by_email=True)
    comes_round(rhythm, ana)
    tick()
    assert as_ana.get("/reminders").json() == {
        "last_sent_at": "2026-06-01T12:05:00Z",
        "browsers": [
            {
                "id": browser_of(ana),
                "added_at": AT_NOON,
                "renewed_at": AT_NOON,
                "last_sent_at": AT_NOON,
                "failing": False,
            }
        ],
        "email_last_sent_at": "2026-06-01T12:05:00Z",
        "topics": [{"schedule": str(rhythm.pk), "off": False, "asks": False, "halved": True}],
    }


@pytest.mark.parametrize("status", [400, 503])
def test_a_browser_that_cannot_be_reached_is_failing_until_it_can(
    *,
    phone: Browser,
    ana: Person,
    as_ana: Phone,
    rhythm: Schedule,
    push: PushService,
    clock: time_machine.Traveller,
    status: int,
) -> None:
    def is_failing() -> bool:
        return bool(as_ana.get("/reminders").json()["browsers"][0]["failing"])

    push.replies.append(Reply(status))
    comes_round(rhythm, ana)
    tick()
    assert is_failing()
    clock.shift(timedelta(minutes=5))
    comes_round(rhythm, ana)
    tick()
    assert not is_failing()


def test_each_sees_only_their_own(
    phone: Browser, ana: Person, as_ben: Phone, rhythm: Schedule, as_cleo: Phone
) -> None:
    for _ in range(2):
        comes_round(rhythm, ana)
    tick()
    for other in (as_ben, as_cleo):
        found = other.get("/reminders").json()
        assert (found["last_sent_at"], found["browsers"], found["topics"]) == (None, [], [])


def test_it_takes_a_few_queries_however_much_was_sent(
    *,
    phone: Browser,
    ana: Person,
    as_ana: Phone,
    rhythm: Schedule,
    push: PushService,
    django_assert_max_num_queries: Any,
) -> None:
    for _ in range(4):
        remember(ana, push.browser())
    for _ in range(6):
        comes_round(rhythm, ana)
    tick()
    with django_assert_max_num_queries(18):
        as_ana.get("/reminders")


def test_reminders_of_a_rhythm_are_turned_off_and_on_for_oneself(
    as_ana: Phone, as_ben: Phone, rhythm: Schedule, ana: Person
) -> None:
    path = f"/reminders/{rhythm.pk}"
    off = as_ana.put(path, {"on": False})
    assert (off.status_code, off.json()) == (
        200,
        {"schedule": str(rhythm.pk), "off": True, "asks": False, "halved": False},
    )
    assert as_ana.put(path, {"on": False}).json() == off.json()
    assert as_ben.get("/reminders").json()["topics"] == []
    Attention.objects.update(asks=True, unanswered=4)
    assert as_ana.get("/reminders").json()["topics"][0]["asks"]
    assert as_ana.put(path, {"on": True}).json() == off.json() | {"off": False}
    assert as_ana.get("/reminders").json()["topics"] == []


def test_only_rhythms_of_ones_own_space_can_be_turned(
    as_cleo: Phone, as_ana: Phone, rhythm: Schedule
) -> None:
    assert as_cleo.put(f"/reminders/{rhythm.pk}", {"on": False}).status_code == 404
    assert as_ana.put(f"/reminders/{uuid4()}", {"on": False}).status_code == 404
    assert as_ana.put(f"/reminders/{rhythm.pk}", {"on": "often"}).status_code == 400
    assert not Attention.objects.exists()


def test_a_test_push_really_comes_back(phone: Browser, ana: Person, as_ana: Phone, push: PushService) -> None:
    test = as_ana.post("/test-pushes", {"browser": browser_of(ana)})
    assert (test.status_code, test.json()["state"]) == (201, "waiting")
    path = f"/test-pushes/{test.json()['id']}"
    tick()
    assert as_ana.get(path).json()["state"] == "sent"
    [received] = push.received
    assert received.headers["Urgency"] == "high"
    note = received.words["notification"]
    assert (note["title"], note["body"]) == ("Toward", "This is the test you asked for. It arrived.")
    assert "actions" not in note
    arrived = note["data"]["taps"]
    assert set(arrived) == {"arrived"}
    assert Phone().post("/taps", {"token": arrived["arrived"]}, key="").status_code == 204
    assert as_ana.get(path).json()["state"] == "arrived"


def test_a_test_waits_for_nothing(
    phone: Browser, ana: Person, as_ana: Phone, push: PushService, clock: time_machine.Traveller
) -> None:
    """Whoever asks for it is awake and wants to see it, whatever else is set."""
    remind(ana, by_email=True)
    clock.move_to(NOON + timedelta(hours=12))
    as_ana.post("/test-pushes", {"browser": browser_of(ana)})
    tick()
    assert len(push.received) == 1


def test_a_test_that_fails_says_so_and_no_letter_stands_in(
    phone: Browser, ana: Person, as_ana: Phone, push: PushService, mail: MailServer
) -> None:
    ana.email_as_fallback = True
    ana.save()
    push.replies.append(Reply(410))
    test = as_ana.post("/test-pushes", {"browser": browser_of(ana)}).json()
    tick()
    assert as_ana.get(f"/test-pushes/{test['id']}").json()["state"] == "failed"
    assert mail.letters == []


def test_a_discreet_test_does_not_name_the_app(
    phone: Browser, ana: Person, as_ana: Phone, push: PushService
) -> None:
    ana.discreet = True
    ana.save()
    as_ana.post("/test-pushes", {"browser": browser_of(ana)})
    tick()
    note = push.received[0].words["notification"]
    assert "toward" not in (note["title"] + note["body"]).lower()


def test_only_ones_own_browser_is_tested_and_only_ones_own_test_seen(
    phone: Browser, ana: Person, as_ana: Phone, as_ben: Phone, push: PushService
) -> None:
    assert as_ben.post("/test-pushes", {"browser": browser_of(ana)}).status_code == 400
    test = as_ana.post("/test-pushes", {"browser": browser_of(ana)}).json()
    assert as_ben.get(f"/test-pushes/{test['id']}").status_code == 404
    assert as_ana.get(f"/test-pushes/{uuid4()}").status_code == 404


def test_a_reminder_is_no_test(phone: Browser, ana: Person, as_ana: Phone, rhythm: Schedule) -> None:
    message = comes_round(rhythm, ana)
    assert message
    assert as_ana.get(f"/test-pushes/{message.pk}").status_code == 404


def test_tests_of_one_hour_are_counted(phone: Browser, ana: Person, as_ana: Phone) -> None:
    body = {"browser": browser_of(ana)}
    answers = [as_ana.post("/test-pushes", body).status_code for _ in range(21)]
    assert (set(answers[:-1]), answers[-1]) == ({201}, 429)
    assert Message.objects.filter(kind=Kind.TEST).count() == 20


def test_every_message_is_as_long_as_the_others(
    phone: Browser, ana: Person, as_ana: Phone, rhythm: Schedule, push: PushService
) -> None:
    """A push service does not tell a reminder from a test by its length."""
    comes_round(rhythm, ana)
    as_ana.post("/test-pushes", {"browser": browser_of(ana)})
    tick()
    first, second = push.received
    assert len(first.body) == len(second.body)
