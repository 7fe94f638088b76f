"""What a phone does: JSON, cookies, a fresh Idempotency-Key for every POST."""

import uuid
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from rest_framework.test import APIClient, ForceAuthClientHandler

from backend.accounts.models import Person

if TYPE_CHECKING:
    from rest_framework.response import _MonkeyPatchedResponse

Answer: TypeAlias = "_MonkeyPatchedResponse"
API = "/api/v1"
OUTSIDE = ("/api", "/_allauth", "/healthz", "/readyz", "/metrics", "/calendar/", "/dev")
SCOPE = 4
"""Statements that tell the database who asks: at the door, as whom, in which space, and out again."""
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Phone:
    """One browser, signed in or out. A path without a leading part of its own is below /api/v1."""

    def __init__(self, person: Person | None = None, *, csrf: bool = False, ip: str = "127.0.0.1") -> None:
        self.http = APIClient(raise_request_exception=False, REMOTE_ADDR=ip)
        self.http.handler = _app(csrf=csrf)
        if person:
            self.http.force_login(person, backend=BACKEND)

    def get(self, path: str, **params: str) -> Answer:
        return self.http.get(_url(path), params)

    def post(self, path: str, data: Any = None, key: str | None = None) -> Answer:
        """With a fresh Idempotency-Key, or with this one; an empty one sends none."""
        key = uuid.uuid4().hex if key is None else key
        return self.send("POST", path, data, **({"Idempotency-Key": key} if key else {}))

    def patch(self, path: str, data: Any) -> Answer:
        return self.send("PATCH", path, data)

    def put(self, path: str, data: Any) -> Answer:
        return self.send("PUT", path, data)

    def delete(self, path: str, data: Any = None) -> Answer:
        return self.send("DELETE", path, data)

    def send(self, method: str, path: str, data: Any = None, **headers: str) -> Answer:
        """Any request; `data` is sent as JSON, bytes are sent as they are."""
        if isinstance(data, bytes):
            body = {"data": data, "content_type": _kind(data)}
        else:
            body = {"data": {} if data is None and method == "POST" else data, "format": "json"}
        verb = getattr(self.http, method.lower())
        answer: Answer = verb(_url(path), headers=headers, **body)
        return answer


def _kind(data: bytes) -> str:
    """A picture by how it begins; everything else is what a phone sends most."""
    begins = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png", b"RIFF": "image/webp"}
    return next((kind for mark, kind in begins.items() if data.startswith(mark)), "application/json")


@cache
def _app(*, csrf: bool) -> ForceAuthClientHandler:
    """One for all phones: it takes longer to build than to ask, and keeps nothing of a request."""
    return ForceAuthClientHandler(enforce_csrf_checks=csrf)


def _url(path: str) -> str:
    return path if path.startswith(OUTSIDE) else API + path
