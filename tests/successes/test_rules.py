"""To whom a success is told, where it stands, when thanks are not asked for."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.successes import rules
from backend.successes.rules import Told

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
DAYS = st.dates(date(1950, 1, 1), date(2100, 1, 1))
MOMENTS = st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("sharing", "together", "told"),
    [
        ("private", False, Told.ME),
        ("private", True, Told.ME),
        ("shared", False, Told.BOTH),
        ("joint", False, Told.NOBODY),
        ("joint", True, Told.BOTH),
    ],
)
def test_joint_one_is_told_to_nobody_until_both_call_it_theirs(
    sharing: str, together: bool, told: Told
) -> None:
    assert rules.told(sharing=sharing, together=together) is told


@pytest.mark.parametrize(
    ("day", "fits"),
    [
        (date(2026, 11, 22), True),
        (date(2026, 11, 23), True),
        (date(2026, 11, 24), False),
        (date(1900, 1, 1), True),
        (date(1899, 12, 31), False),
        (date.min, False),
        (date.max, False),
    ],
)
def test_day_is_today_somewhere_on_earth_or_before(day: date, fits: bool) -> None:
    assert rules.is_a_day(day, NOW) is fits


@given(day=DAYS, written_at=MOMENTS)
def test_it_stands_on_its_own_day(day: date, written_at: datetime) -> None:
    at = rules.stands_at(happened_on=day, written_at=written_at, zone=BERLIN)
    assert at.astimezone(BERLIN).date() == day


def test_what_happened_today_stands_where_it_was_written() -> None:
    assert rules.stands_at(happened_on=NOW.date(), written_at=NOW, zone=BERLIN) == NOW
    before = rules.stands_at(happened_on=NOW.date() - timedelta(days=1), written_at=NOW, zone=BERLIN)
    assert before == datetime(2026, 11, 21, 12, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("understood", "held"), [(None, False), (0, True), (3, True), (4, False), (10, False)]
)
def test_whoever_felt_little_understood_is_not_asked_for_thanks(understood: int | None, held: bool) -> None:
    assert rules.holds_back(understood) is held
