"""The tests' own throw-away Postgres and Valkey, up before Django reads its settings.

Loaded by `-p tests.servers`. Of several test processes the first one starts them, the others inherit its
environment.
"""

import os
from contextlib import ExitStack

import psycopg
import pytest

from deploy.rehearsal import rehearsal

_INHERITED = "TOWARD_TESTS_HAVE_SERVERS"
_house = ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    if _INHERITED not in os.environ:
        os.environ |= {**_house.enter_context(rehearsal()), _INHERITED: "1"}


def pytest_unconfigure() -> None:
    _house.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever starts a whole stack keeps to one process, so that two of them never share this machine."""
    for item in items:
        if item.get_closest_marker("e2e"):
            item.add_marker(pytest.mark.xdist_group("stack"))


def fresh_database(name: str) -> str:
    """The address of an empty database beside the tests' own, for a stack that runs outside this process."""
    ours = os.environ["DATABASE_URL"]
    with psycopg.connect(ours, autocommit=True) as connection:
        connection.execute(f'drop database if exists "{name}" with (force)'.encode())
        connection.execute(f'create database "{name}"'.encode())
    address, _, options = ours.partition("?")
    return f"{address.rsplit('/', 1)[0]}/{name}" + (f"?{options}" if options else "")
