"""Each leak of the catalogue is caught within the stories that the app itself has to stand."""

import pytest

from tests.blind.behind import Behind
from tests.blind.catalogue import LEAKS, SHOWN_BY
from tests.blind.machine import SEED, hunt
from tests.blind.test_two_worlds import STEPS, STORIES
from tests.blind.world import World

pytestmark = pytest.mark.django_db
HUNTED = list(LEAKS) if SEED is not None else list(LEAKS)[::2]
"""All of them in `make blind`; every second one, of each kind of secret, with all other tests."""


@pytest.mark.parametrize("name", HUNTED)
def test_leak_is_caught(begun: World, name: str) -> None:
    with LEAKS[name](Behind(begun.stage)):
        caught = hunt(begun, first=SHOWN_BY.get(name, 0), stories=STORIES, steps=STEPS)
    print(f"caught: {name}: {caught}")  # noqa: T201
    assert caught, f"nobody noticed: {name}"


def test_catalogue_is_long_enough() -> None:
    print(f"{len(HUNTED)} of {len(LEAKS)} leaks")  # noqa: T201
    assert len(LEAKS) >= 30
    assert len(HUNTED) >= 20
