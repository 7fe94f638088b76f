"""Tries are counted one by one in Postgres, also in the same moment, and say nothing about anybody."""

from datetime import timedelta
from threading import Event
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.http import HttpRequest
from pytest_django import Settings
from rest_framework.throttling import SimpleRateThrottle

from backend.accounts.models import Person
from backend.core.api import views
from backend.core.api.http import WRITES, place
from backend.core.clock import now
from backend.core.errors import RateLimited
from backend.core.models import Tries
from backend.core.services import forget_old_tries, spend
from backend.spaces.api.views import TRIES_OF_A_CODE
from backend.spaces.models import Space
from tests.client import Phone
from tests.together import at_once

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
UNKNOWN = {"code": "K7QF2M9DXR"}


@pytest.fixture(autouse=True)
def _nobody_has_tried(db: None) -> None:
    """Whatever other tests have left to be counted."""
    Tries.objects.all().delete()


def _try(subject: str = "ana", name: str = "codes", most: int = 3, per: timedelta = MINUTE) -> str:
    try:
        spend(name=name, subject=subject, most=most, per=per)
    except RateLimited as refusal:
        return f"wait {refusal.wait}"
    return "ok"


def test_one_more_than_most_is_refused_until_the_window_closes(db: None) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        assert [_try() for _ in range(5)] == ["ok"] * 3 + ["wait 60"] * 2
        clock.shift(59)
        assert _try() == "wait 1"
        clock.shift(1)
        assert [_try() for _ in range(4)] == ["ok"] * 3 + ["wait 60"]


def test_trying_on_does_not_make_the_waiting_longer(db: None) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        for _ in range(20):
            _try()
            clock.shift(2)
        assert _try() == "wait 20"


