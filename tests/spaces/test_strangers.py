"""Who is not in a space reaches nothing of it, by no route. A route that is not in the table fails."""

from datetime import timedelta
from enum import Enum
from typing import Any
from uuid import uuid4

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from backend.accounts.models import Person, Session
from backend.checkins.models import CheckIn, Question, Template
from backend.checkins.rules.values import Kind
from backend.core.clock import now
from backend.notifications.models import PushSubscription
from backend.privacy.models import Export, Keepsake
from backend.schedules.models import Schedule
from tests.client import API, Phone

ROOT = "api/v1/"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


class Open(Enum):
    """For whom a route is."""

    EVERYBODY = "the same for all, and nobody's words"
    SIGNED_IN = "one's own things, without an id in the address"
    CONFIRMED = "a row of one's own, after a fresh proof: tried beside the app it belongs to"
    OWNER = "a row of a space or a person: whoever is not theirs gets 404"


TABLE = {
    "csrf": Open.EVERYBODY,
    "schema": Open.EVERYBODY,
    "docs": Open.EVERYBODY,
    "templates": Open.EVERYBODY,
    "invitation-previews": Open.EVERYBODY,
    "me": Open.SIGNED_IN,
    "confirmation": Open.SIGNED_IN,
    "confirmation-codes": Open.SIGNED_IN,
    "confirmations": Open.SIGNED_IN,
    "recoveries": Open.EVERYBODY,
    "me/recovery": Open.SIGNED_IN,
    "address-changes": Open.SIGNED_IN,
    "addresses": Open.SIGNED_IN,
    "sessions": Open.SIGNED_IN,
    "space": Open.SIGNED_IN,
    "space/invitation": Open.SIGNED_IN,
    "memberships": Open.SIGNED_IN,
    "timeline": Open.SIGNED_IN,
    "today": Open.SIGNED_IN,
    "schedules": Open.SIGNED_IN,
    "checkins": Open.SIGNED_IN,
    "push-key": Open.SIGNED_IN,
    "push-subscriptions": Open.SIGNED_IN,
    "sessions/<uuid:session_id>": Open.CONFIRMED,
    "schedules/<uuid:schedule_id>": Open.OWNER,
    "push-subscriptions/<uuid:subscription_id>": Open.OWNER,
    "checkins/<uuid:check_in_id>": Open.OWNER,
    "checkins/<uuid:check_in_id>/sending": Open.OWNER,
    "checkins/<uuid:check_in_id>/deferral": Open.OWNER,
    "exports": Open.SIGNED_IN,
    "exports/<uuid:export_id>": Open.OWNER,
    "exports/<uuid:export_id>/file": Open.CONFIRMED,
    "imports": Open.SIGNED_IN,
    "kept": Open.SIGNED_IN,
    "kept/<uuid:kept_id>": Open.OWNER,
    "erasure": Open.SIGNED_IN,
}
BODIES = {
    "checkins/<uuid:check_in_id>/deferral": {"reason": "skipped"},
    "schedules/<uuid:schedule_id>": {"paused": True},
}


def _body(route: str) -> Any:
    if route.endswith("/sending"):
        question = Question.objects.filter(template__slug="daily", kind=Kind.SCALE).latest(
            "template__version"
        )
        return {"answers": [{"question": str(question.pk), "value": 5, "shared": True}]}
    return BODIES.get(route)


def _routes(patterns: list[URLPattern | URLResolver], before: str = "") -> dict[str, URLPattern]:
    found: dict[str, URLPattern] = {}
    for pattern in patterns:
        here = before + str(pattern.pattern)
        found |= _routes(pattern.url_patterns, here) if isinstance(pattern, URLResolver) else {here: pattern}
    return found


ROUTES = {
    name.removeprefix(ROOT): p
    for name, p in _routes(get_resolver().url_patterns).items()
    if name.startswith(ROOT)
}


def _methods(route: str) -> list[str]:
    view = ROUTES[route].callback.view_class  # type: ignore[attr-defined]
    return [method for method in METHODS if hasattr(view, method.lower())]


def _for(*kinds: Open) -> list[tuple[str, str]]:
    return [(route, method) for route, kind in TABLE.items() if kind in kinds for method in _methods(route)]


