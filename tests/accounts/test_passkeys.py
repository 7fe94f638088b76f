"""Passkeys and recovery codes, through allauth's own endpoints and a key in software."""

import base64
import os

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from pytest_django import Settings

from backend.accounts.models import Person
from backend.accounts.services import reseal_recovery_codes
from backend.accounts.tasks import reseal_recovery_codes as reseal_task
from tests.accounts.conversation import ACCOUNT, AUTH, confirm, say, sign_in, wanted
from tests.accounts.soft_key import SoftKey
from tests.client import Phone

RECOVERY = ACCOUNT + "authenticators/recovery-codes"


@pytest.fixture
def key(as_ana: Phone) -> SoftKey:
    """A passkey of Ana's, enrolled on a phone that is signed in."""
    made = SoftKey()
    confirm(as_ana)
    answer = made.enrol(as_ana)
    assert answer.status_code == 200, answer.content
    assert answer.json()["meta"] == {"recovery_codes_generated": True}
    return made


@pytest.fixture
def codes(as_ana: Phone, key: SoftKey) -> list[str]:
    key.prove(as_ana, "reauthenticate")
    kept: list[str] = as_ana.get(RECOVERY).json()["data"]["unused_codes"]
    assert len(kept) == 10
    return kept


def test_passkey_is_offered_under_the_address_and_no_name(ana: Person, as_ana: Phone) -> None:
    confirm(as_ana)
    options = as_ana.get(ACCOUNT + "authenticators/webauthn", passwordless="").json()
    made = options["data"]["creation_options"]["publicKey"]
    assert (made["user"]["name"], made["user"]["displayName"]) == (ana.email, ana.email)
    assert made["authenticatorSelection"]["residentKey"] == "required"
    assert made["authenticatorSelection"]["userVerification"] == "required"


def test_passkey_alone_signs_in(key: SoftKey, signed_out: Phone) -> None:
    assert key.prove(signed_out, "login").status_code == 200
    assert signed_out.get("/me").json()["name"] == "Ana"


def test_login_options_name_nobody(key: SoftKey, signed_out: Phone) -> None:
    options = signed_out.get(AUTH + "webauthn/login").json()["data"]["request_options"]["publicKey"]
    assert options["allowCredentials"] == []
    assert options["userVerification"] == "required"


def test_code_by_email_alone_does_not_sign_in_where_there_is_a_passkey(
    ana: Person, key: SoftKey, signed_out: Phone
) -> None:
    assert wanted(sign_in(signed_out, ana.email)) == "mfa_authenticate"
    assert signed_out.get("/me").status_code == 401


def test_code_by_email_and_the_passkey_sign_in(ana: Person, key: SoftKey, signed_out: Phone) -> None:
    sign_in(signed_out, ana.email)
    assert key.prove(signed_out, "authenticate").status_code == 200
    assert signed_out.get("/me").status_code == 200


def test_code_by_email_and_a_recovery_code_sign_in_once(ana: Person, codes: list[str]) -> None:
    for phone, status in ((Phone(), 200), (Phone(), 400)):
        sign_in(phone, ana.email)
        assert say(phone, "2fa/authenticate", code=codes[0]).status_code == status


def test_recovery_codes_outlive_the_key_that_sealed_them(
    ana: Person, codes: list[str], settings: Settings
) -> None:
    fresh = {"newer": base64.b64encode(os.urandom(32)).decode()}
    settings.VAULT_KEYS = {**fresh, **settings.VAULT_KEYS}
    assert [reseal_recovery_codes(), reseal_recovery_codes()] == [1, 0]
    reseal_task()
    settings.VAULT_KEYS = fresh
    held = Authenticator.objects.get(type="recovery_codes")
    assert RecoveryCodes(held).get_unused_codes() == codes


def test_recovery_code_alone_does_not_sign_in(codes: list[str], signed_out: Phone) -> None:
    assert say(signed_out, "2fa/authenticate", code=codes[0]).status_code == 401
    assert signed_out.get("/me").status_code == 401


def test_sixth_wrong_recovery_code_is_too_many(ana: Person, key: SoftKey, signed_out: Phone) -> None:
    sign_in(signed_out, ana.email)
    answers = [say(signed_out, "2fa/authenticate", code="00000000").status_code for _ in range(6)]
    assert answers == [400] * 5 + [429]


def test_passkey_of_somebody_else_does_not_do(ana: Person, key: SoftKey, as_ben: Phone) -> None:
    foreign = SoftKey()
    confirm(as_ben)
    foreign.enrol(as_ben)
    phone = Phone()
    sign_in(phone, ana.email)
    assert foreign.prove(phone, "authenticate").status_code == 400
    assert phone.get("/me").status_code == 401


def test_passkey_of_somebody_else_cannot_be_removed(as_ana: Phone, key: SoftKey, as_ben: Phone) -> None:
    [passkey] = [
        each for each in as_ana.get(ACCOUNT + "authenticators").json()["data"] if each["type"] == "webauthn"
    ]
    confirm(as_ben)
    answer = as_ben.delete(ACCOUNT + "authenticators/webauthn", {"authenticators": [passkey["id"]]})
    assert answer.status_code == 400
    assert len(as_ana.get(ACCOUNT + "authenticators").json()["data"]) == 2


def test_only_the_code_to_confirm_is_written_to_the_inbox(codes: list[str]) -> None:
    assert [letter.subject for letter in mail.outbox] == ["Your code to confirm"]


@pytest.mark.parametrize(
    "path", ["authenticators", "authenticators/webauthn", "authenticators/recovery-codes"]
)
def test_signed_out_visitor_sees_no_authenticators(signed_out: Phone, path: str) -> None:
    assert signed_out.get(ACCOUNT + path).status_code == 401


@pytest.mark.parametrize("credential", [{}, "x", None, {"response": {"userHandle": "AAAA"}}])
def test_made_up_credential_is_400(signed_out: Phone, credential: object) -> None:
    signed_out.get(AUTH + "webauthn/login")
    assert say(signed_out, "webauthn/login", credential=credential).status_code == 400


NONSENSE = [
    {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {}},
    {"id": 7, "rawId": [], "type": None, "response": []},
    {
        "id": "AAAA",
        "rawId": "AAAA",
        "type": "public-key",
        "response": {"clientDataJSON": "e30", "userHandle": 7},
    },
    {
        "id": "AAAA",
        "rawId": "AAAA",
        "type": "public-key",
        "response": {
            "clientDataJSON": "e30",
            "attestationObject": "AA",
            "authenticatorData": "AA",
            "signature": "",
        },
    },
    {
        "id": "AAAA",
        "rawId": "AAAA",
        "type": "public-key",
        "response": {
            "clientDataJSON": "////",
            "attestationObject": "o2NmbXRk",
            "authenticatorData": "A" * 80,
        },
    },
    [],
    "\0",
    {"response": {"userHandle": "\0"}},
]


@pytest.mark.parametrize("credential", NONSENSE, ids=range(len(NONSENSE)))
@pytest.mark.parametrize("path", ["login", "authenticate", "reauthenticate", ""])
def test_nonsense_is_never_our_fault(
    ana: Person, key: SoftKey, as_ana: Phone, path: str, credential: object
) -> None:
    phone = as_ana if path in {"reauthenticate", ""} else Phone()
    if path == "authenticate":
        sign_in(phone, ana.email)
    address = AUTH + f"webauthn/{path}" if path else ACCOUNT + "authenticators/webauthn"
    phone.get(address)
    answer = phone.post(address, {"credential": credential, "name": "x"}, key="")
    assert answer.status_code == 400, answer.content
