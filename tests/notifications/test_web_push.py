"""Web Push against a service that decrypts as a browser does and checks who is sending."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from backend.accounts.models import Person
from backend.core.clock import now
from backend.notifications.channels import (
    Busy,
    Gone,
    Never,
    NotDelivered,
    NotNow,
    NotSure,
    TooLarge,
    Unreachable,
    Untrusted,
    web_push,
)
from backend.notifications.models import PushSubscription
from tests.notifications.conftest import NOON, Promise, look, push_it
from tests.notifications.receivers import Browser, PushService, Reply, vapid_claims

HOUR = timedelta(hours=1)


def send(promise: Promise, lasts: timedelta = 48 * HOUR) -> NotDelivered | None:
    return push_it(look(promise(lasts=lasts)))


def test_only_the_browser_reads_it_and_it_says_nothing(
    phone: Browser, promise: Promise, push: PushService, settings: Settings
) -> None:
    send(promise)
    [received] = push.received
    tag = received.words["notification"]["tag"]
    taps = received.words["notification"]["data"]["taps"]
    assert received.words == {
        "web_push": 8030,
        "notification": {
            "title": "Toward",
            "body": "There is something here for when you have a quiet moment.",
            "navigate": f"{settings.PUBLIC_URL}/today",
            "tag": tag,
            "lang": "en",
            "actions": [
                {"action": action, "title": title, "navigate": f"{settings.PUBLIC_URL}/tap#{taps[action]}"}
                for action, title in (("later", "Later"), ("skip", "Not this time"))
            ],
            "data": {"taps": taps},
        },
    }
    assert b"Toward" not in received.body
    assert len(received.body) < 4096


def test_a_discreet_push_does_not_name_the_app(
    phone: Browser, ana: Person, promise: Promise, push: PushService
) -> None:
    ana.discreet = True
    ana.save()
    send(promise)
    shown = push.received[0].words["notification"]
    assert "toward" not in (shown["title"] + shown["body"]).lower()


def test_the_headers_are_those_of_the_standard(phone: Browser, promise: Promise, push: PushService) -> None:
    send(promise, lasts=3 * HOUR)
    [received] = push.received
    headers = received.headers
    assert headers["Content-Encoding"] == "aes128gcm"
    assert (headers["TTL"], headers["Urgency"]) == (str(3 * 3600), "normal")
    assert headers["Topic"] == received.words["notification"]["tag"]
    assert len(headers["Topic"]) <= 32


def test_a_push_service_keeps_nothing_longer_than_four_weeks(
    phone: Browser, promise: Promise, push: PushService
) -> None:
    send(promise, lasts=timedelta(days=99))
    assert push.received[0].headers["TTL"] == str(28 * 24 * 3600)


def test_the_sender_signs_once_per_origin_for_at_most_twelve_hours(
    phone: Browser,
    promise: Promise,
    push: PushService,
    settings: Settings,
    clock: time_machine.Traveller,
) -> None:
    signatures = set()
    for _ in range(13):
        send(promise)
        authorization = push.received[-1].headers["Authorization"]
        signatures.add(authorization)
        claims = vapid_claims(authorization, web_push.public_key())
        assert (claims["aud"], claims["sub"]) == (push.origin, settings.VAPID_CONTACT)
        assert 5 * 3600 < claims["exp"] - now().timestamp() <= 12 * 3600
        clock.shift(HOUR)
    assert len(signatures) == 3


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, None),
        (201, None),
        (202, None),
        (204, None),
        (301, Never),
        (307, Never),
        (400, Never),
        (401, Untrusted),
        (403, Untrusted),
        (404, Gone),
        (410, Gone),
        (413, TooLarge),
        (418, Never),
        (429, Busy),
        (500, NotNow),
        (502, NotNow),
        (503, Busy),
    ],
)
def test_an_answer_decides_what_is_done(
    phone: Browser,
    promise: Promise,
    push: PushService,
    status: int,
    outcome: type[NotDelivered] | None,
) -> None:
    push.replies.append(Reply(status, {"Location": f"{push.origin}/elsewhere"}))
    reason = send(promise)
    assert (type(reason) if reason else None) is outcome
    assert len(push.received) == 1


def test_a_key_that_is_not_ours_alarms(
    phone: Browser, promise: Promise, push: PushService, caplog: pytest.LogCaptureFixture
) -> None:
    push.replies.append(Reply(403))
    assert isinstance(send(promise), Untrusted)
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_a_date_to_come_back_is_kept(phone: Browser, promise: Promise, push: PushService) -> None:
    push.replies.append(Reply(503, {"Retry-After": "Mon, 01 Jun 2026 12:30:00 GMT"}))
    reason = send(promise)
    assert isinstance(reason, Busy)
    assert reason.pause == HOUR / 2
    assert now() == NOON


def test_a_line_that_breaks_leaves_it_open_whether_it_went_out(
    phone: Browser, promise: Promise, push: PushService
) -> None:
    def breaks() -> None:
        raise ConnectionAbortedError

    push.replies.append(Reply(before=breaks))
    assert type(send(promise)) is NotSure


def test_nobody_there_means_nothing_went_out(phone: Browser, promise: Promise, push: PushService) -> None:
    push.__exit__()
    assert type(send(promise)) is Unreachable


def test_a_service_no_longer_listed_is_not_called(
    phone: Browser, promise: Promise, push: PushService, settings: Settings
) -> None:
    settings.PUSH_HOSTS = ["push.example.org"]
    assert type(send(promise)) is Never
    assert push.received == []


def test_an_address_altered_in_the_database_is_not_called(
    phone: Browser, promise: Promise, push: PushService
) -> None:
    message = promise()
    subscription = PushSubscription.objects.get()
    PushSubscription.objects.update(endpoint=subscription.p256dh)
    assert type(push_it(look(message))) is Gone
    assert push.received == []


def test_with_an_outbox_it_is_written_there_instead(
    phone: Browser, promise: Promise, push: PushService, settings: Settings, tmp_path: Path
) -> None:
    settings.OUTBOX_DIR = tmp_path
    send(promise)
    [file] = tmp_path.glob("*.json")
    assert json.loads(file.read_text())["web_push"] == 8030
    assert push.received == []
