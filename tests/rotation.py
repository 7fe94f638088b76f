"""Choose the part of a large test matrix that this run tries; over a full rotation each cell has its turn.

Loaded by `-p tests.rotation`. The seed is printed at the head of each run; `make test ROTATION_SEED=…` tries
the same part again, `make test-full` tries everything.
"""

import os
import random
from collections.abc import Iterable, Sequence
from typing import TypeVar

import pytest

from tests.affected import only_changed

SEED_VARIABLE, FULL_VARIABLE = "ROTATION_SEED", "FULL_MATRICES"
LARGEST_SEED = 9_999
Cell = TypeVar("Cell")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Draw the seed once; other test processes inherit it with the environment."""
    os.environ.setdefault(SEED_VARIABLE, str(random.SystemRandom().randint(0, LARGEST_SEED)))


def pytest_report_header() -> str:
    if is_full():
        return "matrices: complete"
    return f"matrices: a rotating part, {SEED_VARIABLE}={seed()}"


def seed() -> int:
    return int(os.environ[SEED_VARIABLE])


def is_full() -> bool:
    return bool(os.environ.get(FULL_VARIABLE))


def part_of(cells: Sequence[Cell], *, parts: int, always: Iterable[Cell] = ()) -> list[Cell]:
    """Choose this run's cells: every cell in a full run, else one part and whatever has to be tried always.

    While working, with `make test CHANGED=1`, only the latter.
    """
    if is_full():
        return list(cells)
    turn = [] if only_changed() else share(cells, seed=seed(), parts=parts)
    chosen = {*turn, *always}
    return [cell for cell in cells if cell in chosen]


def share(cells: Sequence[Cell], *, seed: int, parts: int) -> list[Cell]:
    """Return this seed's share of the cells, divided into `parts`; neighbours go to different shares."""
    return list(cells[seed % parts :: parts])
