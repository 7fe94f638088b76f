"""Sign people up and put them into a space as the app does, in this process instead of over HTTP."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import partial
from time import time
from typing import Any, TypeVar

import environ
from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.db import connections, transaction
from django.db.utils import load_backend
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.test import RequestFactory

from backend.accounts.models import Person, Session
from backend.accounts.services import change_profile
from backend.accounts.sessions import SessionStore, mark_of, read
from backend.core import scope
from backend.spaces import services as spaces
from backend.spaces.models import Membership
from tests.factories.people import make_person
from tests.servers import as_house

T = TypeVar("T")


class People:
    """The app's own services on the database of the stack, at `database_url`.

    They run in a thread of their own: while Playwright runs in the tests' thread, Django refuses a database
    there. `unblocked` lifts pytest-django's block of the database for one call.
    """

    def __init__(self, database_url: str, unblocked: Callable[[], AbstractContextManager[None]]) -> None:
        self._unblocked = unblocked
        self._thread = ThreadPoolExecutor(1, initializer=_connect, initargs=(database_url,))

    def sign_up(self, email: str, user_agent: str, **profile: object) -> list[dict[str, Any]]:
        """Create a person with this profile; returns the cookies of a phone that signed up with a code."""
        return self._run(_sign_up, email, user_agent, profile)

    def create_space(self, email: str, time_zone: str) -> None:
        """Give this person a space of their own."""
        self._run(_create_space, email, time_zone)

    def share_space(self, host: str, guest: str) -> None:
        """Let the guest accept an invitation of the host. Both are e-mail addresses."""
        self._run(_share_space, host, guest)

    def session_data(self, session: str) -> dict[str, Any]:
        """Read what is kept in the session of this cookie."""
        return self._run(_session_data, session)

    def close(self) -> None:
        self._thread.submit(_disconnect).result()
        self._thread.shutdown()

    def _run(self, act: Callable[..., T], *given: Any) -> T:
        with self._unblocked():
            return self._thread.submit(partial(act, *given)).result()


def _connect(database_url: str) -> None:
    """Make this thread's `default` connection one to the stack's database, past the wall between people."""
    usual = connections["default"].settings_dict
    there = environ.Env.db_url_config(as_house(database_url))
    merged = {**usual, **there, "OPTIONS": {**usual["OPTIONS"], **there["OPTIONS"]}}
    connections["default"] = load_backend(usual["ENGINE"]).DatabaseWrapper(merged, "default")


def _disconnect() -> None:
    connections["default"].close()


def _sign_up(email: str, user_agent: str, profile: dict[str, Any]) -> list[dict[str, Any]]:
    person = make_person("", email)
    change_profile(person=person, changes=profile)
    request = RequestFactory().get("/", headers={"User-Agent": user_agent})
    request.session = SessionStore()
    AuthenticationMiddleware(_no_answer).process_request(request)
    with request_context(request), scope.door():
        adapter = get_adapter(request)
        adapter.login(request, person)
        adapter.unstash_verified_email(request)
        request.session.save()
    get_token(request)
    return [
        _cookie(settings.SESSION_COOKIE_NAME, str(request.session.session_key), settings.SESSION_COOKIE_AGE),
        _cookie(settings.CSRF_COOKIE_NAME, request.META["CSRF_COOKIE"], settings.CSRF_COOKIE_AGE),
    ]


def _cookie(name: str, value: str, seconds: int) -> dict[str, Any]:
    """As the web server would have set it; only the address is missing."""
    return {"name": name, "value": value, "expires": time() + seconds, "httpOnly": True, "sameSite": "Lax"}


def _no_answer(request: HttpRequest) -> Any:
    raise NotImplementedError


def _create_space(email: str, time_zone: str) -> None:
    person = Person.objects.get(email=email)
    with scope.acting(person_id=person.pk):
        spaces.create_space(person=person, time_zone=time_zone)


def _share_space(host: str, guest: str) -> None:
    with transaction.atomic():
        seat = Membership.objects.active().with_words().get(person__email=host)
        with scope.acting(person_id=seat.person_id, space_id=seat.space_id):
            code = spaces.invite(membership=seat).open("code")
    spaces.accept_invitation(person=Person.objects.get(email=guest), code=code)


def _session_data(session: str) -> dict[str, Any]:
    return read(Session.objects.get(mark=mark_of(session)))
