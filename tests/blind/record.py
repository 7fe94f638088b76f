"""What Ben keeps of the shared record: it is his alone until he says otherwise."""

from collections.abc import Callable
from uuid import UUID

from tests.architecture.world import SAID
from tests.blind.world import World

SECRET = {part: f"{words} A heron by the lake." for part, words in SAID.items()}
NEW = UUID("6f1f7a52-93a5-4b67-8a53-4bb1c9a4f0de")
PROMISE = {"text": "to call the heron", "shared": False, "remind": True, "by": "2026-06-03"}
SUCCESS = {"words": "I said no", "sharing": "private", "happened_on": "2026-05-30"}


def _keeps_a_limit(world: World) -> None:
    _made(world, "/limits", {"words": SECRET, "shared": False})


def _drafts(world: World) -> None:
    """Something new, and an answer to what Ana proposes."""
    for about in (NEW, world.stage.hers["<uuid:agreement_id>"]):
        draft = {"kind": "agreement", "words": SECRET}
        assert world.ben.put(f"/drafts/{about}", draft).status_code == 204


def _notes(world: World) -> None:
    agreement = world.stage.hers["<uuid:agreement_id>"]
    assert world.ben.put(f"/agreements/{agreement}/note", {"text": "It was hard."}).status_code == 200


def _keeps_a_success(world: World) -> None:
    _made(world, "/successes", SUCCESS)


def _promises_himself(world: World) -> None:
    _made(
        world, "/promises", {"text": "to call the heron", "shared": False, "remind": True, "by": "2026-06-03"}
    )


def _made(world: World, path: str, words: object) -> None:
    assert world.ben_posts(path, words).status_code == 201, path


RECORD: dict[str, Callable[[World], None]] = {
    "keeps a limit": _keeps_a_limit,
    "drafts": _drafts,
    "notes how it goes": _notes,
    "keeps a success": _keeps_a_success,
    "promises himself": _promises_himself,
}
