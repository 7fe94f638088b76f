"""The day of a promise, wherever its author is and however the clocks are changed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from backend.successes.rules.promise import FARTHEST, end_of, is_near, is_still_shown, morning_of

BERLIN = "Europe/Berlin"
DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))
ZONES = st.sampled_from([BERLIN, "Asia/Kathmandu", "America/Sao_Paulo", "Pacific/Apia", "Africa/Cairo"])


def test_today_is_near_and_yesterday_is_not() -> None:
    late = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
    assert is_near(date(2026, 11, 26), late, BERLIN), "it is past midnight there"
    assert not is_near(date(2026, 11, 25), late, BERLIN)
    assert is_near(date(2026, 11, 25), late, "Europe/Lisbon")


def test_a_year_ahead_is_near_and_more_is_not() -> None:
    noon = datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert is_near(noon.date() + FARTHEST, noon, BERLIN)
    assert not is_near(noon.date() + FARTHEST + timedelta(days=1), noon, BERLIN)


@given(DAYS, ZONES)
def test_the_morning_is_nine_where_its_author_is(day: date, zone: str) -> None:
    morning = morning_of(day, zone).astimezone(ZoneInfo(zone))
    # Samoa left out 30 December 2011; no zone here leaves out a morning since 2020.
    assert (morning.date(), morning.hour, morning.minute) == (day, 9, 0)


@given(DAYS, ZONES)
def test_the_day_is_over_after_its_morning_and_before_the_next(day: date, zone: str) -> None:
    assert morning_of(day, zone) < end_of(day, zone) < morning_of(day + timedelta(days=1), zone)


def test_what_was_only_said_fades_after_a_month_or_a_week_after_its_day() -> None:
    said = date(2026, 11, 1)
    assert is_still_shown(said, None, date(2026, 12, 1))
    assert not is_still_shown(said, None, date(2026, 12, 2))
    assert is_still_shown(said, date(2027, 1, 10), date(2027, 1, 17))
    assert not is_still_shown(said, date(2027, 1, 10), date(2027, 1, 18))
    assert is_still_shown(said, date(2026, 11, 2), date(2026, 11, 30)), "its day may have been the next"
