"""Events as rows, and somebody who can tell them."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

import pytest
from pytest_django import Settings

from backend.accounts.models import Person
from backend.spaces.models import Membership, Space
from backend.timeline.models import Event, Verb
from backend.timeline.services import Told, telling

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
GONE: set[UUID] = set()
"""Subjects that nobody can tell any more."""
WORDS: dict[UUID, Told] = {}


def happened(
    space: Space,
    *moments: datetime,
    only_for: Person | None = None,
    verb: Verb = Verb.REVEALED,
    kind: str = "moment",
) -> list[Event]:
    rows = [
        Event(
            space=space,
            only_for=only_for,
            verb=verb,
            subject_kind=kind,
            subject_id=uuid.uuid4(),
            detail={"template": "weekly"},
            happened_at=moment,
        )
        for moment in moments
    ]
    return Event.objects.bulk_create(rows)


def storyteller(membership: Membership, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    return {one: WORDS.get(one, Told("A walk")) for one in ids if one not in GONE}


@pytest.fixture
def stories(settings: Settings) -> Iterator[None]:
    """Subjects of the kind `story` have words."""
    settings.TELLERS = {"story": f"{__name__}.storyteller"}
    telling._teller.cache_clear()
    yield
    telling._teller.cache_clear()
    GONE.clear()
    WORDS.clear()
