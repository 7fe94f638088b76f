"""A check-in from one person's side."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checkins.rules.reveal import State, is_complete, state

NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)
LATER, EARLIER = NOW + timedelta(hours=1), NOW - timedelta(hours=1)


@pytest.mark.parametrize(
    ("revealed", "closes_at", "sent_at", "put_aside_at", "expected"),
    [
        (False, LATER, None, None, State.OPEN),
        (False, LATER, None, EARLIER, State.PUT_ASIDE),
        (False, LATER, EARLIER, None, State.SENT),
        (False, NOW, None, None, State.CLOSED),
        (False, EARLIER, EARLIER, None, State.CLOSED),
        (True, EARLIER, EARLIER, None, State.REVEALED),
        (True, LATER, EARLIER, None, State.REVEALED),
    ],
)
def test_the_state_follows_from_ones_own_side_the_window_and_the_reveal(
    revealed: bool,
    closes_at: datetime,
    sent_at: datetime | None,
    put_aside_at: datetime | None,
    expected: State,
) -> None:
    found = state(revealed=revealed, closes_at=closes_at, sent_at=sent_at, put_aside_at=put_aside_at, now=NOW)
    assert found is expected


@given(st.lists(st.none() | st.just(NOW), max_size=2))
def test_a_check_in_is_complete_when_everybody_who_was_asked_has_sent(sent: list[datetime | None]) -> None:
    assert is_complete(sent) == (len(sent) > 0 and None not in sent)
