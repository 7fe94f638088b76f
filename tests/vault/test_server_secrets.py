"""Small secrets of the server: sealed for one purpose, readable while their wrapping key is listed."""

import base64
import os

import pytest
from pytest_django import Settings

from backend.vault.rules import CannotOpen
from backend.vault.services import is_sealed_by_older, open_for_server, seal_for_server


def _key() -> str:
    return base64.b64encode(os.urandom(32)).decode()


def test_secret_comes_back_for_its_purpose_only() -> None:
    sealed = seal_for_server(b"a session", purpose="sessions")
    assert b"a session" not in sealed
    assert open_for_server(sealed, purpose="sessions") == b"a session"
    with pytest.raises(CannotOpen):
        open_for_server(sealed, purpose="second factors")


def test_each_purpose_has_its_own_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not only the binding keeps them apart."""
    used: list[bytes] = []

    def sealed(plain: bytes, *, secret: bytes, **place: object) -> bytes:
        used.append(secret)
        return b""

    monkeypatch.setattr("backend.vault.rules.seal", sealed)
    for purpose in ("sessions", "second factors", "sessions"):
        seal_for_server(b"x", purpose=purpose)
    assert used[0] == used[2] != used[1]


def test_older_secrets_open_while_their_key_is_listed(settings: Settings) -> None:
    before = seal_for_server(b"a session", purpose="sessions")
    older = dict(settings.VAULT_KEYS)
    settings.VAULT_KEYS = {"newer": _key(), **older}
    after = seal_for_server(b"another", purpose="sessions")
    assert open_for_server(before, purpose="sessions") == b"a session"
    settings.VAULT_KEYS = {"newer": settings.VAULT_KEYS["newer"]}
    assert open_for_server(after, purpose="sessions") == b"another"
    with pytest.raises(CannotOpen):
        open_for_server(before, purpose="sessions")


def test_key_of_the_same_name_with_other_bytes_opens_nothing(settings: Settings) -> None:
    before = seal_for_server(b"a session", purpose="sessions")
    settings.VAULT_KEYS = {name: _key() for name in settings.VAULT_KEYS}
    with pytest.raises(CannotOpen):
        open_for_server(before, purpose="sessions")


def test_no_altered_secret_opens() -> None:
    sealed = seal_for_server(b"a session", purpose="sessions")
    cut = [sealed[:length] for length in range(len(sealed))]
    flipped = [sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :] for at in range(len(sealed))]
    for altered in [*cut, *flipped, sealed + b"\0"]:
        with pytest.raises(CannotOpen):
            open_for_server(altered, purpose="sessions")


def test_what_an_older_key_sealed_can_be_told(settings: Settings) -> None:
    before = seal_for_server(b"a session", purpose="sessions")
    assert not is_sealed_by_older(before)
    settings.VAULT_KEYS = {"newer": _key(), **settings.VAULT_KEYS}
    assert is_sealed_by_older(before)
    assert not is_sealed_by_older(seal_for_server(b"another", purpose="sessions"))
