"""What must be true before anything is served: tables, views and tasks have a scope, and the walls stand."""

from collections.abc import Iterator, Sequence
from typing import Any

from celery import current_app
from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.urls import URLPattern, URLResolver, get_resolver

from backend.core.walls import Wall, declared, mark, standing

API = "api/"


@register(Tags.security)
def every_table_has_a_wall(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    return [
        Error(
            f"{table} has no wall.",
            hint="Declare `wall`, or Open with a reason.",
            id="toward.E1",
        )
        for table, found in declared().items()
        if found is None
    ]


@register(Tags.security)
def every_view_knows_who_asks(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    return [
        Error(f"{route} has no scope.", hint="Inherit backend.core.api.views.View.", id="toward.E2")
        for route, view in _views(get_resolver().url_patterns)
        if route.startswith(API) and not getattr(view, "has_scope", False)
    ]


@register(Tags.security)
def every_task_says_for_whom_it_acts(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    current_app.autodiscover_tasks(force=True)
    ours = {name for name in current_app.tasks if name.startswith("backend.")}
    return [
        Error(f"{name}: no scope, or no task.", hint="Say it in settings.TASK_SCOPES.", id="toward.E3")
        for name in sorted(ours ^ set(settings.TASK_SCOPES))
    ]


@register(Tags.database)
def the_walls_stand(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Asked of the database the app works in, by `check --database default` and at every start."""
    if "default" not in (databases or ()):
        return []
    with connections["default"].cursor() as cursor:
        cursor.execute("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
        unbound = cursor.fetchone() == (True,)
        found = standing(cursor)
    wanted = {table: mark(wall) for table, wall in declared().items() if isinstance(wall, Wall)}
    missing = sorted(table for table in wanted if found.get(table) != wanted[table])
    return [
        *([Error(_UNBOUND, hint="Use an ordinary role.", id="toward.E4")] if unbound else []),
        *(Error(f"The wall of {table} does not stand.", hint=_MIGRATE, id="toward.E5") for table in missing),
    ]


_UNBOUND = "The app's database role is a superuser or bypasses row-level security: no wall binds it."
_MIGRATE = "Run `manage.py migrate --database owner`."


def _views(patterns: Sequence[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, type]]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns, here)
        elif view := getattr(pattern.callback, "view_class", None):
            yield here, view
