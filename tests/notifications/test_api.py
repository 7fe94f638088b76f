"""A browser is remembered, renewed, handed on and forgotten."""

import uuid
from typing import Any

import pytest
import time_machine

from backend.accounts.models import Person
from backend.notifications.channels import web_push
from backend.notifications.models import PushSubscription
from backend.notifications.services import MOST_BROWSERS
from tests.client import Phone
from tests.notifications.conftest import Promise, remind, tick
from tests.notifications.receivers import PushService, decoded

URL = "/push-subscriptions"


def test_a_browser_gets_the_key_to_subscribe_with(as_ana: Phone, signed_out: Phone) -> None:
    key = as_ana.get("/push-key").json()["key"]
    assert key == web_push.public_key()
    assert (len(decoded(key)), decoded(key)[0]) == (65, 4)
    assert signed_out.get("/push-key").status_code == 401


def test_a_browser_is_remembered_and_sealed(as_ana: Phone, ana: Person, push: PushService) -> None:
    words = push.browser().subscription
    answer = as_ana.put(URL, words)
    stored = PushSubscription.objects.get(person=ana)
    assert (answer.status_code, answer.json()) == (200, {"id": str(stored.pk)})
    assert stored.open("endpoint") == words["endpoint"]
    for column in (stored.endpoint, stored.p256dh, stored.auth, stored.endpoint_hash):
        assert words["endpoint"].encode() not in bytes(column)


def test_asking_again_renews_its_keys(
    as_ana: Phone, ana: Person, push: PushService, promise: Promise
) -> None:
    remind(ana, by_push=True)
    browser = push.browser()
    first = as_ana.put(URL, browser.subscription).json()
    browser.secret = bytes(16)
    assert as_ana.put(URL, browser.subscription).json() == first
    promise()
    tick()
    assert push.received[0].words["web_push"] == 8030


def test_the_newest_person_on_a_shared_phone_has_it(
    *, as_ana: Phone, as_cleo: Phone, ana: Person, cleo: Person, push: PushService, promise: Promise
) -> None:
    remind(ana, by_push=True)
    browser = push.browser()
    as_ana.put(URL, browser.subscription)
    promise()
    as_cleo.put(URL, browser.subscription)
    assert PushSubscription.objects.get().person == cleo
    tick()
    assert push.received == []


def test_only_its_owner_forgets_a_browser(as_ana: Phone, as_ben: Phone, push: PushService) -> None:
    path = f"{URL}/{as_ana.put(URL, push.browser().subscription).json()['id']}"
    assert as_ben.delete(path).status_code == 404
    assert as_ana.delete(f"{URL}/{uuid.uuid4()}").status_code == 404
    assert as_ana.delete(path).status_code == 204
    assert not PushSubscription.objects.exists()


def test_of_many_browsers_the_ones_in_use_are_kept(
    as_ana: Phone, push: PushService, clock: time_machine.Traveller
) -> None:
    in_use = push.browser()
    kept = {as_ana.put(URL, in_use.subscription).json()["id"]}
    for number in range(MOST_BROWSERS + 2):
        clock.shift(1)
        made = as_ana.put(URL, push.browser().subscription).json()["id"]
        kept |= {made} if number > 2 else set()
        as_ana.put(URL, in_use.subscription)
    assert {str(pk) for pk in PushSubscription.objects.values_list("pk", flat=True)} == kept


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"endpoint": "https://evil.example/x"}, "endpoint"),
        ({"endpoint": "http://169.254.169.254/latest"}, "endpoint"),
        ({"endpoint": "http://127.0.0.1/" + "x" * 2000}, "endpoint"),
        ({"p256dh": "AAAA"}, "keys.p256dh"),
        ({"p256dh": "BA" + "A" * 85}, "keys.p256dh"),
        ({"p256dh": "no key!"}, "keys.p256dh"),
        ({"auth": "AAAA"}, "keys.auth"),
        ({"auth": "A"}, "keys.auth"),
        ({"expirationTime": None}, "expirationTime"),
    ],
)
def test_what_is_not_a_subscription_is_refused_by_field(
    as_ana: Phone, push: PushService, change: dict[str, Any], field: str
) -> None:
    words = push.browser().subscription
    target = words["keys"] if set(change) & set(words["keys"]) else words
    target.update(change)
    refused = as_ana.put(URL, words)
    assert refused.status_code == 400
    assert [error["field"] for error in refused.json()["errors"]] == [field]
    assert not PushSubscription.objects.exists()
