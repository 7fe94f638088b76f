"""The secrets of this machine: made once, kept in .local/env, readable by its owner only."""

import base64
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

_BYTES = 32


def keys(file: Path) -> dict[str, str]:
    """What `file` holds; a key it lacks is made and added, one it has is never changed."""
    held = read_env(file)
    missing = {name: make() for name, make in _RECIPES.items() if name not in held}
    if missing:
        held |= missing
        write_env(file, held)
    return held


def read_env(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def write_env(file: Path, values: dict[str, str]) -> None:
    """Written beside it and moved into place, so that a crash leaves the old file whole."""
    part = file.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.writelines(f"{name}={value}\n" for name, value in values.items())
    part.replace(file)


def _vault_keys() -> str:
    return "local:" + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def _vapid_private_key() -> str:
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return base64.urlsafe_b64encode(number.to_bytes(_BYTES, "big")).rstrip(b"=").decode()


_RECIPES: dict[str, Callable[[], str]] = {
    "SECRET_KEY": lambda: secrets.token_urlsafe(50),
    "VAULT_KEYS": _vault_keys,
    "VAPID_PRIVATE_KEY": _vapid_private_key,
}
