"""Nothing that Ana can fetch, try or be told depends on what Ben hides."""

from collections.abc import Callable

import pytest

from tests.blind.machine import SEED, tell
from tests.blind.routes import looked_at
from tests.blind.world import World
from tests.times import FIGURES

STORIES, STEPS = 4, 5
LONG_STORIES, LONG_STEPS = 20, 12
NEVER = {
    "/metrics": "wants the operator's token",
    "/readyz": "nothing runs here that could be ready",
    "/_allauth/browser/v1/auth/email/verify": "in the middle of signing up",
    "/_allauth/browser/v1/auth/webauthn/authenticate": "in the middle of signing in",
    "/_allauth/browser/v1/auth/webauthn/reauthenticate": "wants a passkey",
    "/_allauth/browser/v1/account/authenticators/recovery-codes": "wants a passkey",
    "/_allauth/browser/v1/account/authenticators/webauthn": "wants a confirmation",
}
"""Routes of signing in that nobody of the story gets through; what they refuse is compared all the same."""
pytestmark = pytest.mark.django_db


def test_ana_cannot_tell_in_which_world_she_is(
    begun: World, record_property: Callable[[str, object], None]
) -> None:
    stories, steps = (STORIES, STEPS) if SEED is None else (LONG_STORIES, LONG_STEPS)
    tell(begun, stories=stories, steps=steps, seed=SEED)
    told = f"{begun.stage.stories} stories, {begun.stage.steps} steps, {begun.stage.compared} comparisons"
    assert begun.stage.reveals, "these stories never come to a reveal"
    record_property(FIGURES, f"{told}: none differs; seed {SEED}")


@pytest.mark.last
def test_every_route_was_fetched(begun: World) -> None:
    """By Ana or by somebody else of the cast, at least once; after the stories above."""
    wanted = [route.path for route in looked_at() if route.path not in NEVER]
    assert [path for path in wanted if path not in begun.stage.fetched] == []
