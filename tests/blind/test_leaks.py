"""Each leak of the catalogue is caught within the stories that the app itself has to stand."""

from collections.abc import Callable

import pytest

from tests.blind.behind import Behind
from tests.blind.catalogue import LEAKS, SHOWN_BY
from tests.blind.machine import SEED, hunt
from tests.blind.test_two_worlds import STEPS, STORIES
from tests.blind.world import World
from tests.rotation import part_of
from tests.times import FIGURES

pytestmark = pytest.mark.django_db
PARTS = 4
"""One run hunts a quarter of the leaks, of each kind of secret; `make blind` hunts all of them."""
HUNTED = list(LEAKS) if SEED is not None else part_of(list(LEAKS), parts=PARTS)


@pytest.mark.parametrize("name", HUNTED)
def test_leak_is_caught(begun: World, name: str) -> None:
    with LEAKS[name](Behind(begun.stage)):
        caught = hunt(begun, first=SHOWN_BY.get(name, 0), stories=STORIES, steps=STEPS)
    print(f"caught: {name}: {caught}")  # noqa: T201
    assert caught, f"nobody noticed: {name}"


def test_catalogue_is_long_enough(record_property: Callable[[str, object], None]) -> None:
    record_property(FIGURES, f"{len(HUNTED)} of {len(LEAKS)} leaks hunted")
    assert len(LEAKS) >= 30
    assert len(HUNTED) >= len(LEAKS) // PARTS
