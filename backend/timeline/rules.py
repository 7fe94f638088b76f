"""Where a page of the timeline ends: an opaque mark that the next request brings back."""

import base64
import binascii
from datetime import datetime
from uuid import UUID

LONGEST_MARK = 120


class NoSuchMark(Exception):
    """The mark was not made here."""


def mark(at: datetime, row_id: UUID) -> str:
    """A place in the timeline as short text."""
    return base64.urlsafe_b64encode(f"{at.isoformat()} {row_id}".encode()).decode().rstrip("=")


def place(text: str) -> tuple[datetime, UUID]:
    """The place of a mark, or NoSuchMark."""
    if len(text) > LONGEST_MARK:
        raise NoSuchMark
    try:
        at, row_id = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().split(" ")
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise NoSuchMark
        return moment, UUID(row_id)
    except (ValueError, binascii.Error) as error:
        raise NoSuchMark from error
