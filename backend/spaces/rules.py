"""Invitation codes: short enough to read aloud, long enough not to be guessed."""

import secrets
from datetime import timedelta

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 10
LASTS = timedelta(hours=72)


def new_code() -> str:
    """Ten signs out of thirty that are hard to confuse: 49 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def tidy(code: str) -> str:
    """What a person typed, without the spaces, dashes and small letters that do not matter."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


def grouped(code: str) -> str:
    """The code in groups of four, to read aloud."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))
