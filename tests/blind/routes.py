"""Every address of the app, read from its resolver, so that a new one joins by itself."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.urls.resolvers import RoutePattern
from rest_framework.permissions import AllowAny

METHODS = ("get", "post", "put", "patch", "delete")
NOBODY = "00000000-0000-4000-8000-000000000000"
ONE_MACHINE_ONLY = "/dev/"
SIGNING_IN = "/_allauth/"


@dataclass(frozen=True)
class Route:
    """An address as it is written down."""

    path: str
    methods: tuple[str, ...]
    is_the_same_for_all: bool
    """Open to the signed-out too, or a step of signing in: nothing of a couple is there."""
    view: Any = None

    @property
    def asks(self) -> frozenset[str]:
        """What may stand behind its ?, but for the mark of a page."""
        return frozenset(getattr(self.view, "asks", ())) - {"cursor"}

    @property
    def wants_an_id(self) -> bool:
        return "<" in self.path

    @property
    def collection(self) -> str:
        """`/schedules` of `/schedules/<id>`."""
        return self.path.partition("/<")[0]

    @property
    def resource(self) -> str:
        """`/checkins/<id>` of `/checkins/<id>/sending`."""
        head, sign, _ = self.path.partition(">")
        return head + sign

    @property
    def first_id(self) -> str:
        """`<uuid:schedule_id>` of `/schedules/<uuid:schedule_id>/rests`."""
        _, sign, rest = self.path.partition("<")
        return sign + "".join(rest.partition(">")[:2])

    def at(self, row: str, known: Mapping[str, str] | None = None) -> str:
        """With this row; what else the address asks for is `known` by its place, or nobody's."""
        path = self.path.replace(self.first_id, row, 1) if self.first_id else self.path
        return re.sub("<[^>]+>", lambda place: (known or {}).get(place[0], NOBODY), path)


@cache
def routes() -> tuple[Route, ...]:
    """All that answer. Regular expressions are left out: they are the web app's one page, and refusals."""
    return tuple(
        _route(path, pattern)
        for path, pattern in _patterns(get_resolver().url_patterns, "/")
        if isinstance(pattern.pattern, RoutePattern)
        and not path.startswith(ONE_MACHINE_ONLY)
        and _is_reached(path, pattern)
    )


def looked_at() -> list[Route]:
    return [route for route in routes() if "get" in route.methods]


def _patterns(patterns: list[Any], before: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns, path)
        else:
            yield path, pattern


def _is_reached(path: str, pattern: URLPattern) -> bool:
    """Another one in front of it may answer instead."""
    converters = pattern.pattern.converters
    filled_in = [f"<{kind}:{name}>" in path for name in converters for kind in ("uuid", "str", "slug")]
    assert sum(filled_in) == len(converters), f"{path}: only ids, names and secrets can be filled in"
    sample = Route(path, (), True).at(NOBODY) if converters else path
    return bool(resolve(sample).func == pattern.callback)


def _route(path: str, pattern: URLPattern) -> Route:
    callback: Any = pattern.callback
    view = getattr(callback, "cls", None) or getattr(callback, "view_class", None)
    methods = tuple(method for method in METHODS if hasattr(view, method)) if view else ("get",)
    allowed = getattr(view, "permission_classes", None)
    for_all = view is None or allowed in ([], [AllowAny]) or path.startswith(SIGNING_IN)
    return Route(path, methods, for_all, view)
