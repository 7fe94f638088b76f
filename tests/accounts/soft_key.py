"""A passkey in software: makes and proves credentials as a phone does, without a browser."""

import os
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from tests.accounts.conversation import ACCOUNT, AUTH
from tests.client import Phone

SITE, ORIGIN = "testserver", "http://testserver"
ALL_GOOD = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


class SoftKey:
    """One credential for one person."""

    def __init__(self) -> None:
        self._secret = ec.generate_private_key(ec.SECP256R1())
        self._id = os.urandom(16)
        self._person = ""
        self.pause: Callable[[], object] = lambda: None
        """What passes between the question and the answer."""

    def enrol(self, phone: Phone, name: str = "My phone") -> Any:
        """Add it to the account; the answer."""
        options = phone.get(ACCOUNT + "authenticators/webauthn", passwordless="").json()
        if options.get("code"):
            raise AssertionError(f"no passkey without a fresh proof: {options['code']}")
        made = options["data"]["creation_options"]["publicKey"]
        self._person = made["user"]["id"]
        public = ES256.from_cryptography_key(self._secret.public_key())  # type: ignore[no-untyped-call]
        held = AttestedCredentialData.create(Aaguid.NONE, self._id, public)
        data = AuthenticatorData.create(_site(), ALL_GOOD | AuthenticatorData.FLAG.AT, 0, held)
        told = _told(CollectedClientData.TYPE.CREATE, made["challenge"])
        response = {
            "clientDataJSON": websafe_encode(told),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        body = {"name": name, "credential": self._credential(response)}
        self.pause()
        return phone.post(ACCOUNT + "authenticators/webauthn", body, key="")

    def prove(self, phone: Phone, step: str) -> Any:
        """Sign in with it (login), as the second step (authenticate), or once more (reauthenticate)."""
        wanted = phone.get(AUTH + f"webauthn/{step}").json()["data"]["request_options"]["publicKey"]
        data = AuthenticatorData.create(_site(), ALL_GOOD, 0)
        told = _told(CollectedClientData.TYPE.GET, wanted["challenge"])
        signature = self._secret.sign(bytes(data) + sha256(told).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": websafe_encode(told),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": self._person,
        }
        return phone.post(AUTH + f"webauthn/{step}", {"credential": self._credential(response)}, key="")

    def _credential(self, response: dict[str, str]) -> dict[str, Any]:
        name = websafe_encode(self._id)
        return {
            "type": "public-key",
            "id": name,
            "rawId": name,
            "response": response,
            "clientExtensionResults": {"credProps": {"rk": True}},
        }


def _site() -> bytes:
    return sha256(SITE.encode()).digest()


def _told(kind: CollectedClientData.TYPE, challenge: str) -> bytes:
    return bytes(CollectedClientData.create(kind, websafe_decode(challenge), ORIGIN))
