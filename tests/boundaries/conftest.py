"""Words of agreements and limits, and the ways Ana and Ben come to them."""

from typing import Any

import pytest

from tests.client import Phone
from tests.privacy.conftest import ok

PHONES = {
    "title": "Phones at dinner",
    "welcome": "Phones in the basket from sitting down to the last plate.",
    "not_welcome": "Scrolling while the other is talking.",
    "what_i_do": "I say “basket?” once, kindly.",
    "why": "",
}
ON_CALL = PHONES | {"welcome": PHONES["welcome"][:-1] + " unless one of us is on call."}
QUIET = {"title": "Sunday mornings", "welcome": "", "not_welcome": "", "what_i_do": "I read.", "why": "Rest."}


def proposal(words: dict[str, str] = PHONES, **more: Any) -> dict[str, Any]:
    return {"kind": "agreement", "words": words, **more}


def proposed(phone: Phone, words: dict[str, str] = PHONES, **more: Any) -> dict[str, Any]:
    return dict(ok(phone.post("/agreements", proposal(words, **more)), 201))


def path(agreement: dict[str, Any], *rest: str) -> str:
    return "/".join([f"/agreements/{agreement['id']}", *rest])


def version(agreement: dict[str, Any], *rest: str) -> str:
    """Of the open one."""
    return path(agreement, "versions", agreement["open"], *rest)


@pytest.fixture
def open_one(as_ana: Phone, as_ben: Phone) -> dict[str, Any]:
    """Ana has proposed something; Ben has not answered."""
    return proposed(as_ana)


@pytest.fixture
def agreed(as_ben: Phone, open_one: dict[str, Any]) -> dict[str, Any]:
    """And he has agreed. Seen as Ben."""
    return dict(ok(as_ben.put(version(open_one, "consent"), None)))
