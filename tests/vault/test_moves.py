"""Sealed words that are moved, altered or given to somebody else do not open: in no table, in no column."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db.models import Model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.vault.models import Key, SealedModel
from backend.vault.rules import HEADER_BYTES, CannotOpen
from backend.vault.services import sealed_models

pytestmark = pytest.mark.django_db
COLUMNS = [(model, column) for model in sealed_models() for column in model.sealed_columns()]
PLACES = st.sampled_from(COLUMNS)
with_one_key = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


@dataclass(frozen=True)
class Place:
    """Where words stand: a row with its owners, and a column of it."""

    model: type[SealedModel]
    column: str
    row_id: UUID
    owners: tuple[UUID, ...]

    def row(self, key: Key) -> SealedModel:
        """As it would come from the database, with this key at the end of its way."""
        row = self.model(id=self.row_id)
        _give_key(row, self.model.sealed_with.split("__"), key)
        for name, owner in zip(self.model.sealed_for, self.owners, strict=True):
            row.__dict__[name] = owner
        return row


def _give_key(row: Model, way: list[str], key: Key) -> None:
    """Fill what lies between a row and its key."""
    for name in way[:-1]:
        related: Any = row._meta.get_field(name).related_model
        between = related(pk=uuid4())
        setattr(row, name, between)
        row = between
    setattr(row, way[-1], key)


@st.composite
def places(draw: st.DrawFn) -> Place:
    model, column = draw(PLACES)
    return Place(model, column, draw(st.uuids()), tuple(draw(st.uuids()) for _ in model.sealed_for))


@pytest.fixture
def secret() -> Key:
    key = Key.new()
    key.save()
    return key


def _sealed(place: Place, key: Key, words: str) -> bytes:
    row = place.row(key)
    row.seal(**{place.column: words})
    return bytes(getattr(row, place.column))


def _open(place: Place, key: Key, envelope: bytes) -> str:
    row = place.row(key)
    setattr(row, place.column, envelope)
    return row.open(place.column)


def _refused(place: Place, key: Key, envelope: bytes) -> None:
    with pytest.raises(CannotOpen):
        _open(place, key, envelope)


def test_every_sealed_column_is_moved_about() -> None:
    """The list is made by itself."""
    labels = {model._meta.label for model, _ in COLUMNS}
    assert labels >= {"accounts.Person", "spaces.Space", "spaces.Invitation", "checkins.Answer"}


@with_one_key
@given(place=places(), words=WORDS)
def test_words_open_where_they_were_sealed(secret: Key, place: Place, words: str) -> None:
    assert _open(place, secret, _sealed(place, secret, words)) == words


@with_one_key
@given(here=places(), there=places(), words=WORDS)
def test_words_open_nowhere_else(secret: Key, here: Place, there: Place, words: str) -> None:
    """Another table, row, column or owner, under the very same key."""
    if here != there:
        _refused(there, secret, _sealed(here, secret, words))


@pytest.mark.parametrize(("model", "column"), COLUMNS, ids=lambda part: getattr(part, "__name__", part))
def test_each_single_move_is_refused(secret: Key, model: type[SealedModel], column: str) -> None:
    """One step at a time: row, each owner, each other column, each other table."""
    here = Place(model, column, uuid4(), tuple(uuid4() for _ in model.sealed_for))
    envelope = _sealed(here, secret, "i missed you")
    moves = [Place(model, column, uuid4(), here.owners)]
    for at in range(len(here.owners)):
        changed = (*here.owners[:at], uuid4(), *here.owners[at + 1 :])
        moves.append(Place(model, column, here.row_id, changed))
    for other, there in COLUMNS:
        owners = here.owners[: len(other.sealed_for)]
        owners += tuple(uuid4() for _ in range(len(other.sealed_for) - len(owners)))
        moves.append(Place(other, there, here.row_id, owners))
    for move in moves:
        if move != here:
            _refused(move, secret, envelope)


@with_one_key
@given(place=places(), words=WORDS)
def test_words_open_with_no_other_key(secret: Key, place: Place, words: str) -> None:
    """Neither as they are, nor when the envelope says it belongs to that key."""
    other = Key.new()
    other.save()
    envelope = _sealed(place, secret, words)
    _refused(place, other, envelope)
    _refused(place, other, envelope[:2] + other.version.bytes + envelope[18:])
    _refused(place, secret, envelope[:2] + other.version.bytes + envelope[18:])


@with_one_key
@given(place=places(), words=WORDS, data=st.data())
def test_no_altered_words_open(secret: Key, place: Place, words: str, data: st.DataObject) -> None:
    envelope = _sealed(place, secret, words)
    bit = data.draw(st.integers(0, len(envelope) * 8 - 1))
    flipped = bytearray(envelope)
    flipped[bit // 8] ^= 1 << bit % 8
    length = data.draw(st.integers(1, len(envelope) - 1))
    head = envelope[:HEADER_BYTES]
    for altered in (bytes(flipped), envelope[:length], envelope + b"\0", head, head + envelope):
        _refused(place, secret, altered)
