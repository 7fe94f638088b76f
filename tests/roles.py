"""The tests run as the app does, behind the walls; only tables are made and emptied by their owner."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
from django.conf import settings
from django.db import connection, transaction

from backend.core.walls import Wall, declared

OWNER = unquote(urlsplit(os.environ["DATABASE_OWNER_URL"]).username or "")
LOOKING_ON = {"options": "-c app.role=house"}
"""What a test does itself, outside a request, is done in the house's scope."""


@contextmanager
def owner() -> Iterator[None]:
    """This process's connection belongs to the owner of the tables for a while."""
    become_owner()
    try:
        yield
    finally:
        become_app()


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside has not happened; workers may begin transactions of their own in it."""
    block: Any = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


@contextmanager
def walls_down() -> Iterator[None]:
    """The second wall is gone for a while: what holds now is the first one, by itself."""
    tables = [table for table, found in declared().items() if isinstance(found, Wall)]
    _alter(tables, "disable row level security")
    try:
        yield
    finally:
        _alter(tables, "enable row level security")


def _alter(tables: list[str], how: str) -> None:
    with psycopg.connect(owners_url()) as line:
        for table in tables:
            line.execute(f'alter table "{table}" {how}'.encode())


def owners_url() -> str:
    """The database of the tests, for the owner of its tables."""
    name = connection.settings_dict["NAME"]
    return urlsplit(os.environ["DATABASE_OWNER_URL"])._replace(path=f"/{name}").geturl()


def become_owner() -> None:
    _become(OWNER)


def become_app() -> None:
    _become(settings.APP_ROLE, **LOOKING_ON)


def _become(role: str, **options: Any) -> None:
    connection.close()
    given = connection.settings_dict
    kept = {name: value for name, value in given["OPTIONS"].items() if name not in LOOKING_ON}
    given |= {"USER": role, "OPTIONS": kept | options}
