"""Who is acting, told to the database: its row-level policies let through what is theirs and nothing else.

A scope lasts as long as its transaction, never as long as a connection. Without one, no row is visible.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Literal, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from psycopg.pq import TransactionStatus

Role = Literal["", "door", "house"]
"""`door` finds out who is asking; `house` acts for all: workers, and the few steps that need both sides."""


class Scope(NamedTuple):
    """What the policies read: the settings `app.person`, `app.space` and `app.role` of the transaction."""

    person: str = ""
    space: str = ""
    role: str = ""


@contextmanager
def acting(*, person_id: UUID, space_id: UUID | None = None) -> Iterator[None]:
    """As this person, in a transaction of its own or within the one that runs."""
    with _within(Scope(str(person_id), str(space_id or ""))):
        yield


@contextmanager
def door() -> Iterator[None]:
    """Before anybody is known: accounts and sessions, and nothing of a couple."""
    with _within(Scope(role="door")):
        yield


@contextmanager
def house(*, durable: bool = False) -> Iterator[None]:
    """Past the wall between people, though not to hidden words. Every use is listed in tests/architecture."""
    with _within(Scope(role="house"), durable=durable):
        yield


def act_as(person_id: UUID | None) -> None:
    """From here to the end of the transaction: this person, or nobody."""
    _switch(Scope(str(person_id or "")))


def enter(*, person_id: UUID, space_id: UUID) -> None:
    """From here to the end of the transaction: this person, in a space that is known to be theirs."""
    _switch(Scope(str(person_id), str(space_id)))


@contextmanager
def _within(scope: Scope, *, durable: bool = False) -> Iterator[None]:
    """The outermost scope ends with its transaction; one inside gives back what was before."""
    inside = connection.in_atomic_block
    with nullcontext() if inside and not durable else transaction.atomic(durable=durable):
        before = _switch(scope)
        try:
            yield
        finally:
            # After an error of the database the savepoint around brings the settings back by itself.
            if inside and connection.connection.info.transaction_status is TransactionStatus.INTRANS:
                _switch(before)


def _switch(scope: Scope) -> Scope:
    """Set the scope; returns the one before."""
    with connection.cursor() as cursor:
        cursor.execute(_SWITCH, scope)
        found = cursor.fetchone()
    return Scope(*(value or "" for value in (found or ())[:3]))


_SWITCH = """
with before as materialized (
    select current_setting('app.person', true) person, current_setting('app.space', true) space,
        current_setting('app.role', true) role
)
select person, space, role, set_config('app.person', %s, true), set_config('app.space', %s, true),
    set_config('app.role', %s, true)
from before
"""
