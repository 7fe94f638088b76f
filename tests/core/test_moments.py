"""A moment comes back from the database as it went in, to the microsecond and in UTC."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import connection
from psycopg.pq import Format

from backend.core.clock import MomentLoader

EAST = timezone(timedelta(hours=5, minutes=45))


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 6, 1, 12, 0, 0, tzinfo=UTC),
        datetime(2026, 6, 1, 12, 0, 0, 1, tzinfo=UTC),
        datetime(2026, 6, 1, 12, 0, 0, 123_450, tzinfo=UTC),
        datetime(2024, 2, 29, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(1, 1, 2, tzinfo=UTC),
        datetime(9999, 12, 30, tzinfo=UTC),
        datetime(2026, 6, 1, 1, 0, 0, 500_000, tzinfo=EAST),
    ],
)
def test_a_moment_comes_back_as_it_was_given(db: None, moment: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select %s::timestamptz, array[%s::timestamptz], null::timestamptz", [moment, moment])
        assert cursor.fetchall() == [(moment, [moment], None)]
        cursor.execute("select %s::timestamptz", [moment])
        [(found,)] = cursor.fetchall()
    assert found.tzinfo is UTC


def test_it_is_read_by_our_own_reader(db: None) -> None:
    oid = connection.connection.adapters.types["timestamptz"].oid
    with connection.cursor() as cursor:
        assert cursor.adapters.get_loader(oid, Format.TEXT) is MomentLoader
