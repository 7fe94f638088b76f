"""A million rhythms in a minute: one couple is made by the app's own code, all others are its copies."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import NamedTuple

import psycopg
from psycopg.rows import TupleRow

TABLES = {
    "key": "vault_key",
    "person": "accounts_person",
    "space": "spaces_space",
    "seat": "spaces_membership",
    "browser": "notifications_pushsubscription",
    "rhythm": "schedules_schedule",
}
KINDS = ("key", "space key", "person", "space", "seat", "browser", "rhythm")
RHYTHMS = 4
"""Of each couple: one for each template."""
SET_UP = """
create function pg_temp.an_id(kind int, number bigint) returns uuid immutable return
    (lpad(to_hex(kind), 8, '0') || '-0000-4000-8000-' || lpad(to_hex(number), 12, '0'))::uuid;
create temp table sealed (person int primary key, wrapped bytea, endpoint bytea, p256dh bytea, auth bytea);
"""
FALL_DUE = """
update schedules_schedule rhythm set at = (moment at time zone 'UTC')::time, wakes_at = moment,
    next_due_on = (moment at time zone 'UTC')::date, next_due_at = moment
from (
    select pg_temp.an_id(%(kind)s, %(each)s * n + %(rhythm)s) id,
        now() + %(within)s::interval * n / %(couples)s moment
    from generate_series(0, %(couples)s - 1) n
) due
where due.id = rhythm.id
"""
LATER = "(now() + interval '6 hours' + (n * 7919 + which * 104729) % 64800 * interval '1 second')"
CALL_IN = """
update notifications_delivery set due_at = now()
where due_at < now() + interval '2 days' and lane = 1 and state = 'pending'
"""
COLUMNS = """
select attname from pg_attribute where attrelid = %(table)s::regclass and attnum > 0 and not attisdropped
"""


class Sealed(NamedTuple):
    """What only the vault can make: a person's key, and the address of their browser."""

    person: int
    wrapped: bytes
    endpoint: bytes
    p256dh: bytes
    auth: bytes


def an_id(kind: str, number: str) -> str:
    """SQL for the id of the so-manieth of its kind."""
    return f"pg_temp.an_id({KINDS.index(kind)}, {number})"


def identity(kind: str, number: int) -> str:
    """The same in Python."""
    return f"{KINDS.index(kind):08x}-0000-4000-8000-{number:012x}"


class Rows:
    """Of a database nobody uses yet, in which one couple has moved in; asked as its superuser."""

    def __init__(self, address: str) -> None:
        self.connection: psycopg.Connection[TupleRow] = psycopg.connect(address, autocommit=True)
        self.couples = 0
        self.do(SET_UP)
        for name, table in TABLES.items():
            self.do(f"create temp table first_{name} as select * from {table} limit 1")  # noqa: S608

    def do(self, statement: str, **values: object) -> list[TupleRow]:
        cursor = self.connection.execute(statement.encode(), values or None)
        return cursor.fetchall() if cursor.description else []

    def seal(self, rows: Iterable[Sealed]) -> None:
        """For those who are really to be reached; before they are made."""
        with self.connection.cursor().copy("copy sealed from stdin (format binary)") as copy:
            copy.set_types(["int4", "bytea", "bytea", "bytea", "bytea"])
            for row in rows:
                copy.write_row(row)

    def grow(self, couples: int) -> None:
        """Up to so many; each with four rhythms, of which none is due for hours."""
        each = f"generate_series({self.couples}, {couples - 1}) n"
        both = (
            f"{each} cross join generate_series(0, 1) side left join sealed on sealed.person = 2 * n + side"
        )
        ids = {"person_id": an_id("person", "2 * n + side"), "space_id": an_id("space", "n")}
        self._copy("key", both, _sealed("wrapped") | {"id": an_id("key", "2 * n + side")})
        self._copy("key", each, {"id": an_id("space key", "n")})
        self._copy("person", both, {
            "id": ids["person_id"],
            "key_id": an_id("key", "2 * n + side"),
            "email": "'p' || 2 * n + side || '@example.org'",
        })  # fmt: skip
        self._copy("space", each, {"id": ids["space_id"], "key_id": an_id("space key", "n")})
        self._copy("seat", both, ids | {"id": an_id("seat", "2 * n + side"), "seat": "side + 1"})
        self._copy("browser", both, _sealed("endpoint", "p256dh", "auth") | {
            "id": an_id("browser", "2 * n + side"),
            "person_id": ids["person_id"],
            "endpoint_hash": "sha256((2 * n + side)::text::bytea)",
        })  # fmt: skip
        self._copy("rhythm", f"{each} cross join generate_series(0, {RHYTHMS - 1}) which", {
            "id": an_id("rhythm", f"{RHYTHMS} * n + which"),
            "space_id": ids["space_id"],
            "subject": "(array['daily', 'weekly', 'monthly', 'open'])[which + 1]",
            "at": f"({LATER} at time zone 'UTC')::time",
            "next_due_on": f"({LATER} at time zone 'UTC')::date",
            "next_due_at": LATER,
            "wakes_at": LATER,
        })  # fmt: skip
        self.couples = couples
        self.do("analyze")

    def fall_due(self, couples: int, within: timedelta, rhythm: int) -> None:
        """The so-manieth rhythm of the first so many, evenly from now on."""
        kind = KINDS.index("rhythm")
        self.do(FALL_DUE, kind=kind, each=RHYTHMS, rhythm=rhythm, couples=couples, within=within)

    def put_off(self) -> None:
        """What is due goes out tomorrow."""
        self.do("update notifications_delivery set due_at = now() + interval '1 day' where due_at <= now()")

    def call_in(self) -> None:
        """What was put off is due now, all of it in this moment."""
        self.do(CALL_IN)

    def _copy(self, name: str, numbers: str, changes: Mapping[str, str]) -> None:
        columns = [row[0] for row in self.do(COLUMNS, table=TABLES[name])]
        values = ", ".join(changes.get(column, f'first."{column}"') for column in columns)
        names = ", ".join(f'"{column}"' for column in columns)
        self.do(
            f"insert into {TABLES[name]} ({names}) "  # noqa: S608  (names of ours)
            f"select {values} from {numbers} cross join first_{name} first"
        )


def _sealed(*columns: str) -> dict[str, str]:
    return {column: f"coalesce(sealed.{column}, first.{column})" for column in columns}
