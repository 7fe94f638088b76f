"""Quiet hours in every zone, patience, and what may be called or read."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backend.notifications import rules
from backend.notifications.rules import QuietHours, Standing, outside_quiet, when_to_send

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NIGHT = QuietHours("Europe/Berlin", time(21), time(8))
NEVER = QuietHours("Europe/Berlin", time(8), time(8))
ZONES = st.sampled_from(sorted(available_timezones()))
MOMENTS = st.datetimes(datetime(2005, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
CLOCKS = st.times().map(lambda at: at.replace(second=0, microsecond=0))
QUIET = st.builds(QuietHours, zone=ZONES, begin=CLOCKS, end=CLOCKS)


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Berlin"))


@given(at=MOMENTS, quiet=QUIET)
@settings(max_examples=1000)
@example(datetime(2019, 3, 30, 1, 1, tzinfo=UTC), QuietHours("Europe/Vaduz", time(2, 1), time(2)))
@example(datetime(2011, 12, 30, 8, tzinfo=UTC), QuietHours("Pacific/Apia", time(21), time(8)))
@example(datetime(2026, 10, 25, 0, 40, tzinfo=UTC), QuietHours("Europe/Berlin", time(21), time(2, 30)))
@example(datetime(2026, 10, 25, 1, 10, tzinfo=UTC), QuietHours("Europe/Berlin", time(21), time(2, 30)))
@example(datetime(2026, 3, 29, 0, 10, tzinfo=UTC), QuietHours("Europe/Berlin", time(21), time(2, 30)))
def test_a_moment_outside_quiet_hours_is_found_within_two_days(at: datetime, quiet: QuietHours) -> None:
    found = outside_quiet(at, quiet)
    assert at <= found <= at + 2 * DAY + HOUR
    assert not quiet.cover(found)
    assert found == at or quiet.cover(at)
    assert outside_quiet(found, quiet) == found


@pytest.mark.parametrize(
    ("at", "found"),
    [
        ("2026-06-01T20:59", "2026-06-01T20:59"),
        ("2026-06-01T21:00", "2026-06-02T08:00"),
        ("2026-06-02T03:00", "2026-06-02T08:00"),
        ("2026-06-02T08:00", "2026-06-02T08:00"),
        ("2026-03-28T22:00", "2026-03-29T08:00"),
        ("2026-10-24T22:00", "2026-10-25T08:00"),
    ],
)
def test_a_night_ends_in_the_morning(at: str, found: str) -> None:
    assert outside_quiet(berlin(at), NIGHT) == berlin(found)


def test_quiet_hours_may_lie_within_a_day() -> None:
    siesta = QuietHours("Europe/Berlin", time(13), time(15))
    assert outside_quiet(berlin("2026-06-01T14:00"), siesta) == berlin("2026-06-01T15:00")
    assert outside_quiet(berlin("2026-06-01T22:00"), siesta) == berlin("2026-06-01T22:00")


@given(at=MOMENTS)
def test_equal_times_mean_no_quiet_hours(at: datetime) -> None:
    assert outside_quiet(at, NEVER) == at


def standing(
    *,
    wanted: bool = True,
    expires_at: datetime = NOON + DAY,
    space_quiet_until: datetime | None = None,
    quiet: QuietHours = NIGHT,
) -> Standing:
    return Standing(wanted, expires_at, space_quiet_until, quiet)


@pytest.mark.parametrize(
    ("held", "moment"),
    [
        (standing(), NOON),
        (standing(wanted=False), None),
        (standing(expires_at=NOON), None),
        (standing(space_quiet_until=NOON - HOUR), NOON),
        (standing(space_quiet_until=NOON + HOUR), NOON + HOUR),
        (standing(space_quiet_until=NOON + 10 * HOUR), NOON + 18 * HOUR),
        (standing(space_quiet_until=NOON + 2 * DAY), None),
        (standing(quiet=QuietHours("UTC", time(11), time(13))), NOON + HOUR),
        (standing(quiet=QuietHours("UTC", time(11), time(13)), expires_at=NOON + HOUR), None),
    ],
)
def test_it_is_sent_now_later_or_never(held: Standing, moment: datetime | None) -> None:
    assert when_to_send(held, NOON) == moment


@given(attempt=st.integers(1, 30_000), chance=st.floats(0, 1))
def test_a_pause_grows_to_an_hour_and_is_spread(attempt: int, chance: float) -> None:
    pause = rules.pause(attempt, chance)
    assert timedelta(seconds=15) <= pause <= HOUR
    assert pause <= rules.pause(attempt + 1, 1)
    assert rules.pause(attempt, 0) * 2 == rules.pause(attempt, 1)


def test_a_pause_is_never_shorter_than_asked_for() -> None:
    assert rules.pause(1, 0, DAY) == DAY
    assert rules.pause(1, 0, timedelta(0)) == timedelta(seconds=15)


def test_patience_ends_after_a_day() -> None:
    assert not rules.gives_up(NOON, NOON + DAY)
    assert rules.gives_up(NOON, NOON + DAY + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("header", "pause"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("120", timedelta(minutes=2)),
        ("²", None),
        ("-5", None),
        ("9" * 400, 2 * DAY),
        ("Mon, 01 Jun 2026 12:05:00 GMT", timedelta(minutes=5)),
        ("Mon, 01 Jun 2026 11:00:00 GMT", timedelta(0)),
        ("Mon, 99 Jun 2026 11:00:00 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, pause: timedelta | None) -> None:
    assert rules.asked_pause(header, NOON) == pause


@given(header=st.text())
def test_any_retry_after_can_be_met(header: str) -> None:
    rules.asked_pause(header, NOON)


HOSTS = ["fcm.googleapis.com", ".push.apple.com"]


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:DEF-_",
        "https://web.push.apple.com/QABC",
        "https://a.b.push.apple.com/",
    ],
)
def test_a_listed_push_service_may_be_called(endpoint: str) -> None:
    assert rules.is_push_service(endpoint, HOSTS, local=False)


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "fcm.googleapis.com/x",
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evilfcm.googleapis.com/x",
        "https://push.apple.com/x",
        "https://evilpush.apple.com/x",
        "https://fcm.googleapis.com@evil.example/x",
        "https://evil.example/https://fcm.googleapis.com/",
        "https://evil.example\\.push.apple.com/x",
        "https://evil.example/\\.push.apple.com/x",
        "https://evil.example#.push.apple.com/x",
        "https://evil.example?.push.apple.com/x",
        "https://169.254.169.254/latest",
        "https://[::1]/x",
        "https://FCM.googleapis.com/x",
        "https://fcm.googleapis.com/a b",
        "https://fcm.googleapis.com/x\nHost: evil",
        "https://fcm.googleapis.com/x\n",
        "file:///etc/passwd",
    ],
)
def test_no_other_address_may_be_called(endpoint: str) -> None:
    assert not rules.is_push_service(endpoint, HOSTS, local=False)


def test_one_machine_may_call_itself_but_only_listed_hosts() -> None:
    assert rules.is_push_service("http://127.0.0.1:8001/x", ["127.0.0.1"], local=True)
    assert not rules.is_push_service("http://127.0.0.1:8001/x", ["127.0.0.1"], local=False)
    assert not rules.is_push_service("http://127.0.0.1:8001/x", HOSTS, local=True)


@pytest.mark.parametrize("discreet", [True, False])
def test_words_outside_say_nothing_of_what_is_inside(discreet: bool) -> None:
    words = rules.words(discreet=discreet)
    told = f"{words.title} {words.body}".lower()
    assert ("toward" in told) is not discreet
    for word in (
        "partner",
        "ana",
        "ben",
        "check-in",
        "answer",
        "wait",
        "miss",
        "love",
        "relationship",
        "couple",
    ):
        assert word not in told


def test_words_outside_are_these() -> None:
    assert rules.words(discreet=True) == rules.Words("A reminder", "You asked to be reminded.")
    there = "There is something here for when you have a quiet moment."
    assert rules.words(discreet=False) == rules.Words("Toward", there)


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [("12:59", False), ("13:00", True), ("14:59", True), ("15:00", False), ("22:00", False)],
)
def test_hours_within_a_day_begin_with_their_first_minute(clock: str, quiet: bool) -> None:
    at = datetime.fromisoformat(f"2026-06-01T{clock}").replace(tzinfo=ZoneInfo("Europe/Berlin"))
    assert QuietHours("Europe/Berlin", time(13), time(15)).cover(at) is quiet
    assert not NEVER.cover(at)


def test_hours_are_those_of_the_persons_zone() -> None:
    assert NIGHT.cover(datetime(2026, 6, 1, 20, 30, tzinfo=UTC))
    assert not NIGHT.cover(datetime(2026, 6, 1, 6, 30, tzinfo=UTC))


def test_hours_that_end_twice_end_the_first_time() -> None:
    night = QuietHours("Europe/Berlin", time(21), time(2, 30))
    midnight = datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert outside_quiet(midnight, night) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("said", ["Mon, 01 Jun 2026 14:10:00 +0200", "Mon, 01 Jun 2026 12:10:00 -0000"])
def test_asked_pause_may_be_a_date_of_any_zone_or_none(said: str) -> None:
    assert rules.asked_pause(said, NOON) == timedelta(minutes=10)
