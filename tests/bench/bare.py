"""The raw limits, with the same library and the same receiver, and nothing of Toward around them.

`python -m tests.bench.bare encrypt SECONDS` or `… post ADDRESS SECONDS` prints how many a second.
"""

import asyncio
import sys
import time
from os import urandom

from aiohttp import ClientSession, DummyCookieJar, TCPConnector
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pywebpush import WebPusher

from tests.notifications.receivers import encoded

LENGTH = 1536
"""Bytes of a message, as Toward makes them."""
AT_ONCE = 64
TOKEN = encoded(urandom(180))


def _subscription() -> dict[str, object]:
    point = ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(
        Encoding.X962, PublicFormat.UncompressedPoint
    )  # fmt: skip
    return {
        "endpoint": "https://localhost/",
        "keys": {"p256dh": encoded(point), "auth": encoded(urandom(16))},
    }


def _encrypted(subscription: dict[str, object], payload: bytes) -> bytes:
    body: bytes = WebPusher(subscription).encode(payload)["body"]
    return body


def encrypt(seconds: float) -> int:
    subscription, payload, count = _subscription(), urandom(LENGTH // 2).hex().encode(), 0
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        _encrypted(subscription, payload)
        count += 1
    return count


async def post(address: str, seconds: float) -> int:
    subscription, payload = _subscription(), urandom(LENGTH // 2).hex().encode()
    headers = {
        "Authorization": f"vapid t={TOKEN}",
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": "86400",
        "Topic": urandom(16).hex(),
        "Urgency": "normal",
    }
    count, until = 0, time.perf_counter() + seconds

    async def one_after_another(session: ClientSession) -> None:
        nonlocal count
        while time.perf_counter() < until:
            body = _encrypted(subscription, payload)
            async with session.post(address, data=body, headers=headers) as answer:
                assert answer.status == 201
            count += 1

    line = TCPConnector(limit=0)
    async with ClientSession(connector=line, cookie_jar=DummyCookieJar()) as session:
        await asyncio.gather(*(one_after_another(session) for _ in range(AT_ONCE)))
    return count


if __name__ == "__main__":
    what, *where, lasting = sys.argv[1:]
    done = encrypt(float(lasting)) if what == "encrypt" else asyncio.run(post(where[0], float(lasting)))
    print(done / float(lasting))  # noqa: T201
