"""Coming back: a code by e-mail, and going again."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine
from django.urls import URLPattern, URLResolver, get_resolver

from backend.accounts.models import Person, Session
from backend.accounts.sessions import mark_of
from backend.core.clock import now
from tests.accounts.conversation import ACCOUNT, AUTH, WRONG, last_code, say, sign_in, wanted
from tests.client import Phone

OFFERED = {
    "auth/session",
    "auth/signup",
    "auth/email/verify",
    "auth/email/verify/resend",
    "auth/code/request",
    "auth/code/resend",
    "auth/code/confirm",
    "auth/2fa/authenticate",
    "auth/webauthn/login",
    "auth/webauthn/authenticate",
    "auth/webauthn/reauthenticate",
    "account/authenticators",
    "account/authenticators/webauthn",
    "account/authenticators/recovery-codes",
    "config",
}


def test_code_by_email_signs_in(ana: Person, signed_out: Phone) -> None:
    assert wanted(say(signed_out, "code/request", email=ana.email)) == "login_by_code"
    assert signed_out.get("/me").status_code == 401
    assert say(signed_out, "code/confirm", code=last_code()).status_code == 200
    assert signed_out.get("/me").json()["name"] == "Ana"


def test_code_works_once(ana: Person, signed_out: Phone) -> None:
    sign_in(signed_out, ana.email)
    signed_out.delete(AUTH + "session")
    assert say(signed_out, "code/confirm", code=last_code()).status_code == 409


def test_third_wrong_code_ends_it(ana: Person, signed_out: Phone) -> None:
    say(signed_out, "code/request", email=ana.email)
    right = last_code()
    assert [say(signed_out, "code/confirm", code=WRONG).status_code for _ in range(3)] == [400, 400, 400]
    assert say(signed_out, "code/confirm", code=right).status_code == 409


@pytest.mark.parametrize(("minutes", "status"), [(14, 200), (16, 409)])
def test_code_works_fifteen_minutes(ana: Person, signed_out: Phone, minutes: int, status: int) -> None:
    say(signed_out, "code/request", email=ana.email)
    with time_machine.travel(now() + timedelta(minutes=minutes), tick=False):
        assert say(signed_out, "code/confirm", code=last_code()).status_code == status


def test_code_sent_again_replaces_the_first(ana: Person, signed_out: Phone) -> None:
    say(signed_out, "code/request", email=ana.email)
    first = last_code()
    assert say(signed_out, "code/resend").status_code == 200
    assert say(signed_out, "code/confirm", code=first).status_code == 400
    assert say(signed_out, "code/confirm", code=last_code()).status_code == 200


def test_code_does_not_open_the_phone_of_somebody_else(ana: Person, signed_out: Phone) -> None:
    stranger = Phone()
    say(stranger, "code/request", email="stranger@example.org")
    say(signed_out, "code/request", email=ana.email)
    assert say(stranger, "code/confirm", code=last_code()).status_code == 400


def test_session_changes_its_name_on_signing_in(ana: Person, signed_out: Phone) -> None:
    say(signed_out, "code/request", email=ana.email)
    before = signed_out.http.cookies["session"].value
    say(signed_out, "code/confirm", code=last_code())
    assert signed_out.http.cookies["session"].value != before


def test_cookies_are_for_this_site_only_and_not_for_scripts(ana: Person, signed_out: Phone) -> None:
    sign_in(signed_out, ana.email)
    for name in ("session", "csrf"):
        cookie = signed_out.http.cookies[name]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_signing_out_ends_the_session_for_good(ana: Person, signed_out: Phone) -> None:
    sign_in(signed_out, ana.email)
    kept = signed_out.http.cookies["session"].value
    assert signed_out.delete(AUTH + "session").status_code == 401
    assert signed_out.get("/me").status_code == 401
    signed_out.http.cookies["session"] = kept
    assert signed_out.get("/me").status_code == 401
    assert not Session.objects.filter(mark=mark_of(kept)).exists()


@pytest.mark.parametrize("path", ["signup", "code/request", "email/verify", "code/confirm", "webauthn/login"])
def test_conversation_needs_its_token(db: None, path: str) -> None:
    answer = say(Phone(csrf=True), path, email="ana@example.org")
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")


def test_signing_out_needs_its_token(ana: Person) -> None:
    phone = Phone(ana, csrf=True)
    assert phone.delete(AUTH + "session").status_code == 403
    assert phone.get("/me").status_code == 200


def test_token_of_the_api_is_the_token_of_the_conversation(ana: Person) -> None:
    phone = Phone(csrf=True)
    token = phone.get("/csrf").json()["token"]
    answer = phone.send("POST", AUTH + "code/request", {"email": ana.email}, **{"X-CSRFToken": token})
    assert wanted(answer) == "login_by_code"


def _addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        here = before + str(pattern.pattern)
        found |= _addresses(pattern.url_patterns, here) if isinstance(pattern, URLResolver) else {here}
    return found


def test_nothing_is_offered_that_was_not_decided(as_ana: Phone, signed_out: Phone) -> None:
    """allauth brings passwords, telephone numbers and more; what is not on the list answers 404."""
    root = "_allauth/browser/v1/"
    all_of_it = {a.removeprefix(root) for a in _addresses(get_resolver().url_patterns) if a.startswith(root)}
    assert all_of_it >= OFFERED
    for path in all_of_it - OFFERED:
        for phone in (as_ana, signed_out):
            for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
                answer = phone.send(method, f"/{root}{path}", {"email": "x@example.org"})
                assert answer.status_code == 404, f"{method} {path}"


def test_nobody_can_have_a_password(ana: Person, as_ana: Phone) -> None:
    as_ana.post(ACCOUNT + "password/change", {"new_password": "correct horse battery"}, key="")
    assert not Person.objects.get(pk=ana.pk).has_usable_password()


def test_signing_out_tells_the_browser_to_forget(ana: Person, signed_out: Phone) -> None:
    """What was shown and the cookies. Not the storage: another person's unsent words may lie in it."""
    sign_in(signed_out, ana.email)
    assert signed_out.delete(AUTH + "session")["Clear-Site-Data"] == '"cache", "cookies"'
    assert "Clear-Site-Data" not in signed_out.get(AUTH + "session")


ASK_THE_SETTINGS = """
import json
from backend.config import settings as s
parts = ("NAME", "SECURE", "SAMESITE")
print(json.dumps([[getattr(s, f"{name}_COOKIE_{part}") for part in parts] for name in ("SESSION", "CSRF")]))
"""


def test_behind_https_cookies_are_bound_to_this_host() -> None:
    """A __Host- cookie is only ever taken with Secure, for this host alone and the path /."""
    env = {**os.environ, "PUBLIC_URL": "https://toward.example.org"}
    told = subprocess.run([sys.executable, "-c", ASK_THE_SETTINGS], env=env, capture_output=True, check=True)
    assert json.loads(told.stdout) == [["__Host-session", True, "Lax"], ["__Host-csrf", True, "Lax"]]


def test_session_cookie_outlives_no_session(ana: Person, signed_out: Phone) -> None:
    sign_in(signed_out, ana.email)
    cookie = signed_out.http.cookies["session"]
    assert (cookie["max-age"], cookie["path"], cookie["domain"]) == (90 * 24 * 3600, "/", "")
