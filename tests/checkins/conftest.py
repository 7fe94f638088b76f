"""A check-in under way, and what one might answer."""

from typing import Any

import pytest

from tests.client import Phone

WORDS = {
    "scale": 7,
    "choice": None,
    "feelings": ["calm"],
    "text": "the lake",
    "appreciation": ["the soup"],
    "issue": {"feeling": "lost", "situation": "late evenings", "need": "rest", "request": "ten minutes"},
    "topics": {"chosen": ["time"], "own": ""},
    "promise": {"text": "cook", "by": "2026-12-01"},
}


def value_for(question: dict[str, Any], word: str = "") -> Any:
    """An answer that fits the question; text answers say `word` when one is given."""
    if question["kind"] == "choice":
        return question["options"]["choices"][0]["key"]
    if question["kind"] == "text" and word:
        return word
    return WORDS[question["kind"]]


def answers(check_in: dict[str, Any], word: str = "", *, shared: bool = True) -> dict[str, Any]:
    """A whole sheet, as a phone would send it."""
    given = [
        {"question": question["id"], "value": value_for(question, word), "shared": shared}
        for question in check_in["questions"]
    ]
    return {"answers": given}


@pytest.fixture
def weekly(as_ana: Phone) -> dict[str, Any]:
    """A weekly check-in that is open for Ana and Ben."""
    response = as_ana.post("/checkins", {"template": "weekly"})
    assert response.status_code == 201, response.json()
    return dict(response.json())
