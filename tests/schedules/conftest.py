"""What a rhythm is for is known by the apps above; here anything may come round."""

import pytest

from backend.schedules.services import agreeing


@pytest.fixture(autouse=True)
def _whatever_they_like(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agreeing, "_offer", lambda purpose: lambda membership, subject: True)
