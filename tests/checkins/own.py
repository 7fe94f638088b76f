"""A template that Ana has written for the two of them."""

from typing import Any

import pytest

from tests.client import Answer, Phone

QUESTIONS: list[dict[str, Any]] = [
    {"kind": "text", "prompt": "What made you laugh?"},
    {
        "kind": "choice",
        "prompt": "Tea or a walk?",
        "options": {"choices": [{"key": "tea", "label": "tea"}, {"key": "walk", "label": "a walk"}]},
    },
    {
        "kind": "scale",
        "prompt": "How rested are you?",
        "shared_by_default": False,
        "options": {"min": 1, "max": 10, "low": "worn out", "high": "rested"},
    },
]
EVENING = {"title": "Our evening", "about": "Two minutes, on the sofa.", "minutes": 2, "questions": QUESTIONS}


def ok(answer: Answer, *statuses: int) -> Any:
    assert answer.status_code in (statuses or (200, 201)), answer.content
    return answer.json()


def refused(answer: Answer, status: int = 409) -> str:
    assert answer.status_code == status, answer.content
    return str(answer.json()["code"])


@pytest.fixture
def evening(as_ana: Phone) -> str:
    """The slug of what Ana has written for the two of them."""
    return str(ok(as_ana.post("/space/templates", EVENING))["slug"])


def changed(phone: Phone, slug: str, version: int = 1, **words: Any) -> Answer:
    answer: Answer = phone.put(f"/space/templates/{slug}", {"version": version, "template": EVENING | words})
    return answer
