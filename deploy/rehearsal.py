"""What the settings ask for, for tests and checks: throw-away servers, secrets that protect nothing."""

import base64
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from deploy.log import Log
from deploy.place import throwaway
from deploy.servers import servers

_VAULT_KEY = base64.b64encode(bytes(range(32))).decode()
_VAPID_KEY = base64.urlsafe_b64encode(bytes(range(1, 33))).rstrip(b"=").decode()

_ENVIRONMENT = {
    "TOWARD_LOCAL": "1",
    "SECRET_KEY": "for tests only; it protects nothing, and is long enough to be accepted",
    "VAULT_KEYS": f"test:{_VAULT_KEY}",
    "PUBLIC_URL": "http://localhost:8000",
    "EMAIL_URL": "smtp://127.0.0.1:25",
    "EMAIL_FROM": "Toward <toward@example.org>",
    "VAPID_PRIVATE_KEY": _VAPID_KEY,
    "VAPID_CONTACT": "mailto:toward@example.org",
}


@contextmanager
def rehearsal(given: Mapping[str, str] = os.environ) -> Iterator[dict[str, str]]:
    """The environment for as long as the block lasts. Servers that are given are used; secrets never are."""
    with throwaway() as (place, lock):
        outbox = place / "outbox"
        outbox.mkdir(mode=0o700)
        with servers(lock=lock, log=Log(echo=False), given=given, place=place, throwaway=True) as started:
            yield {**_ENVIRONMENT, "OUTBOX_DIR": str(outbox), **started.env}
