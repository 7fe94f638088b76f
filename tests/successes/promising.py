"""A promise of Ana's, and how one is made."""

from datetime import UTC, datetime
from typing import Any

from tests.client import Answer, Phone

WEDNESDAY_NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
SOUP = "I cook the soup on Friday"
FRIDAY = "2026-11-27"


def promised(phone: Phone, text: str = SOUP, **words: Any) -> dict[str, Any]:
    """One that was made, as its author sees it."""
    answer = phone.post("/promises", {"text": text, "by": FRIDAY, **words})
    assert answer.status_code == 201, answer.content
    return dict(answer.json())


def became(phone: Phone, promise: dict[str, Any], how: str) -> Answer:
    return phone.put(f"/promises/{promise['id']}/outcome", {"became": how})


def texts(phone: Phone, which: str = "open") -> list[str]:
    return [one["text"] for one in phone.get("/promises").json()[which]]


def refusal(answer: Answer) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]
