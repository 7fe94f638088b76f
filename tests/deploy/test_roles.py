"""A database that is given gets its second role; what stands in the way is said in one sentence."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg
import pytest

from deploy.roles import app_url
from deploy.trouble import Trouble

OWNER_URL = os.environ["DATABASE_OWNER_URL"]


def _as(name: str, password: str = "") -> str:
    parts = urlsplit(OWNER_URL)
    secret = f":{password}" if password else ""
    return parts._replace(netloc=f"{name}{secret}@{parts.netloc.rpartition('@')[2]}").geturl()


def _sql(statement: str, url: str = OWNER_URL) -> list[tuple[object, ...]]:
    with psycopg.connect(url, autocommit=True) as line:
        cursor = line.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


@pytest.fixture(autouse=True)
def _no_visitors() -> Iterator[None]:
    yield
    there = {name for (name,) in _sql("select rolname from pg_roles")}
    if "visitor_app" in there:
        _sql("drop role visitor_app", _as("visitor"))
    for name in there & {"visitor", "humble"}:
        _sql(f"drop role {name}")


def test_the_app_gets_a_role_of_its_own_that_walls_bind() -> None:
    _sql("create role visitor login createrole")
    url = app_url(_as("visitor"))
    assert urlsplit(url).username == "visitor_app"
    assert urlsplit(url)._replace(netloc="") == urlsplit(OWNER_URL)._replace(netloc="")
    flags = (
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user"
    )
    assert _sql(flags, url) == [(False, False, False, False)]


def test_a_second_start_finds_it_there() -> None:
    _sql("create role visitor login createrole")
    assert app_url(_as("visitor", "let-me-in")) == app_url(_as("visitor", "let-me-in"))


def test_an_owner_who_may_not_make_it_is_told_what_to_do() -> None:
    _sql("create role humble login")
    with pytest.raises(Trouble, match=r"create role humble_app login.* DATABASE_OWNER_URL"):
        app_url(_as("humble"))


def test_an_address_without_a_name_is_refused() -> None:
    with pytest.raises(Trouble, match="needs the name of a role"):
        app_url("postgresql://somewhere/toward")


def test_a_database_that_does_not_answer_is_said_so() -> None:
    with pytest.raises(Trouble, match="does not answer"):
        app_url("postgresql://somebody@127.0.0.1:1/toward?connect_timeout=2")
