"""A destroyed key: the words are gone, the rows stay, and every page shows what remains."""

from typing import Any

import pytest

from backend.accounts.models import Person
from backend.vault.models import Forgotten, Key
from backend.vault.rules import CannotOpen
from backend.vault.services import destroy_key, renew_key
from tests.checkins.conftest import answers
from tests.client import Phone

PAGES = ("/me", "/space", "/today", "/timeline", "/schedules")


@pytest.fixture
def revealed(as_ana: Phone, as_ben: Phone) -> dict[str, Any]:
    """A check-in in which both have seen each other's words."""
    opened: dict[str, Any] = as_ana.post("/checkins", {"template": "weekly"}).json()
    for phone, word in ((as_ana, "the wren"), (as_ben, "the thrush")):
        phone.post(f"/checkins/{opened['id']}/sending", answers(opened, word))
    return opened


def test_destroyed_key_is_no_longer_there(key: Key) -> None:
    destroy_key(key_id=key.pk)
    destroy_key(key_id=key.pk)
    assert not Key.objects.filter(pk=key.pk).exists()


def test_words_of_a_destroyed_key_read_as_empty(ana: Person, ben: Person, key: Key) -> None:
    destroy_key(key_id=key.pk)
    found, other = Person.objects.get(pk=ana.pk), Person.objects.get(pk=ben.pk)
    assert (found.open("name"), found.is_forgotten) == ("", True)
    assert (other.open("name"), other.is_forgotten) == ("Ben", False)
    assert Person.objects.select_related(None).get(pk=ana.pk).open("name") == ""


def test_nothing_new_is_sealed_without_a_key(ana: Person, key: Key) -> None:
    destroy_key(key_id=key.pk)
    with pytest.raises(Forgotten):
        Person.objects.get(pk=ana.pk).seal(name="Anna")


def test_key_destroyed_between_two_reads_reads_as_empty(ana: Person, key: Key) -> None:
    """Renewed, written, destroyed, while somebody still holds what was read before."""
    early = Person.objects.get(pk=ana.pk)
    renew_key(key_id=key.pk)
    late = Person.objects.get(pk=ana.pk)
    late.seal(name="Anna")
    destroy_key(key_id=key.pk)
    early.name = late.name
    assert early.open("name") == ""


def test_words_of_an_unknown_version_do_not_open(ana: Person) -> None:
    ana.name = ana.name[:2] + bytes(16) + ana.name[18:]
    with pytest.raises(CannotOpen):
        ana.open("name")


def test_partner_keeps_their_own_words_and_every_page(
    revealed: dict[str, Any], as_ben: Phone, key: Key
) -> None:
    as_ben.post("/schedules", {"template": "weekly", "repeat": "daily", "at": "20:00", "time_zone": "UTC"})
    destroy_key(key_id=key.pk)
    assert [as_ben.get(page).status_code for page in PAGES] == [200] * len(PAGES)
    assert as_ben.get("/today").json()["good_thing"] is None
    seen = as_ben.get(f"/checkins/{revealed['id']}").json()
    sheets = {sheet["member"]["is_me"]: sheet for sheet in seen["reveal"]["sheets"]}
    assert len(sheets[True]["answers"]) == len(revealed["questions"])
    assert (sheets[False]["answers"], sheets[False]["member"]["name"]) == ([], "")


def test_whose_key_is_gone_still_sees_no_fault(revealed: dict[str, Any], as_ana: Phone, key: Key) -> None:
    destroy_key(key_id=key.pk)
    pages = (*PAGES, f"/checkins/{revealed['id']}")
    assert [as_ana.get(page).status_code for page in pages] == [200] * len(pages)
    refused = as_ana.patch("/me", {"name": "Anna"})
    assert (refused.status_code, refused.json()["code"]) == (410, "forgotten")


def test_space_whose_key_is_gone_has_no_name(as_ben: Phone, ben: Person) -> None:
    destroy_key(key_id=Key.objects.exclude(space=None).get().pk)
    shown = as_ben.get("/space").json()
    assert (shown["name"], [member["name"] for member in shown["members"]]) == ("", ["Ana", "Ben"])