@pytest.fixture
def address(as_ana: Phone, ana: Person) -> dict[str, str]:
    """Ids of what is Ana's and Ben's, by the name they have in an address."""
    check_in = as_ana.post("/checkins", {"template": "daily"}).json()["id"]
    rhythm = {
        "template": "weekly",
        "repeat": "weekly",
        "days": [6],
        "at": "20:00",
        "time_zone": "Europe/Berlin",
    }
    schedule = as_ana.post("/schedules", rhythm).json()["id"]
    subscription = PushSubscription(person=ana, endpoint_hash=b"h" * 32)
    subscription.seal(endpoint="https://push.example.org/1")
    subscription.save()
    export = Export.objects.create(person=ana, of=6, expires_at=now() + timedelta(days=1))
    kept = Keepsake(person=ana, template=Template.objects.all()[0], source_id=uuid4(), opened_on="2026-11-22")
    kept.seal(words='{"revealed_on": null, "answers": [], "told": []}')
    kept.save()
    return {
        "<uuid:export_id>": str(export.pk),
        "<uuid:kept_id>": str(kept.pk),
        "<uuid:session_id>": str(Session.objects.filter(person=ana).latest("created_at").pk),
        "<uuid:check_in_id>": check_in,
        "<uuid:schedule_id>": schedule,
        "<uuid:subscription_id>": str(subscription.pk),
    }


def _filled(route: str, ids: dict[str, str]) -> str:
    for name, value in ids.items():
        route = route.replace(name, value)
    return f"/{route}"


def _rows() -> list[object]:
    tables = (CheckIn, Schedule, PushSubscription)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_every_route_is_declared() -> None:
    assert set(ROUTES) == set(TABLE)


def test_every_method_of_every_route_is_tried() -> None:
    tried = set(_for(*Open))
    assert ("space", "PATCH") in tried
    assert ("checkins/<uuid:check_in_id>/sending", "DELETE") in tried
    assert len(tried) >= len(TABLE)


@pytest.mark.parametrize(("route", "method"), _for(Open.SIGNED_IN, Open.CONFIRMED, Open.OWNER))
def test_signed_out_visitor_gets_401_everywhere(address: dict[str, str], route: str, method: str) -> None:
    before = _rows()
    answer = Phone().send(method, _filled(route, address), _body(route), **{"Idempotency-Key": "k" * 8})
    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")
    assert _rows() == before


@pytest.mark.parametrize(("route", "method"), _for(Open.OWNER))
def test_stranger_gets_404_and_changes_nothing(
    as_cleo: Phone, address: dict[str, str], route: str, method: str
) -> None:
    before = _rows()
    path, body = _filled(route, address), _body(route)
    answer = as_cleo.send(method, path, body, **{"Idempotency-Key": "k" * 8})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    nowhere = _filled(route, dict.fromkeys(address, str(uuid4())))
    unknown = as_cleo.send(method, nowhere, body, **{"Idempotency-Key": "u" * 8})
    assert (unknown.status_code, unknown.content) == (404, answer.content)
    assert _rows() == before


@pytest.mark.parametrize(("route", "method"), _for(Open.OWNER))
def test_its_owner_gets_in_by_the_same_route(
    as_ana: Phone, address: dict[str, str], route: str, method: str
) -> None:
    """Else the refusals above would prove nothing."""
    answer = as_ana.send(method, _filled(route, address), _body(route), **{"Idempotency-Key": "k" * 8})
    assert answer.status_code in {200, 201, 204, 409}, answer.content


@pytest.mark.parametrize("route", [route for route, kind in TABLE.items() if kind is not Open.OWNER])
def test_stranger_reads_nothing_of_theirs(
    as_cleo: Phone, ana: Person, ben: Person, address: dict[str, str], route: str
) -> None:
    if "GET" not in _methods(route):
        return
    answer = as_cleo.get(f"/{route}")
    theirs = ["The lighthouse", str(ana.pk), str(ben.pk), ana.email, ben.email, *address.values()]
    assert answer.status_code in {200, 404}
    assert not [word for word in theirs if word in answer.content.decode()]


@pytest.mark.parametrize("route", ["csrf", "schema", "docs", "templates"])
def test_what_is_for_everybody_needs_no_session(signed_out: Phone, route: str) -> None:
    assert signed_out.http.get(f"{API}/{route}").status_code == 200


def test_somebody_without_a_space_is_told_so_and_no_more(ana: Person, ben: Person) -> None:
    phone = Phone(ben)
    for path in ("/today", "/timeline", "/schedules", f"/checkins/{uuid4()}"):
        answer = phone.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "no_space")
