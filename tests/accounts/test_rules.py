"""Times and names, without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.accounts import rules

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        (
            "Mozilla/5.0 (Linux; Android 15) SamsungBrowser/28 Chrome/130 Safari/537",
            "Samsung Internet on Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/18 Safari/604.1",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) CriOS/140 Safari/604.1", "Chrome on iPad"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18 Safari/605.1", "Safari on Mac"),
        ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/140 Safari/537", "Chrome on Chromebook"),
        ("something on Linux", "Linux"),
        ("", ""),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_phone_is_called_by_what_it_says(said: str, name: str) -> None:
    assert rules.device(said) == name


@pytest.mark.parametrize(("seconds", "fresh"), [(0, True), (299, True), (300, False), (301, False)])
def test_proof_is_fresh_for_five_minutes(seconds: int, fresh: bool) -> None:
    until = rules.fresh_until(NOON, NOON + timedelta(seconds=seconds))
    assert until == (NOON + timedelta(minutes=5) if fresh else None)


def test_without_a_proof_nothing_is_fresh() -> None:
    assert rules.fresh_until(None, NOON) is None


@pytest.mark.parametrize(
    ("minutes", "tries", "works"), [(0, 0, True), (14, 2, True), (15, 0, False), (0, 3, False)]
)
def test_code_ends_by_time_and_by_tries(minutes: int, tries: int, works: bool) -> None:
    at = NOON + timedelta(minutes=minutes)
    assert rules.code_still_works(sent_at=NOON, tries=tries, now=at) is works


@pytest.mark.parametrize(
    ("wait", "over"),
    [
        (timedelta(seconds=-1), False),
        (timedelta(0), True),
        (timedelta(days=4, seconds=-1), True),
        (timedelta(days=4), False),
    ],
)
def test_wait_is_over_for_some_days(wait: timedelta, over: bool) -> None:
    assert rules.wait_is_over(NOON, NOON + wait) is over
