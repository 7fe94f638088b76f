"""Points of a picture, and which moments are then and now."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.checkins.rules.insights import ABOUT, ENOUGH, YEAR, on_ten, then_and_now, week_by_week

TODAY = date(2026, 11, 25)
DAYS = st.dates(date(2016, 1, 1), TODAY)
PAIRS = st.tuples(st.integers(0, 10), st.integers(0, 10))


@given(st.lists(st.tuples(DAYS, PAIRS)))
def test_a_week_is_one_point_within_what_was_said_in_it(moments: list[tuple[date, tuple[int, int]]]) -> None:
    points = week_by_week(moments)
    assert len(points) == 0 or len(points) >= ENOUGH
    assert [point.on for point in points] == sorted({point.on for point in points})
    for point in points:
        said = [value for on, pair in moments if 0 <= (on - point.on).days < 7 for value in pair]
        assert point.on.weekday() == 0
        assert min(said) <= point.value <= max(said)


@given(st.lists(st.tuples(DAYS, PAIRS)))
def test_whose_value_was_whose_changes_nothing(moments: list[tuple[date, tuple[int, int]]]) -> None:
    assert week_by_week(moments) == week_by_week([(on, pair[::-1]) for on, pair in moments])


def test_every_scale_ends_at_ten() -> None:
    assert [on_ten(value, 1, 5) for value in (1, 3, 5)] == [0, 5, 10]


@given(st.lists(DAYS, unique=True))
def test_then_is_the_first_and_now_the_newest(days: list[date]) -> None:
    found = then_and_now([(on, on) for on in days], TODAY)
    if len(days) < 2:
        assert found is None
        return
    assert found is not None
    then, year_ago, newest = found
    assert (then, newest) == (min(days), max(days))
    between = [on for on in days if on not in (then, newest) and abs(TODAY - YEAR - on) <= ABOUT]
    assert (year_ago is None) == (not between)
    if year_ago:
        assert all(abs(TODAY - YEAR - year_ago) <= abs(TODAY - YEAR - on) for on in between)


def test_just_outside_is_not_a_year_ago() -> None:
    for beside, kept in ((ABOUT, True), (ABOUT + timedelta(days=1), False)):
        days = [TODAY - YEAR * 3, TODAY - YEAR + beside, TODAY]
        found = then_and_now([(on, on) for on in days], TODAY)
        assert found is not None
        assert (found[1] is not None) is kept
