"""The secrets of one machine."""

import base64
from pathlib import Path

from py_vapid import Vapid01

from deploy.keys import keys, read_env, write_env


def test_secrets_are_made_once(tmp_path: Path) -> None:
    first = keys(tmp_path / "env")
    assert keys(tmp_path / "env") == first
    assert set(first) == {"SECRET_KEY", "VAULT_KEYS", "VAPID_PRIVATE_KEY"}


def test_secrets_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    keys(tmp_path / "env")
    assert (tmp_path / "env").stat().st_mode & 0o777 == 0o600


def test_another_machine_has_other_secrets(tmp_path: Path) -> None:
    here, there = keys(tmp_path / "here"), keys(tmp_path / "there")
    assert all(here[name] != there[name] for name in here)


def test_a_missing_secret_is_added_and_the_others_stay(tmp_path: Path) -> None:
    write_env(tmp_path / "env", {"VAULT_KEYS": "mine:abc="})
    made = keys(tmp_path / "env")
    assert made["VAULT_KEYS"] == "mine:abc="
    assert read_env(tmp_path / "env") == made


def test_the_vault_key_has_32_bytes(tmp_path: Path) -> None:
    name, key = keys(tmp_path / "env")["VAULT_KEYS"].split(":")
    assert name
    assert len(base64.b64decode(key, validate=True)) == 32


def test_the_push_key_can_sign(tmp_path: Path) -> None:
    key = keys(tmp_path / "env")["VAPID_PRIVATE_KEY"]
    claims = {"aud": "https://push.example.org", "sub": "mailto:ana@example.org"}
    assert Vapid01.from_raw(key.encode()).sign(claims)["Authorization"]
