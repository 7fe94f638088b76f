"""The one clock, and how the moments of the database are read. Rules get the time as an argument."""

from datetime import UTC, datetime, tzinfo
from typing import Any, ClassVar

from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone
from psycopg.abc import Buffer
from psycopg.adapt import Loader


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


class MomentLoader(Loader):
    """Moments are written by Postgres in ISO 8601 and read by Python's own parser, which is a tenth of the
    work: psycopg's is a regular expression, and a page of anything reads dozens."""

    timezone: ClassVar[tzinfo] = UTC
    """By which Django recognises that nothing is to be changed about it."""

    def load(self, data: Buffer) -> datetime:
        return datetime.fromisoformat(bytes(data).decode())


def reads_moments(connection: BaseDatabaseWrapper, **signal: Any) -> None:
    """From the start of a connection on; its session is in UTC, as all of them are."""
    connection.connection.adapters.register_loader("timestamptz", MomentLoader)
