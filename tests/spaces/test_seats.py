"""Two seats, and whose colour words have."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.accounts.models import Person
from backend.spaces.models import Hue, Membership, Space
from tests.client import Answer, Phone

CLOSED_AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
ME, SOMEBODY = uuid4(), uuid4()


@pytest.mark.parametrize(
    ("seat", "author", "hue"),
    [
        (1, ME, Hue.CLAY),
        (1, SOMEBODY, Hue.SAGE),
        (2, ME, Hue.SAGE),
        (2, SOMEBODY, Hue.CLAY),
        (1, None, None),
        (2, None, None),
    ],
)
def test_words_have_the_colour_of_who_wrote_them(seat: int, author: UUID | None, hue: Hue | None) -> None:
    me = Membership(space=Space(), person=Person(pk=ME), seat=seat)
    assert me.hue_of(author) == hue


@pytest.mark.parametrize(("mine", "theirs"), [(1, 2), (2, 1)])
def test_the_seat_beside_mine_is_empty_since_the_space_was_closed(mine: int, theirs: int) -> None:
    space = Space(closed_at=CLOSED_AT)
    beside = Membership(space=space, person=Person(pk=ME), seat=mine).left_behind()
    assert (beside.space, beside.seat, beside.left_at) == (space, theirs, CLOSED_AT)
    assert beside.person_id is None


def test_whoever_changes_something_holds_the_space_open_and_whoever_reads_waits_for_nobody(
    as_ana: Phone, space: Space
) -> None:
    """So weakly that others may still write rows that point at it."""

    def locks(ask: Callable[[], Answer]) -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            assert ask().status_code == 200
        found = (re.search(r"FOR [A-Z ]*(UPDATE|SHARE) OF .*", query["sql"]) for query in queries)
        return [lock[0] for lock in found if lock]

    assert locks(lambda: as_ana.get("/space")) == []
    assert 'FOR NO KEY UPDATE OF "spaces_membership", "spaces_space"' in locks(
        lambda: as_ana.patch("/space", {"name": "Here"})
    )
