"""Django's session engine on a table of our own: the cookie's key only as a keyed hash, the rest sealed."""

import json
from datetime import date
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, SessionBase, UpdateError
from django.utils.crypto import get_random_string, salted_hmac

from backend.accounts.models import Session
from backend.core.clock import now
from backend.core.scope import door
from backend.vault.rules import CannotOpen
from backend.vault.services import open_for_server, seal_for_server

PURPOSE = "session"
KEY_LENGTH = 32


def mark_of(session_key: str) -> bytes:
    """What a session is found by."""
    return salted_hmac("session", session_key, algorithm="sha256").digest()


def read(session: Session) -> dict[str, Any]:
    """What is kept in it. Sealed words of one session do not open in the row of another."""
    mark = bytes(session.mark)
    plain = open_for_server(bytes(session.data), purpose=PURPOSE)
    if not plain.startswith(mark):
        raise CannotOpen
    return dict(json.loads(plain.removeprefix(mark)))


def _today() -> date:
    return now().date()


class SessionStore(SessionBase):
    """Reads within the scope of the request; writes come after it, and open a scope of their own."""

    def load(self) -> dict[str, Any]:
        session = Session.objects.alive(now()).filter(mark=mark_of(str(self.session_key))).first()
        try:
            kept = read(session) if session else None
        except CannotOpen:
            kept = None
        if session is None or kept is None:
            self._session_key = None
            return {}
        if session.last_seen_on != _today():
            Session.objects.filter(pk=session.pk).update(last_seen_on=_today())
        return kept

    def exists(self, session_key: str) -> bool:
        with door():
            return Session.objects.filter(mark=mark_of(session_key)).exists()

    def create(self) -> None:
        self._session_key = get_random_string(KEY_LENGTH, VALID_KEY_CHARS)
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            return self.create()
        kept = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        mark = mark_of(self.session_key)
        sealed = seal_for_server(mark + json.dumps(kept).encode(), purpose=PURPOSE)
        row = {"data": sealed, "person_id": kept.get(SESSION_KEY)}
        with door():
            if must_create:
                Session.objects.create(mark=mark, last_seen_on=_today(), **row)
            elif not Session.objects.filter(mark=mark).update(**row):
                raise UpdateError
        return None

    def delete(self, session_key: str | None = None) -> None:
        ended = session_key or self.session_key
        if ended:
            with door():
                Session.objects.filter(mark=mark_of(ended)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        Session.objects.over(now()).delete()
