"""Whoever steals a copy of the database reads no private word in it, in no column of no table."""

from collections.abc import Iterator

import pytest
from django.db import connection
from psycopg import sql

from backend.accounts.models import Person, Session
from backend.accounts.sessions import read
from tests.client import Phone
from tests.factories.people import make_person

NAME, PRONOUNS, SPACE, SAID = (
    "Walburga Kanarie",
    "xe/kanarie",
    "Kanarienhaus",
    "the kanarie was afraid to ask",
)
CANARIES = (NAME, PRONOUNS, SPACE, SAID, "Walburga", "kanarie", "anarie")


def _everything() -> Iterator[tuple[str, bytes]]:
    """Every value of every column, as text and, where it is bytes, as they are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name, column_name, data_type from information_schema.columns"
            " where table_schema = 'public' order by 1, 2"
        )
        for table, column, kind in cursor.fetchall():
            place = [sql.Identifier(column), sql.Identifier(table)]
            cursor.execute(sql.SQL("select {}::text from {}").format(*place))
            yield from ((f"{table}.{column}", str(value).encode()) for (value,) in cursor.fetchall())
            if kind == "bytea":
                cursor.execute(sql.SQL("select {} from {}").format(*place))
                yield from ((f"{table}.{column}", bytes(value or b"")) for (value,) in cursor.fetchall())


def _found(words: str) -> set[str]:
    shapes = [words.encode(), words.encode().hex().encode(), words.encode("utf-16-le")]
    return {place for place, value in _everything() for shape in shapes if shape.lower() in value.lower()}


@pytest.fixture
def written(ben: Person) -> str:
    """Everything one can write, written; returns the code of the open invitation."""
    someone = make_person("?", "canary@example.org")
    phone = Phone(someone)
    assert phone.patch("/me", {"name": NAME, "pronouns": PRONOUNS}).status_code == 200
    assert phone.post("/space", {"name": SPACE, "time_zone": "Europe/Berlin"}).status_code == 201
    first = str(phone.post("/space/invitation").json()["code"])
    assert Phone(ben).post("/memberships", {"code": first}).status_code == 201
    _send_words(phone)
    return first


def _send_words(phone: Phone) -> None:
    opened = phone.post("/checkins", {"template": "open"}).json()
    texts = [question["id"] for question in opened["questions"] if question["kind"] == "text"]
    answers = [{"question": texts[0], "value": SAID, "shared": True}]
    assert phone.post(f"/checkins/{opened['id']}/sending", {"answers": answers}).status_code == 201


@pytest.mark.parametrize("words", CANARIES)
def test_dump_holds_no_private_words(written: str, words: str) -> None:
    assert _found(words) == set()


def test_dump_holds_no_invitation_code(written: str) -> None:
    assert _found(written) == set()


def test_search_would_have_found_them(written: str) -> None:
    """The same search finds what is kept readable on purpose, also inside bytes."""
    assert _found("canary@example.org") >= {"accounts_person.email"}
    with connection.cursor() as cursor:
        cursor.execute("update accounts_person set name = %s", [NAME.encode()])
    assert _found(NAME) == {"accounts_person.name"}


def test_sessions_hold_no_private_words(written: str) -> None:
    held = str([read(session) for session in Session.objects.all()])
    assert held != "[]"
    assert not [words for words in (*CANARIES, written) if words.lower() in held.lower()]
