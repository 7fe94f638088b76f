"""The tests' own throw-away Postgres and Valkey, up before Django reads its settings.

Loaded by `-p tests.servers`. Of several test processes the first one starts them, the others inherit its
environment.
"""

import os
from contextlib import ExitStack
from urllib.parse import urlsplit

import psycopg
import pytest
from xdist.scheduler import LoadScopeScheduling

from deploy.rehearsal import rehearsal
from deploy.stack import manage

_INHERITED = "TOWARD_TESTS_HAVE_SERVERS"
_WITH_A_STACK = ("tests/e2e/", "tests/faults/", "tests/deploy/")
_LONG = ("tests/attacks/", "tests/blind/", "tests/architecture/test_access.py")
_TEMPLATE = "toward_template"
_house = ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    if _INHERITED not in os.environ:
        os.environ |= {**_house.enter_context(rehearsal()), _INHERITED: "1"}


def pytest_unconfigure() -> None:
    _house.close()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """A folder whose tests share a stack keeps to one process; all other files are shared out."""
    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = _together
    return scheduler


def _together(nodeid: str) -> str:
    return nodeid.split("/")[1] if nodeid.startswith(_WITH_A_STACK) else _file(nodeid)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that at the end no process waits for the other.

    Each file stays together. A test marked `last` asserts on what the other tests of its file have done, in
    whatever order they came.
    """
    files: dict[str, int] = {}
    for number, item in enumerate(items):
        files.setdefault(_file(item.nodeid), number)
    items.sort(
        key=lambda item: (
            _short(item.nodeid),
            files[_file(item.nodeid)],
            item.get_closest_marker("last") is not None,
        )
    )


def _short(nodeid: str) -> int:
    return 0 if nodeid.startswith(_WITH_A_STACK) else 1 if nodeid.startswith(_LONG) else 2


def _file(nodeid: str) -> str:
    return nodeid.partition("::")[0]


def fresh_database(name: str, like: str = "template1") -> dict[str, str]:
    """Both addresses of an empty database beside the tests' own, for a stack outside this process."""
    app = urlsplit(os.environ["DATABASE_URL"]).username
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        # Whoever is left in it, after a test that failed, may be the app.
        connection.execute(f'grant "{app}" to current_user'.encode())
        connection.execute(f'drop database if exists "{name}" with (force)'.encode())
        connection.execute(f'create database "{name}" template "{like}"'.encode())
    return {which: _beside(os.environ[which], name) for which in ("DATABASE_URL", "DATABASE_OWNER_URL")}


def settled_database(name: str) -> dict[str, str]:
    """The same with every table in it, copied from the template."""
    return fresh_database(name, like=template_database())


def template_database() -> str:
    """Make the database with every table, once for all test processes, and name it for those who copy it."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(1)")
        known = connection.execute("select 1 from pg_database where datname = %s", [_TEMPLATE]).fetchone()
        if not known:
            env = os.environ | fresh_database(f"{_TEMPLATE}_part")
            manage(env, "migrate", "--database", "owner", "--verbosity", "0")
            connection.execute(f'alter database "{_TEMPLATE}_part" rename to "{_TEMPLATE}"'.encode())
    return _TEMPLATE


def _beside(address: str, name: str) -> str:
    return urlsplit(address)._replace(path=f"/{name}").geturl()


def as_house(address: str) -> str:
    """The same address, in the house's scope: for a test that looks at rows from outside."""
    parts = urlsplit(address)
    return parts._replace(query=f"{parts.query}&options=-c%20app.role%3Dhouse".lstrip("&")).geturl()
