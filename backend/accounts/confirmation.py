"""A fresh proof of who is asking, kept in the session, and the codes by mail that can give one."""

import hmac
from datetime import UTC, datetime
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from backend.accounts import rules
from backend.accounts.models import Person
from backend.accounts.services import change_address
from backend.core.clock import now
from backend.core.errors import DomainError, InvalidWords
from backend.core.scope import door

PROVEN, CODES, CAME_BACK, DEVICE = "proven_at", "codes_by_mail", "came_back_without_passkey", "device"
PASSKEY, RECOVERY_CODE, EMAIL_CODE = "passkey", "recovery_code", "email_code"
WAYS = (PASSKEY, RECOVERY_CODE, EMAIL_CODE)


class ConfirmationNeeded(DomainError):
    code, status = "confirmation_needed", 403
    detail = "Please show first that it is you."


class PasskeyNeeded(DomainError):
    code = "passkey_needed"
    detail = "You have a passkey, so a code by e-mail is not enough here. Use the passkey or a recovery code."


class WrongCode(InvalidWords):
    """One answer for a wrong code, an old one and none at all."""

    def __init__(self) -> None:
        super().__init__("code", "This code does not fit, or it is too old.", "incorrect_code")


def proven(request: HttpRequest) -> None:
    """Whoever is signed in here has just shown who they are."""
    request.session[PROVEN] = now().timestamp()


def fresh_until(request: HttpRequest, person: Person) -> datetime | None:
    """Until when this session needs no other proof: signing in is one, and so is a passkey used once more."""
    records = get_authentication_records(request, person)
    proofs = [record["at"] for record in records if record.get("reauthenticated")]
    last = max([request.session.get(PROVEN, 0), *proofs])
    return rules.fresh_until(datetime.fromtimestamp(last, UTC), now())


def require_fresh(request: HttpRequest, person: Person) -> None:
    if fresh_until(request, person) is None:
        raise ConfirmationNeeded


def ways(request: HttpRequest, person: Person) -> list[str]:
    """How they can show who they are. With a passkey an open inbox is not enough, except after the wait."""
    kinds = set(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    if Authenticator.Type.WEBAUTHN not in kinds:
        return [EMAIL_CODE]
    recovery = [RECOVERY_CODE] if Authenticator.Type.RECOVERY_CODES in kinds else []
    return [PASSKEY, *recovery, *([EMAIL_CODE] if request.session.get(CAME_BACK) else [])]


def send_confirmation(request: HttpRequest, person: Person) -> None:
    if EMAIL_CODE not in ways(request, person):
        raise PasskeyNeeded
    send_code(request, person, what="confirmation", to=person.email)


def confirm(request: HttpRequest, person: Person, code: str) -> None:
    """Take the code from the letter, or a recovery code of somebody with a passkey."""
    checks = {EMAIL_CODE: _took_letter, RECOVERY_CODE: _spent_recovery_code}
    if not any(checks[way](request, person, code) for way in ways(request, person) if way in checks):
        raise WrongCode
    proven(request)


def _took_letter(request: HttpRequest, person: Person, code: str) -> bool:
    return take_code(request, person, what="confirmation", code=code) is not None


def _spent_recovery_code(request: HttpRequest, person: Person, code: str) -> bool:
    codes = Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES)
    return any(kept.wrap().validate_code(code) for kept in codes)


def send_to_new_address(request: HttpRequest, person: Person, email: str) -> None:
    """The same for every address, also for one that belongs to an account: only its inbox is told of that."""
    if email == person.email:
        raise InvalidWords("email", "This is your address already.", "unchanged")
    send_code(request, person, what="new_address", to=email, email=email, taken=_is_taken(email))


def address_asked(request: HttpRequest) -> str:
    """Where the code went, as long as it is awaited here."""
    return str(request.session.get(CODES, {}).get("new_address", {}).get("email", ""))


def take_new_address(request: HttpRequest, person: Person, code: str) -> None:
    """With the code from there: from now on it is the one. The old address is told that something changed."""
    before = person.email
    kept = take_code(request, person, what="new_address", code=code)
    if kept is None or not change_address(person=person, email=kept["email"]):
        raise WrongCode
    get_adapter(request).send_mail("account/email/address_changed", before, {})


def _is_taken(email: str) -> bool:
    with door():
        return (
            Person.objects.filter(email__iexact=email).exists()
            or EmailAddress.objects.filter(email__iexact=email).exists()
        )


def send_code(request: HttpRequest, person: Person, *, what: str, to: str, **kept: Any) -> None:
    """Mail a code to an address. The session keeps only what it is recognised by, and `kept` beside it."""
    adapter = get_adapter(request)
    code = adapter.generate_login_code()
    _keep(request, what, {**kept, "mark": _mark(person, what, code), "at": now().timestamp(), "tries": 0})
    adapter.send_mail(f"account/email/{what}_{'taken' if kept.get('taken') else 'code'}", to, {"code": code})


def take_code(request: HttpRequest, person: Person, *, what: str, code: str) -> dict[str, Any] | None:
    """What was kept with the code, once, if it fits; each wrong try brings it nearer to its end."""
    kept = request.session.get(CODES, {}).get(what)
    if kept is None:
        return None
    sent_at = datetime.fromtimestamp(kept["at"], UTC)
    if not rules.code_still_works(sent_at=sent_at, tries=kept["tries"], now=now()):
        return None
    fits = hmac.compare_digest(kept["mark"], _mark(person, what, code))
    _keep(request, what, None if fits else {**kept, "tries": kept["tries"] + 1})
    return kept if fits else None


def _keep(request: HttpRequest, what: str, kept: dict[str, Any] | None) -> None:
    others = {name: code for name, code in request.session.get(CODES, {}).items() if name != what}
    request.session[CODES] = others | ({what: kept} if kept else {})


def _mark(person: Person, what: str, code: str) -> str:
    said = f"{what}\n{person.pk}\n{normalize_user_code(code)}"
    return salted_hmac("code by mail", said, algorithm="sha256").hexdigest()
