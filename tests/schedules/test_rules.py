"""What a local time means, in examples one can look up, and what is refused."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from backend.schedules import rules
from backend.schedules.rules import BadRepeat, Kind, Repeat, instant, next_due, upcoming
from tests.schedules.repeats import DAY, SECOND, wall


@pytest.mark.parametrize(
    ("day", "at", "zone", "expected"),
    [
        (date(2026, 3, 29), time(2, 30), "Europe/Berlin", "2026-03-29T03:00:00+02:00"),
        (date(2026, 10, 25), time(2, 30), "Europe/Berlin", "2026-10-25T02:30:00+02:00"),
        (date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe", "2026-10-04T02:30:00+11:00"),
        (date(2026, 4, 24), time(0, 30), "Africa/Cairo", "2026-04-24T01:00:00+03:00"),
        (date(2026, 3, 29), time(1, 30), "Antarctica/Troll", "2026-03-29T03:00:00+02:00"),
        (date(2026, 2, 15), time(2, 30), "Africa/Casablanca", "2026-02-15T02:30:00+01:00"),
        (date(2011, 12, 30), time(20), "Pacific/Apia", "2011-12-31T00:00:00+14:00"),
        (date(1993, 8, 21), time(20), "Pacific/Kwajalein", "1993-08-22T00:00:00+12:00"),
        (date(2026, 6, 1), time(20), "Asia/Kathmandu", "2026-06-01T20:00:00+05:45"),
    ],
)
def test_a_local_time_is_this_instant(day: date, at: time, zone: str, expected: str) -> None:
    assert instant(day, at, zone) == datetime.fromisoformat(expected)


def test_a_day_the_clocks_leave_out_still_has_its_turn() -> None:
    fridays = Repeat(kind=Kind.WEEKLY, at=time(20), zone="Pacific/Apia", days=(4,))
    [(day, moment)] = upcoming(fridays, datetime(2011, 12, 29, 12, tzinfo=UTC), 1)
    assert day == date(2011, 12, 30)
    assert wall(moment, "Pacific/Apia") == datetime(2011, 12, 31)  # noqa: DTZ001


def test_two_days_that_begin_at_one_moment_come_round_once() -> None:
    midnights = Repeat(kind=Kind.DAILY, at=time(0), zone="Pacific/Apia")
    found = upcoming(midnights, datetime(2011, 12, 29, 11, tzinfo=UTC), 3)
    assert [day.day for day, _ in found] == [30, 1, 2]


def test_the_31st_falls_on_the_last_day_of_shorter_months() -> None:
    monthly = Repeat(kind=Kind.MONTHLY, at=time(20), zone="Europe/Berlin", day_of_month=31)
    found = upcoming(monthly, datetime(2028, 1, 1, tzinfo=UTC), 4)
    assert [str(day) for day, _ in found] == ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]


def test_what_is_due_now_is_not_the_next_one() -> None:
    daily = Repeat(kind=Kind.DAILY, at=time(20), zone="UTC")
    moment = datetime(2026, 6, 1, 20, tzinfo=UTC)
    assert next_due(daily, moment) == (date(2026, 6, 2), moment + DAY)
    assert next_due(daily, moment - SECOND) == (date(2026, 6, 1), moment)


START: dict[str, Any] = {"starts_on": date(2026, 11, 29)}
MONTHLY: dict[str, Any] = {"kind": Kind.MONTHLY}


@pytest.mark.parametrize(
    ("parts", "refusal"),
    [
        ({"kind": Kind.WEEKLY}, rules.NoDays),
        ({"kind": Kind.WEEKLY, "days": (1, 1)}, rules.NoSuchDay),
        ({"kind": Kind.WEEKLY, "days": (7,)}, rules.NoSuchDay),
        (MONTHLY, rules.NoSuchDayOfMonth),
        ({**MONTHLY, "day_of_month": 32}, rules.NoSuchDayOfMonth),
        ({**MONTHLY, "day_of_month": 1, "nth": 1, "days": (6,)}, rules.DayAndNth),
        ({**MONTHLY, "nth": 5, "days": (6,)}, rules.NoSuchNth),
        ({**MONTHLY, "nth": 0, "days": (6,)}, rules.NoSuchNth),
        ({**MONTHLY, "nth": -2, "days": (6,)}, rules.NoSuchNth),
        ({**MONTHLY, "nth": 1}, rules.NoDays),
        ({**MONTHLY, "nth": 1, "days": (7,)}, rules.NoSuchDay),
        ({**MONTHLY, "nth": 1, "days": (5, 6)}, rules.NotOneDay),
        ({"kind": Kind.ONCE}, rules.NoStart),
        ({"kind": Kind.DAILY, "every": 2}, rules.NoStart),
        ({"kind": Kind.DAILY, "every": 0}, rules.NoSuchInterval),
        ({"kind": Kind.ONCE, "every": 2, **START}, rules.NoSuchInterval),
        ({"kind": Kind.DAILY, "every": rules.MOST_DAYS_APART + 1, **START}, rules.NoSuchInterval),
        (
            {"kind": Kind.WEEKLY, "days": (6,), "every": rules.MOST_WEEKS_APART + 1, **START},
            rules.NoSuchInterval,
        ),
        ({**MONTHLY, "day_of_month": 1, "every": rules.MOST_MONTHS_APART + 1, **START}, rules.NoSuchInterval),
        ({"kind": Kind.ONCE, "starts_on": date(rules.FIRST_YEAR - 1, 12, 31)}, rules.NoSuchStart),
        ({"kind": Kind.ONCE, "starts_on": date(rules.LAST_YEAR + 1, 1, 1)}, rules.NoSuchStart),
        ({"kind": Kind.DAILY, "zone": "Europe/Atlantis"}, rules.NoSuchZone),
        ({"kind": Kind.DAILY, "zone": "../etc/passwd"}, rules.NoSuchZone),
    ],
)
def test_a_repeat_that_never_comes_is_refused_by_name(
    parts: dict[str, Any], refusal: type[BadRepeat]
) -> None:
    with pytest.raises(BadRepeat) as refused:
        Repeat(**{"at": time(20), "zone": "Europe/Berlin", **parts})
    assert type(refused.value) is refusal
    assert refused.value.field in {"days", "day_of_month", "nth", "every", "starts_on", "time_zone"}
    assert refused.value.detail.endswith(".")


@pytest.mark.parametrize(
    ("kind", "most"), [(kind, most) for kind, most in rules.MOST_APART.items() if kind != Kind.ONCE]
)
def test_the_longest_interval_is_allowed(kind: Kind, most: int) -> None:
    needs: dict[Kind, Any] = {Kind.WEEKLY: {"days": (6,)}, Kind.MONTHLY: {"day_of_month": 1}}
    longest = Repeat(kind=kind, at=time(20), zone="UTC", every=most, **START, **needs.get(kind, {}))
    one, other = upcoming(longest, datetime(2026, 11, 29, tzinfo=UTC), 2)
    assert other[1] - one[1] >= 30 * DAY
