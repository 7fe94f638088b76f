"""Emptying the tables after a test that has committed: row by row, for making all anew takes far longer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.test import TransactionTestCase

from tests.roles import owner

MAKE_ANEW: Callable[[TransactionTestCase], None] = vars(TransactionTestCase)["_fixture_teardown"]


class Sweep:
    """Leaves what came with the app, row for row; where that has suffered, all tables are made anew."""

    def __init__(self) -> None:
        with owner():
            self.came_with_the_app = _rows()

    def __call__(self, case: TransactionTestCase) -> None:
        with owner():
            if not self._leaves_all_in_order():
                MAKE_ANEW(case)
                self.came_with_the_app = _rows()

    def _leaves_all_in_order(self) -> bool:
        with _every_row() as (cursor, tables):
            for table in tables:
                cursor.execute(_DELETE.format(table), [self.came_with_the_app.get(table, [])])
        return _rows() == self.came_with_the_app


def _rows() -> dict[str, list[str]]:
    """What stands in each table that is not empty."""
    with _every_row() as (cursor, tables):
        found = {table: _read(cursor, table) for table in tables}
    return {table: rows for table, rows in found.items() if rows}


def _read(cursor: CursorWrapper, table: str) -> list[str]:
    cursor.execute(_READ.format(table))
    return [row for (row,) in cursor.fetchall()]


@contextmanager
def _every_row() -> Iterator[tuple[CursorWrapper, list[str]]]:
    """Tables that were ever written to, their walls lifted for their owner until the end of the block."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_WRITTEN_TO)
        found: dict[str, bool] = dict(cursor.fetchall())
        walled = [table for table, is_walled in found.items() if is_walled]
        _alter(cursor, walled, "no force")
        yield cursor, list(found)
        cursor.execute("set constraints all immediate")
        _alter(cursor, walled, "force")


def _alter(cursor: CursorWrapper, tables: list[str], how: str) -> None:
    if tables:
        cursor.execute(";".join(f'alter table "{table}" {how} row level security' for table in tables))


_WRITTEN_TO = """
select relname, relforcerowsecurity from pg_class
where relkind = 'r' and relnamespace = 'public'::regnamespace and pg_relation_size(oid) > 0
"""
_READ = 'select md5(one::text) from "{0}" one order by 1'
_DELETE = 'delete from "{0}" one where md5(one::text) <> all(%s)'
