"""Reminders by Web Push: RFC 8030, 8188, 8291 and 8292, with a declarative message inside."""

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from logging import getLogger
from typing import Any
from urllib.parse import urlsplit

import urllib3
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02
from pywebpush import WebPusher
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, SSLError

from backend.core import scope
from backend.core.clock import now
from backend.notifications import rules
from backend.notifications.channels import Gone, Never, NotNow, NotSure
from backend.notifications.models import Delivery, PushSubscription
from backend.vault.rules import CannotOpen

LONGEST_STAY = timedelta(days=28)
SIGNED_FOR = timedelta(hours=12)
SIGNED_AGAIN_AFTER = timedelta(hours=6)
OVERLOADED, GONE, UNTRUSTED = (429,), (404, 410), (401, 403)
log = getLogger(__name__)


def public_key() -> str:
    """What a browser subscribes with."""
    point = _signer().public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return _base64(point)


def send(delivery: Delivery) -> None:
    """Hand it to the browser's push service, or say why not."""
    subscription = _subscription(delivery)
    payload = json.dumps(_payload(delivery))
    if settings.OUTBOX_DIR:
        (settings.OUTBOX_DIR / f"{delivery.pk}.json").write_text(payload)
        return
    endpoint, body = _sealed(subscription, payload)
    if not rules.is_push_service(endpoint, settings.PUSH_HOSTS, local=settings.LOCAL):
        raise Never
    _judge(_post(endpoint, body, _headers(delivery, endpoint)), delivery)


def _subscription(delivery: Delivery) -> PushSubscription:
    mine = PushSubscription.objects.filter(person=delivery.message.person_id).select_related("person__key")
    with scope.house():
        subscription = mine.filter(pk=delivery.target).first()
    if subscription is None:
        raise Gone
    return subscription


def _payload(delivery: Delivery) -> dict[str, Any]:
    words = rules.words(discreet=delivery.message.person.discreet)
    notification = {
        "title": words.title,
        "body": words.body,
        "navigate": f"{settings.PUBLIC_URL}/today",
        "tag": delivery.message_id.hex,
        "lang": "en",
    }
    return {"web_push": 8030, "notification": notification}


def _sealed(subscription: PushSubscription, payload: str) -> tuple[str, bytes]:
    """The address and the body only this browser can read."""
    try:
        endpoint = subscription.open("endpoint")
        keys = {"p256dh": subscription.open("p256dh"), "auth": subscription.open("auth")}
        body: bytes = WebPusher({"endpoint": endpoint, "keys": keys}).encode(payload.encode())["body"]
    except (CannotOpen, ValueError) as error:
        raise Gone from error
    return endpoint, body


def _headers(delivery: Delivery, endpoint: str) -> dict[str, str]:
    """A repeat has the same Topic, so that the push service replaces what it still holds."""
    at, url = now(), urlsplit(endpoint)
    stays = min(delivery.message.expires_at - at, LONGEST_STAY)
    return {
        "Authorization": _authorization(f"{url.scheme}://{url.netloc}", _period(at)),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(max(0, int(stays.total_seconds()))),
        "Topic": delivery.message_id.hex,
        "Urgency": "normal",
    }


def _period(at: datetime) -> int:
    return int(at.timestamp() // SIGNED_AGAIN_AFTER.total_seconds())


@lru_cache(maxsize=64)
def _authorization(origin: str, period: int) -> str:
    """Signed once per origin and period: push services dislike a new signature for every message."""
    expires = datetime.fromtimestamp(period * SIGNED_AGAIN_AFTER.total_seconds(), UTC) + SIGNED_FOR
    claims = {"aud": origin, "sub": settings.VAPID_CONTACT, "exp": int(expires.timestamp())}
    return str(_signer().sign(claims)["Authorization"])


@cache
def _signer() -> Vapid02:
    return Vapid02.from_raw(settings.VAPID_PRIVATE_KEY.encode())


@cache
def _pool() -> urllib3.PoolManager:
    return urllib3.PoolManager(timeout=urllib3.Timeout(connect=5, read=10), retries=False)


def _post(endpoint: str, body: bytes, headers: dict[str, str]) -> urllib3.BaseHTTPResponse:
    """One try, to this address only: no redirects."""
    try:
        return _pool().request("POST", endpoint, body=body, headers=headers, redirect=False)
    except (NewConnectionError, ConnectTimeoutError, SSLError) as error:
        raise NotNow from error
    except HTTPError as error:
        raise NotSure from error


def _judge(answer: urllib3.BaseHTTPResponse, delivery: Delivery) -> None:
    status = answer.status
    if status in range(200, 300):
        return
    if status in OVERLOADED or status in range(500, 600):
        raise NotNow(rules.asked_pause(answer.headers.get("Retry-After"), now()))
    if status in GONE:
        raise Gone
    if status in UNTRUSTED:
        log.error("push service answered %s: check VAPID_PRIVATE_KEY (delivery %s)", status, delivery.pk)
    raise Never


def _base64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")
