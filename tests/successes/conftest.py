"""Something to celebrate."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.client import Phone

Celebrates = Callable[..., dict[str, Any]]
WE_LAUGHED = {"words": "we laughed at the ferry", "sharing": "shared", "happened_on": "2026-11-20"}


@pytest.fixture
def celebrates() -> Celebrates:
    """Somebody writes down what went well."""

    def write(phone: Phone, **words: Any) -> dict[str, Any]:
        answer = phone.post("/successes", {**WE_LAUGHED, **words})
        assert answer.status_code == 201, answer.content
        return dict(answer.json())

    return write


@pytest.fixture
def joint(as_ana: Phone, celebrates: Celebrates) -> str:
    """The address of one that Ana calls theirs together."""
    return f"/successes/{celebrates(as_ana, sharing='joint')['id']}"