def test_names_subjects_and_windows_are_counted_apart(db: None) -> None:
    tries: list[dict[str, Any]] = [{}, {"name": "letters"}, {"subject": "ben"}, {"per": HOUR}]
    assert [[_try(**one) for _ in range(4)][-1] for one in tries] == ["wait 60"] * 3 + ["wait 3600"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("most", [1, 5, 15])
def test_sixteen_at_once_never_pass_more_than_the_limit(most: int) -> None:
    for turn in range(4):
        results = at_once(*[lambda: _try(f"turn {turn}", most=most)] * 16)  # noqa: B023  (within the turn)
        assert sorted(result == "ok" for result in results) == [False] * (16 - most) + [True] * most


@pytest.mark.django_db(transaction=True)
def test_try_waits_for_the_one_before_it_to_be_written() -> None:
    """Else two that begin before the other ends would both see the same count."""
    counted, go = Event(), Event()

    def first() -> str:
        with transaction.atomic():
            told = _try(most=1)
            counted.set()
            go.wait(0.5)
            return told

    def second() -> str:
        counted.wait(10)
        return _try(most=1)

    assert at_once(first, second) == ["ok", "wait 60"]


def test_row_tells_neither_who_nor_what_nor_when(db: None) -> None:
    _try("ana@example.org", name="codes")
    with connection.cursor() as cursor:
        cursor.execute("select * from core_tries")
        [(key, count, over_at)] = cursor.fetchall()
    assert (len(key), count, over_at > now()) == (32, 1, True)


def test_key_of_a_row_cannot_be_made_without_the_secret(db: None, settings: Settings) -> None:
    _try()
    settings.SECRET_KEY = "another one"
    _try()
    assert Tries.objects.count() == 2


def test_old_counts_are_forgotten(db: None) -> None:
    _try()
    _try(per=HOUR)
    with time_machine.travel(now() + timedelta(minutes=2), tick=False):
        assert forget_old_tries() == 1
        assert Tries.objects.count() == 1


def test_refused_request_has_been_counted(as_cleo: Phone) -> None:
    as_cleo.post("/memberships", UNKNOWN)
    as_cleo.post("/memberships", {})
    assert sorted(Tries.objects.values_list("count", flat=True)) == [2, 2]


def test_codes_cannot_be_tried_out_by_one_person(as_cleo: Phone, as_ben: Phone) -> None:
    answers = [as_cleo.post("/memberships", UNKNOWN) for _ in range(TRIES_OF_A_CODE.most + 1)]
    assert [answer.status_code for answer in answers] == [410] * TRIES_OF_A_CODE.most + [429]
    assert answers[-1].headers["Content-Type"] == "application/problem+json"
    assert answers[-1].json()["code"] == "rate_limited"
    assert 3590 <= int(answers[-1].headers["Retry-After"]) <= 3600
    assert as_ben.post("/memberships", UNKNOWN).status_code == 410


def test_other_device_of_the_same_person_does_not_help(cleo: Person, as_cleo: Phone) -> None:
    for _ in range(TRIES_OF_A_CODE.most):
        as_cleo.post("/memberships", UNKNOWN)
    assert Phone(cleo, ip="203.0.113.9").post("/memberships", UNKNOWN).status_code == 429


CHANGES: list[tuple[str, str, Any]] = [
    ("PATCH", "/me", {"theme": "dark"}),
    ("PATCH", "/space", {"name": "Here"}),
    ("POST", "/checkins", {"template": "daily"}),
    ("PUT", "/push-subscriptions", {}),
    ("DELETE", "/space/invitation", None),
]


def test_changes_of_every_kind_are_counted_together(as_ana: Phone) -> None:
    with time_machine.travel(now(), tick=False):
        for _ in range(WRITES.most):
            as_ana.patch("/me", {"discreet": False})
        one_more = {"Idempotency-Key": "one-more-try"}
        answers = [as_ana.send(method, path, body, **one_more) for method, path, body in CHANGES]
    told = [(answer.status_code, answer.headers.get("Retry-After")) for answer in answers]
    assert told == [(429, "60")] * len(CHANGES)
    assert as_ana.get("/me").status_code == 200, "reading one's own is free"


def test_reading_signed_in_writes_nothing(as_ana: Phone, space: Space) -> None:
    for path in ("/me", "/today", "/timeline", "/csrf", "/templates"):
        as_ana.get(path)
    assert not Tries.objects.exists()


def test_signed_out_looking_is_counted_by_place(signed_out: Phone) -> None:
    signed_out.get("/templates")
    Phone(ip="203.0.113.9").get("/csrf")
    assert list(Tries.objects.values_list("count", flat=True)) == [1, 1]


def _from(remote: str, forwarded: str = "") -> HttpRequest:
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": remote, **({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})}
    return request


@pytest.mark.parametrize("proxies", [0, 1, 2, 3])
@pytest.mark.parametrize(
    "forwarded", ["", "203.0.113.1", "1.2.3.4, 203.0.113.1", "1.2.3.4,5.6.7.8 , 203.0.113.1"]
)
def test_place_is_found_as_rest_framework_finds_it(settings: Settings, proxies: int, forwarded: str) -> None:
    settings.PROXIES = proxies
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": proxies}
    request = _from("10.0.0.1", forwarded)
    theirs = SimpleRateThrottle.get_ident(object.__new__(SimpleRateThrottle), request)  # type: ignore[arg-type]
    assert place(request) == theirs


@pytest.mark.parametrize(
    ("seen", "home"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.1", "203.0.113.1"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_one_home_with_many_addresses_is_one_place(seen: str, home: str) -> None:
    assert place(_from(seen)) == home


def test_each_thing_is_counted_by_its_own_name(db: None) -> None:
    assert [_try(name=name, most=1) for name in ("codes", "pictures", "codes")] == ["ok", "ok", "wait 60"]


def test_a_view_counts_by_the_names_of_its_limits(as_ana: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []
    monkeypatch.setattr(views, "spend", lambda *, name, **_: counted.append(name))
    assert as_ana.patch("/me", {"theme": "dark"}).status_code == 200
    assert counted == [WRITES.name]
