"""When an e-mail takes the place of a push, and until when push is tried."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.notifications.rules import fallback_due_at, pause, retry_before_fallback
from backend.notifications.rules.fallback import FALLBACK_AFTER
from backend.notifications.rules.trying import FIRST_PAUSE

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
SPANS = st.timedeltas(timedelta(0), timedelta(days=9))


@pytest.mark.parametrize(
    ("window", "minutes"), [(0, 0), (4, 1), (20, 5), (60, 15), (119, 29.75), (120, 30), (121, 30), (2880, 30)]
)
def test_email_is_due_after_half_an_hour_or_a_quarter_of_the_window(window: int, minutes: float) -> None:
    assert fallback_due_at(NOON, NOON + window * MINUTE) == NOON + minutes * MINUTE


def test_email_of_an_expired_message_is_due_when_it_expired() -> None:
    assert fallback_due_at(NOON, NOON - MINUTE) == NOON - MINUTE


@given(failing_since=MOMENTS, expires_at=MOMENTS)
def test_email_is_never_due_after_expiry_nor_later_than_half_an_hour(
    failing_since: datetime, expires_at: datetime
) -> None:
    due_at = fallback_due_at(failing_since, expires_at)
    assert due_at <= expires_at
    assert due_at <= failing_since + FALLBACK_AFTER


@given(failing_since=MOMENTS, window=SPANS)
def test_email_is_due_after_push_failed_and_leaves_three_quarters_of_the_window(
    failing_since: datetime, window: timedelta
) -> None:
    due_at = fallback_due_at(failing_since, failing_since + window)
    assert due_at >= failing_since
    assert failing_since + window - due_at >= window * 3 / 4 - timedelta(microseconds=1)


@given(failing_since=MOMENTS, window=SPANS, more=SPANS)
def test_longer_window_never_brings_the_email_earlier(
    failing_since: datetime, window: timedelta, more: timedelta
) -> None:
    expires_at = failing_since + window
    assert fallback_due_at(failing_since, expires_at) <= fallback_due_at(failing_since, expires_at + more)


@given(failing_since=MOMENTS, expires_at=MOMENTS, later=SPANS)
def test_failing_later_never_brings_the_email_earlier(
    failing_since: datetime, expires_at: datetime, later: timedelta
) -> None:
    assert fallback_due_at(failing_since, expires_at) <= fallback_due_at(failing_since + later, expires_at)


@pytest.mark.parametrize(
    ("at", "again_at", "asked", "retry_at"),
    [
        (0, 1, None, 1),
        (10, 25, None, 25),
        (20, 50, None, 30),
        (20, 21, 1, 21),
        (20, 30, 10, 30),
        (20, 31, 11, None),
        (20, 80, 60, None),
        (29.5, 30.5, None, 30),
        (29.75, 30.25, None, None),
        (30, 31, None, None),
        (600, 601, None, None),
    ],
)
def test_push_is_tried_last_when_the_email_is_due(
    at: float, again_at: float, asked: float | None, retry_at: float | None
) -> None:
    found = retry_before_fallback(
        NOON + at * MINUTE,
        NOON + again_at * MINUTE,
        None if asked is None else asked * MINUTE,
        NOON + 30 * MINUTE,
    )
    assert found == (None if retry_at is None else NOON + retry_at * MINUTE)


@given(
    attempt=st.integers(1, 20),
    chance=st.floats(0, 1),
    asked=st.none() | st.timedeltas(timedelta(0), timedelta(hours=2)),
    left=st.timedeltas(-timedelta(hours=1), timedelta(hours=1)),
)
def test_retry_keeps_the_pause_and_comes_before_the_email(
    attempt: int, chance: float, asked: timedelta | None, left: timedelta
) -> None:
    again_at = NOON + pause(attempt, chance, asked)
    retry_at = retry_before_fallback(NOON, again_at, asked, NOON + left)
    if retry_at is None:
        assert left < max(FIRST_PAUSE, asked or FIRST_PAUSE)
    else:
        assert NOON + (asked or FIRST_PAUSE / 2) <= retry_at <= min(again_at, NOON + left)
