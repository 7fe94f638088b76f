"""Words in every sealed column there is, written the way people write them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from backend.accounts.models import Person
from backend.core.scope import acting, house
from backend.vault.models import SealedModel
from backend.vault.services import sealed_models
from tests.checkins.conftest import answers
from tests.client import Phone
from tests.notifications.receivers import Browser

NAMES = {"Ana": "Walburga Kanarie", "Ben": "Isidor Wellensittich"}
SPACE = "Finkenhaus am Hang"
SAID = {"Ana": "i was afraid of the starling", "Ben": "the thrush kept me awake"}
HIDDEN = "nobody may hear of the wren"


@dataclass(frozen=True)
class Written:
    """What stands in one sealed column of one row, opened."""

    row: SealedModel
    column: str
    words: str


def live(as_ana: Phone, as_ben: Phone, browser: Browser) -> None:
    """Everything one can write, written by two people; one sheet is revealed, one stays hidden."""
    for phone, name in ((as_ana, "Ana"), (as_ben, "Ben")):
        _ok(phone.patch("/me", {"name": NAMES[name], "pronouns": f"xe/{name.lower()}fink"}))
    _ok(as_ana.post("/space", {"name": SPACE, "time_zone": "Europe/Berlin"}))
    code = _ok(as_ana.post("/space/invitation"))["code"]
    _ok(as_ben.post("/memberships", {"code": code}))
    _ok(as_ana.put("/push-subscriptions", browser.subscription))
    opened = _ok(as_ana.post("/checkins", {"template": "weekly"}))
    for phone, name in ((as_ana, "Ana"), (as_ben, "Ben")):
        _ok(phone.post(f"/checkins/{opened['id']}/sending", answers(opened, SAID[name])))
    alone = _ok(as_ana.post("/checkins", {"template": "open"}))
    _ok(as_ana.post(f"/checkins/{alone['id']}/sending", answers(alone, HIDDEN)))


def _ok(answer: Any) -> Any:
    assert answer.status_code in {200, 201}, answer.content
    return answer.json()


def written() -> list[Written]:
    """All there is, each read in the scope of whoever may."""
    found = {(row.pk, column): Written(row, column, words) for row, column, words in _opened()}
    return list(found.values())


def _opened() -> Iterator[tuple[SealedModel, str, str]]:
    with house():
        people = list(Person.objects.values_list("pk", flat=True))
    for scope in (house(), *(acting(person_id=person_id) for person_id in people)):
        with scope:
            for row in (row for model in sealed_models() for row in model._base_manager.all()):
                yield from (
                    (row, column, words) for column in row.sealed_columns() if (words := row.open(column))
                )


def silent_columns() -> set[str]:
    """Sealed columns in which the story wrote nothing: give it a line there."""
    every = {
        f"{model._meta.label}.{column}" for model in sealed_models() for column in model.sealed_columns()
    }
    return every - {f"{each.row._meta.label}.{each.column}" for each in written()}


def spoken(words: str) -> Iterator[str]:
    """The pieces of an opened column that a thief would look for: JSON taken apart, short ones left out."""
    try:
        value = json.loads(words)
    except ValueError:
        value = words
    yield from (piece for piece in _leaves(value) if len(piece) > 7)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _leaves(inner)
