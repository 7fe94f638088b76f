"""When another side is left alone, when a second reminder comes, and when reminders become fewer."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.notifications.rules import Brake, Verdict, earliest_again, is_halved, once_more_at, verdict
from backend.notifications.rules.trying import (
    FAULTS_IN_A_ROW,
    FIRST_BRAKE,
    GIVES_UP_AFTER,
    LONGEST_BRAKE,
    LONGEST_SPREAD,
    ONE_ASKS,
)

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
ONE, OTHER = UUID(int=1), UUID(int=2)


def test_who_works_is_never_held() -> None:
    fresh = Brake()
    assert fresh.holds(0) == 0
    assert fresh.asking(5) == fresh


def test_a_pause_that_is_asked_for_is_kept_and_then_one_asks() -> None:
    held = Brake().pressed(100, 60 * SECOND)
    assert (held.holds(100), held.holds(159), held.holds(160)) == (60, 1, 0)
    asking = held.asking(160)
    assert asking.holds(160) == ONE_ASKS.total_seconds()
    assert asking.holds(160 + ONE_ASKS.total_seconds()) == 0, "who asked may have been killed"


def test_without_one_pauses_double_up_to_a_limit() -> None:
    held, at, pauses = Brake(), 0.0, []
    for _ in range(6):
        held = held.pressed(at)
        pauses.append(held.holds(at))
        at += held.holds(at)
    assert pauses == [2, 4, 8, 10, 10, 10]
    assert (pauses[0], pauses[-1]) == (FIRST_BRAKE.total_seconds(), LONGEST_BRAKE.total_seconds())


def test_nobody_is_left_alone_for_longer_than_one_is_tried() -> None:
    assert Brake().pressed(0, timedelta(days=400)).holds(0) == GIVES_UP_AFTER.total_seconds()


def test_a_shorter_pause_does_not_end_a_longer_one() -> None:
    assert Brake().pressed(0, HOUR).pressed(1, SECOND).holds(1) == 3599


def test_a_few_faults_in_a_row_are_as_good_as_being_asked() -> None:
    held = Brake()
    for number in range(1, FAULTS_IN_A_ROW):
        held = held.faltered(number)
        assert held.holds(number) == 0
    held = held.faltered(FAULTS_IN_A_ROW)
    assert held.holds(FAULTS_IN_A_ROW) > 0
    later = held.asking(100).faltered(101)
    assert later.holds(101) > FIRST_BRAKE.total_seconds(), "after a pause each one is"


@given(chance=st.floats(0, 1), after=st.floats(0, 10_000))
def test_what_is_held_comes_back_the_further_apart_the_longer_it_lasted(chance: float, after: float) -> None:
    held = Brake().pressed(0).pressed(after)
    wait = held.hold_for(after, chance).total_seconds()
    assert held.holds(after) <= wait <= held.holds(after) + min(after, LONGEST_SPREAD.total_seconds()) + 1e-6


@pytest.mark.parametrize(
    ("first", "opens", "hours"), [(0, 0, 20), (0, 24, 44), (10, 0, 30)], ids=["at its time", "ahead", "late"]
)
def test_a_second_comes_twenty_hours_after_the_first_and_the_opening(
    first: int, opens: int, hours: int
) -> None:
    assert once_more_at(NOON + first * HOUR, NOON + opens * HOUR) == NOON + hours * HOUR


@pytest.mark.parametrize(
    ("went_out", "still_to_come", "hours"),
    [(None, False, 0), (-19, False, 1), (-20, False, 0), (-30, False, 0), (None, True, 20), (-30, True, 20)],
)
def test_a_second_counts_from_when_the_first_really_went_out(
    went_out: int | None, still_to_come: bool, hours: int
) -> None:
    before = None if went_out is None else NOON + went_out * HOUR
    assert earliest_again(NOON, before, still_to_come=still_to_come) == NOON + hours * HOUR


@pytest.mark.parametrize(
    ("unanswered", "passed_for", "found"),
    [
        (0, None, Verdict.SEND),
        (1, None, Verdict.SEND),
        (2, None, Verdict.PASS),
        (2, ONE, Verdict.PASS),
        (2, OTHER, Verdict.SEND),
        (3, None, Verdict.PASS),
        (3, OTHER, Verdict.SEND),
        (4, None, Verdict.OFF),
        (9, OTHER, Verdict.OFF),
    ],
)
def test_two_halve_them_and_four_turn_them_off(
    unanswered: int, passed_for: UUID | None, found: Verdict
) -> None:
    assert verdict(unanswered, passed_for, ONE) is found
    assert is_halved(unanswered) is (unanswered in {2, 3})


@given(st.floats(0, 1e9), st.floats(0, 1))
def test_whoever_was_never_in_trouble_is_not_put_off_for_long(at: float, chance: float) -> None:
    """One answer is late, and nothing was learnt yet: there is no trouble to spread."""
    assert Brake().hold_for(at, chance) == timedelta(0)
    assert Brake().faltered(at).hold_for(at, chance) == timedelta(0)
