"""Reminders by Web Push: RFC 8030, 8188, 8291 and 8292, with a declarative message inside."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from logging import getLogger
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02
from pywebpush import WebPusher

from backend.core.clock import now
from backend.notifications import rules
from backend.notifications.channels import Busy, Gone, Never, NotDelivered, NotNow, TooLarge, Untrusted
from backend.notifications.channels.tokens import tokens
from backend.notifications.models import Due, PushSubscription
from backend.notifications.rules import TITLES
from backend.vault.rules import CannotOpen

LONGEST_STAY = timedelta(days=28)
SIGNED_FOR = timedelta(hours=12)
SIGNED_AGAIN_AFTER = timedelta(hours=6)
ROOM = 1536
"""Bytes of every message, however little it says: by its length nobody tells a reminder from an end."""
OVERLOADED, FAILED = (429, 503), range(500, 600)
GONE, TOO_LARGE, UNTRUSTED = (404, 410), (413,), (401, 403)
log = getLogger(__name__)


@dataclass(frozen=True)
class Post:
    """What goes to a push service, ready to be sent."""

    due: Due
    endpoint: str
    origin: str
    body: bytes
    headers: Mapping[str, str]


def public_key() -> str:
    """What a browser subscribes with."""
    point = _signer().public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return _base64(point)


def prepared(due: Due) -> Post | None:
    """Sealed for its browser; nothing when it was written to the outbox instead. Or NotDelivered."""
    browser = due.browser
    if browser is None:
        raise Gone
    payload = json.dumps(_payload(due)).ljust(ROOM)
    if settings.OUTBOX_DIR:
        (settings.OUTBOX_DIR / f"{due.pk}.json").write_text(payload)
        return None
    endpoint, body = _sealed(browser, payload)
    if not rules.is_push_service(endpoint, settings.PUSH_HOSTS, local=settings.LOCAL):
        raise Never
    url = urlsplit(endpoint)
    origin = f"{url.scheme}://{url.netloc}"
    return Post(due, endpoint, origin, body, _headers(due, origin))


def judged(status: int, retry_after: str | None, due: Due) -> NotDelivered | None:
    """What an answer means; nothing: it was taken."""
    if status in range(200, 300):
        return None
    asked = rules.asked_pause(retry_after, now())
    if status in OVERLOADED or (status in FAILED and asked is not None):
        return Busy(asked)
    if status in FAILED:
        return NotNow()
    return Gone() if status in GONE else _refused(status, due)


def _refused(status: int, due: Due) -> Never:
    """For ever. What is our own fault is said aloud."""
    if status in TOO_LARGE:
        log.error("push service answered %s: a message is too long (delivery %s)", status, due.pk)
        return TooLarge()
    if status in UNTRUSTED:
        log.error("push service answered %s: check VAPID_PRIVATE_KEY (delivery %s)", status, due.pk)
        return Untrusted()
    return Never()


def _payload(due: Due) -> dict[str, Any]:
    words = rules.words(discreet=due.discreet, is_test=due.is_test)
    notification: dict[str, Any] = {
        "title": words.title,
        "body": words.body,
        "navigate": f"{settings.PUBLIC_URL}/today",
        "tag": due.message_id.hex,
        "lang": "en",
    }
    taps = {action.value: token for action, token in tokens(due).items()}
    shown = [
        {
            "action": action.value,
            "title": title,
            "navigate": f"{settings.PUBLIC_URL}/tap#{taps[action.value]}",
        }
        for action, title in TITLES.items()
        if action.value in taps
    ]
    if shown:
        notification["actions"] = shown
    if taps:
        notification["data"] = {"taps": taps}
    return {"web_push": 8030, "notification": notification}


def _sealed(browser: PushSubscription, payload: str) -> tuple[str, bytes]:
    """The address and the body only this browser can read."""
    try:
        endpoint = browser.open("endpoint")
        keys = {"p256dh": browser.open("p256dh"), "auth": browser.open("auth")}
        body: bytes = WebPusher({"endpoint": endpoint, "keys": keys}).encode(payload.encode())["body"]
    except (CannotOpen, ValueError) as error:
        raise Gone from error
    return endpoint, body


def _headers(due: Due, origin: str) -> dict[str, str]:
    """A repeat has the same Topic, so that the push service replaces what it still holds."""
    at = now()
    stays = min(due.expires_at - at, LONGEST_STAY)
    return {
        "Authorization": _authorization(origin, _period(at)),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(max(0, int(stays.total_seconds()))),
        "Topic": due.message_id.hex,
        "Urgency": "high" if due.is_test else "normal",
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


def _base64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")
