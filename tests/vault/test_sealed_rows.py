"""Rows with private words: bound to their table, column, row, space and author."""

import base64
import os
from datetime import timedelta

import pytest
from pytest_django import Settings

from backend.accounts.models import Person
from backend.core.clock import now
from backend.spaces.models import Invitation, Space
from backend.vault.models import Key
from backend.vault.rules import CannotOpen
from tests.factories.people import make_space


def _invitation(inviter: Person, space: Space) -> Invitation:
    invitation = Invitation(
        space=space, inviter=inviter, code_hash=os.urandom(32), expires_at=now() + timedelta(hours=1)
    )
    invitation.seal(code="K7QF2M9DXR")
    return invitation


@pytest.mark.parametrize("name", ["Ana", "Zoë", "安娜", "אנה", "A" * 60, "👩‍❤️‍👩", "' or 1=1 --", "\n\t "])
def test_name_comes_back_from_the_database_as_it_was(ana: Person, name: str) -> None:
    ana.seal(name=name)
    ana.save()
    assert Person.objects.get(pk=ana.pk).open("name") == name


def test_empty_words_stay_empty(ana: Person) -> None:
    ana.seal(pronouns="")
    ana.save()
    assert bytes(Person.objects.get(pk=ana.pk).pronouns) == b""
    assert ana.open("pronouns") == ""


def test_words_of_another_column_do_not_open(ana: Person) -> None:
    ana.pronouns = ana.name
    with pytest.raises(CannotOpen):
        ana.open("pronouns")


def test_words_of_another_row_do_not_open(ana: Person, ben: Person) -> None:
    ana.name = ben.name
    with pytest.raises(CannotOpen):
        ana.open("name")


def test_words_do_not_open_in_another_row_under_the_same_key(ana: Person) -> None:
    twin = Person(key=ana.key, name=ana.name)
    with pytest.raises(CannotOpen):
        twin.open("name")


def test_words_do_not_open_in_another_table_under_the_same_key(ana: Person) -> None:
    elsewhere = Space(pk=ana.pk, key=ana.key, name=ana.name)
    with pytest.raises(CannotOpen):
        elsewhere.open("name")


def test_words_moved_to_another_space_do_not_open(ana: Person, ben: Person) -> None:
    invitation = _invitation(ana, make_space(ana))
    other = Space(key=invitation.space.key)
    invitation.space = other
    with pytest.raises(CannotOpen):
        invitation.open("code")


def test_words_given_to_another_key_do_not_open(ana: Person, space: Space) -> None:
    invitation = _invitation(ana, space)
    space.key = Key.new()
    space.key.save()
    with pytest.raises(CannotOpen):
        invitation.open("code")


def test_key_of_another_row_does_not_unwrap(ana: Person, ben: Person) -> None:
    theirs = Key.objects.get(person=ben)
    swapped = Key(wrapped=theirs.wrapped, wrapped_by=theirs.wrapped_by)
    with pytest.raises(CannotOpen):
        _ = swapped.secret


def test_key_is_not_kept_in_the_open(ana: Person) -> None:
    key = Key.objects.get(person=ana)
    assert key.secret not in bytes(key.wrapped)


def test_every_key_is_its_own() -> None:
    assert len({Key.new().secret for _ in range(50)}) == 50


def test_new_wrapping_key_wraps_and_the_older_one_still_opens(ana: Person, settings: Settings) -> None:
    older = dict(settings.VAULT_KEYS)
    fresh = base64.b64encode(os.urandom(32)).decode()
    settings.VAULT_KEYS = {"newer": fresh, **older}
    assert Person.objects.get(pk=ana.pk).open("name") == "Ana"
    assert Key.new().wrapped_by == "newer"


def test_words_stay_closed_without_the_key_of_the_environment(ana: Person, settings: Settings) -> None:
    [name] = settings.VAULT_KEYS
    settings.VAULT_KEYS = {name: base64.b64encode(os.urandom(32)).decode()}
    with pytest.raises(CannotOpen):
        Person.objects.get(pk=ana.pk).open("name")
