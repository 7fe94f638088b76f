"""A run tries a part of each large matrix; over a full rotation nothing is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import rotation
from tests.architecture.test_access import MATRIX
from tests.architecture.test_access import PARTS as ACCESS_PARTS
from tests.blind.catalogue import LEAKS
from tests.blind.test_leaks import PARTS as LEAK_PARTS
from tests.rotation import FULL_VARIABLE, SEED_VARIABLE, part_of, share


@pytest.fixture(autouse=True)
def _not_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where this test runs as part of a full run, or of one for a change."""
    monkeypatch.delenv(FULL_VARIABLE, raising=False)
    monkeypatch.setattr(rotation, "only_changed", lambda: False)


@pytest.mark.parametrize(
    ("cells", "parts"), [(MATRIX, ACCESS_PARTS), (list(LEAKS), LEAK_PARTS)], ids=["access", "leaks"]
)
def test_a_full_rotation_visits_every_cell_once(cells: list[object], parts: int) -> None:
    turns = [share(cells, seed=seed, parts=parts) for seed in range(parts)]
    visited = [cell for turn in turns for cell in turn]
    assert len(visited) == len(cells)
    assert set(visited) == set(cells)


@given(count=st.integers(0, 60), parts=st.integers(1, 9), first=st.integers(0, rotation.LARGEST_SEED))
def test_seeds_that_follow_each_other_make_a_full_rotation(count: int, parts: int, first: int) -> None:
    cells = list(range(count))
    turns = [share(cells, seed=first + number, parts=parts) for number in range(parts)]
    assert sorted(cell for turn in turns for cell in turn) == cells


def test_what_has_changed_is_always_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(4):
        monkeypatch.setenv(SEED_VARIABLE, str(seed))
        assert 7 in part_of(range(20), parts=4, always=[7])


def test_a_full_run_tries_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FULL_VARIABLE, "1")
    assert part_of(range(20), parts=4) == list(range(20))


def test_the_same_seed_chooses_the_same_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SEED_VARIABLE, "11")
    assert part_of(range(20), parts=4) == part_of(range(20), parts=4) == [3, 7, 11, 15, 19]
