"""Who gets what at every door: one table, tried with both walls, and with each of them alone."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Model, QuerySet
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import DjangoDbBlocker

from backend.accounts.models import Person, Recovery, Session
from backend.core.models import DoneCommand
from backend.notifications.models import CalendarFeed, PushSubscription
from backend.privacy.models import Export, Keepsake
from tests.architecture.world import HER_NAME, WHO, World
from tests.changes import changed_apps, changed_files
from tests.client import Answer
from tests.roles import undone, walls_down
from tests.rotation import part_of

ROOT = "api/v1/"
OWN_VIEW = re.compile(r"backend\.([a-z_]+)\.")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
PARTS = 4
"""One run tries a quarter of all cells, and those of every app that has changed."""
OTHERS = ("signed out", "former", "stranger", "staff")
OWN: tuple[type[Model], ...] = (
    CalendarFeed,
    DoneCommand,
    Export,
    Keepsake,
    PushSubscription,
    Recovery,
    Session,
)
"""Tables of one person, which views filter by who asks."""


def _read() -> dict[str, tuple[str, ...]]:
    lines = (Path(__file__).parent / "access.txt").read_text().splitlines()
    rows = [line.split() for line in lines if not line.startswith("#")]
    return {f"{method} {route}": tuple(cells) for method, route, *cells in rows}


TABLE = _read()


def _routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, here)
        else:
            yield here, getattr(pattern.callback, "view_class", None)


def _views() -> dict[str, str]:
    """Routes of the API as they are, others from the root, and the module of each one's view.

    The one page and what guards it are patterns.
    """
    return {
        f"{verb} {route.removeprefix(ROOT) if route.startswith(ROOT) else '/' + route}": getattr(
            view, "__module__", ""
        )
        for route, view in _routes(get_resolver().url_patterns)
        if not route.startswith("^")
        for verb in METHODS
        if (hasattr(view, verb.lower()) if view else verb == "GET")
    }


def _changed() -> set[str]:
    """Routes of apps that have changed; all of them where the table itself has."""
    files = changed_files()
    if files is None or any(file.startswith("tests/architecture/") for file in files):
        return set(TABLE)
    apps = {route: found[1] for route, view in _views().items() if (found := OWN_VIEW.match(view))}
    changed = changed_apps(files, frozenset(apps.values()))
    return {route for route, app in apps.items() if app in changed}


@cache
def _chosen() -> list[tuple[str, str, str]]:
    """Cells of this run."""
    changed = _changed()
    return part_of(MATRIX, parts=PARTS, always=[cell for cell in MATRIX if cell[2] in changed])


def test_every_route_and_method_is_declared_for_every_visitor() -> None:
    assert set(TABLE) == set(_views())
    assert [cell for cell, row in TABLE.items() if len(row) != len(WHO)] == []


@contextmanager
def _without_filters() -> Iterator[None]:
    """As if every view had forgotten whose rows it shows: the database is the only wall left."""
    plain = QuerySet._filter_or_exclude  # type: ignore[attr-defined]

    def forgetful(self: Any, negate: bool, args: Any, kwargs: dict[str, Any]) -> Any:
        if self.model in OWN:
            kwargs = {name: value for name, value in kwargs.items() if name not in {"person", "person_id"}}
        return plain(self, negate, args, kwargs)

    with pytest.MonkeyPatch.context() as patches:
        patches.setattr(QuerySet, "_filter_or_exclude", forgetful)
        for kind in {type(model._default_manager.all()) for model in apps.get_models()}:
            if hasattr(kind, "visible_to"):
                patches.setattr(kind, "visible_to", lambda self, membership: self.all())
        yield


WALLS: dict[str, tuple[Callable[[], AbstractContextManager[None]], ...]] = {
    "both walls": (),
    "the database alone": (_without_filters,),
    "the app alone": (walls_down,),
}
MATRIX = list(product(WALLS, WHO, TABLE))
"""Each cell as walls, visitor and route."""


@pytest.fixture(scope="module", params=WALLS)
def walls(request: pytest.FixtureRequest, django_db_setup: None) -> Iterator[str]:
    with ExitStack() as gone:
        for wall in WALLS[request.param]:
            gone.enter_context(wall())
        yield request.param


@pytest.fixture(scope="module")
def of_two(walls: str, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Made once for all visitors: what one of them does is undone before the next one comes."""
    with django_db_blocker.unblock(), undone():
        yield World()


@pytest.fixture
def world(of_two: World, who: str, db: None) -> World:
    here = World(alone=True) if who == "invited" else of_two
    return here.visited_by(who)


@pytest.fixture
def _staff(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever Django's own flags would allow, somebody has them."""
    for flag in ("is_staff", "is_superuser"):
        monkeypatch.setattr(Person, flag, True, raising=False)
    monkeypatch.setattr(Person, "has_perm", lambda *_: True, raising=False)


def _told(answer: Answer) -> str:
    code = answer.json().get("code") if answer.get("Content-Type") == "application/problem+json" else ""
    return "none" if code == "no_space" else str(answer.status_code)


def _wrong(world: World, who: str, cells: Iterable[str]) -> dict[str, str]:
    """Cells that answer something else than declared, tell of Ana, or betray that something is there."""
    place, nowhere = WHO.index(who), {name: str(uuid4()) for name in world.ids}
    found = {}
    for cell in cells:
        row = TABLE[cell]
        with transaction.atomic():
            answer = world.tries(cell)
            hidden = "<" in cell and row[place] == "404"
            unknown = world.tries(cell, nowhere) if hidden else answer
            transaction.set_rollback(True)
        if _told(answer) != row[place]:
            found[cell] = f"{_told(answer)} instead of {row[place]}"
        elif (answer.content, dict(answer.headers)) != (unknown.content, dict(unknown.headers)):
            found[cell] = "differs from what is not there"
        elif who in OTHERS and any(word in answer.content.decode(errors="ignore") for word in _hers(world)):
            found[cell] = "tells of Ana"
    return found


def _hers(world: World) -> list[str]:
    return [HER_NAME, world.ana.email, str(world.ana.pk), str(world.space.pk), *world.ids.values()]


@pytest.mark.parametrize("who", WHO)
def test_everybody_gets_what_the_table_says(
    world: World, walls: str, who: str, request: pytest.FixtureRequest
) -> None:
    if who == "staff":
        request.getfixturevalue("_staff")
    cells = [route for kept, visitor, route in _chosen() if (kept, visitor) == (walls, who)]
    assert _wrong(world, who, cells) == {}


@pytest.mark.parametrize("walls", ["the app alone"], indirect=True)
@pytest.mark.parametrize("who", ["stranger"])
def test_without_both_walls_a_stranger_gets_in(world: World) -> None:
    """Else the tests with one of them would prove nothing."""
    with _without_filters():
        found = _wrong(world, "stranger", [cell for cell in TABLE if cell.startswith("GET ")])
    assert {"GET checkins/<uuid:check_in_id>", "GET exports/<uuid:export_id>", "GET timeline"} & set(found)
    assert len(found) >= 5, found
