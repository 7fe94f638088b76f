"""Signing in happens at the door: counted first, then in one transaction that reaches nothing of a couple."""

import json
from collections.abc import Callable
from datetime import timedelta
from logging import getLogger
from typing import Any, NamedTuple

from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse

from backend.core import scope
from backend.core.api.http import Limit, place
from backend.core.api.problems import plain_problem, too_many
from backend.core.errors import RateLimited
from backend.core.services import spend

SIGNING_IN = "/_allauth/browser/v1/auth/"
DOOR = "/_allauth/"
OUR_FAULT = 500
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
log = getLogger(__name__)


class Bounds(NamedTuple):
    """How often: from one place, for one account from one place, for one account from wherever.

    Spent in this order and, in each, the short time first. What one of them refuses is not counted by the
    next: no place alone can use up what there is for an account, nor a moment what there is for a day.
    """

    place: tuple[Limit, ...]
    both: tuple[Limit, ...] = ()
    account: tuple[Limit, ...] = ()


LETTERS = Bounds(
    place=(Limit("letters from", 20, MINUTE), Limit("letters from", 60, HOUR)),
    both=(Limit("letters from to", 3, MINUTE), Limit("letters from to", 6, HOUR)),
    account=(Limit("letters to", 8, MINUTE), Limit("letters to", 20, HOUR)),
)
CODES = Bounds(
    place=(Limit("codes from", 30, MINUTE), Limit("codes from", 120, HOUR)),
    both=(Limit("codes from for", 10, MINUTE), Limit("codes from for", 30, HOUR)),
    account=(Limit("codes for", 30, MINUTE), Limit("codes for", 80, HOUR), Limit("codes for", 300, DAY)),
)
RECOVERY_CODES = Bounds(
    place=CODES.place,
    account=(
        Limit("recovery for", 5, MINUTE),
        Limit("recovery for", 15, HOUR),
        Limit("recovery for", 30, DAY),
    ),
)
PASSKEYS = Bounds(place=(Limit("passkeys from", 30, MINUTE), Limit("passkeys from", 200, HOUR)))
BOUNDED = {
    "signup": LETTERS,
    "code/request": LETTERS,
    "code/resend": LETTERS,
    "email/verify/resend": LETTERS,
    "code/confirm": CODES,
    "email/verify": CODES,
    "2fa/authenticate": RECOVERY_CODES,
    "webauthn/login": PASSKEYS,
    "webauthn/authenticate": PASSKEYS,
    "webauthn/reauthenticate": PASSKEYS,
}


class AtTheDoor:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(DOOR):
            return self.get_response(request)
        try:
            _count(request)
        except RateLimited as error:
            return too_many(error)
        with scope.door(), transaction.atomic():
            response = self.get_response(request)
            if response.status_code >= OUR_FAULT:
                transaction.set_rollback(True)
        if request.method == "DELETE" and request.path == f"{SIGNING_IN}session":
            response["Clear-Site-Data"] = '"cache", "cookies"'
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A passkey that is none breaks allauth in many ways; none of them is our fault."""
        told_already = isinstance(exception, Http404 | PermissionDenied | SuspiciousOperation)
        if told_already or not (request.path.startswith(DOOR) and "/webauthn" in request.path):
            return None
        log.warning("a passkey could not be read: %s", type(exception).__name__)
        transaction.set_rollback(True)
        return plain_problem(400, "incorrect_code", "This passkey could not be read.")


def _count(request: HttpRequest) -> None:
    """In a transaction of its own: a letter that takes long to send must not hold up everybody else there."""
    bounds = BOUNDED.get(request.path.removeprefix(SIGNING_IN)) if request.method == "POST" else None
    if bounds is None:
        return
    refused = None
    with scope.door():
        try:
            _spend(bounds, here=place(request), account=_account(request))
        except RateLimited as error:
            refused = error
    if refused:
        raise refused


def _spend(bounds: Bounds, *, here: str, account: str) -> None:
    subjects = [(bounds.place, here)]
    if account:
        subjects += [(bounds.both, f"{here} {account}"), (bounds.account, account)]
    for limits, subject in subjects:
        for limit in limits:
            spend(name=limit.name, subject=subject, most=limit.most, per=limit.per)


def _account(request: HttpRequest) -> str:
    """The address that is given or was given before; empty when there is none."""
    waiting: dict[str, Any] = request.session.get(LOGIN_SESSION_KEY) or {}
    verifying: dict[str, Any] = request.session.get(EMAIL_VERIFICATION_CODE_SESSION_KEY) or {}
    given = _said(request).get("email") or waiting.get("email") or verifying.get("email")
    return given.strip().lower().encode(errors="replace").decode() if isinstance(given, str) else ""


def _said(request: HttpRequest) -> dict[str, Any]:
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
