"""Keys renewed and wrapped anew: everything still opens, and at last nothing needs what came before."""

import base64
import os
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from pytest_django import DjangoAssertNumQueries, Settings

from backend.accounts.models import Person
from backend.core.clock import now
from backend.spaces.models import Space
from backend.vault import services
from backend.vault.models import Key
from backend.vault.rules import CannotOpen, key_id_of
from backend.vault.services import GRACE, look_after_keys, renew_key
from backend.vault.tasks import renew_key as renew_key_task
from tests.client import Phone
from tests.factories.people import make_person
from tests.vault.story import written


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(now(), tick=False) as traveller:
        yield traveller


def tick() -> None:
    look_after_keys(for_at_most=timedelta(minutes=1))


def renew_all() -> None:
    for key in Key.objects.all():
        renew_key(key_id=key.pk)


def envelopes() -> set[bytes]:
    return {bytes(getattr(each.row, each.column)) for each in written()}


def test_every_word_moves_to_the_new_version_and_still_opens(
    lived: None, clock: time_machine.Traveller
) -> None:
    before, old = {(each.row.pk, each.column): each.words for each in written()}, envelopes()
    renew_all()
    tick()
    assert envelopes() == old
    clock.shift(GRACE)
    tick()
    assert {(each.row.pk, each.column): each.words for each in written()} == before
    assert not envelopes() & old
    assert all(len(key.ring) == 1 and key.former_until is None for key in Key.objects.all())
    newest = {key.version for key in Key.objects.all()}
    assert {key_id_of(envelope) for envelope in envelopes()} <= newest
    assert not newest & {key.pk for key in Key.objects.all()}


def test_both_versions_open_meanwhile(ana: Person, key: Key) -> None:
    renew_key(key_id=key.pk)
    fresh = Person.objects.get(pk=ana.pk)
    fresh.seal(pronouns="she")
    fresh.save()
    mixed = Person.objects.get(pk=ana.pk)
    assert key_id_of(bytes(mixed.name)) != key_id_of(bytes(mixed.pronouns))
    assert (mixed.open("name"), mixed.open("pronouns")) == ("Ana", "she")


def test_whoever_read_the_key_before_still_opens_what_was_sealed_since(ana: Person, key: Key) -> None:
    early = Person.objects.get(pk=ana.pk)
    assert early.open("name") == "Ana"
    renew_key(key_id=key.pk)
    late = Person.objects.get(pk=ana.pk)
    late.seal(name="Anna")
    late.save()
    early.name = late.name
    assert early.open("name") == "Anna"


def test_words_written_late_with_the_former_version_are_not_lost(
    ana: Person, key: Key, clock: time_machine.Traveller
) -> None:
    early = Person.objects.get(pk=ana.pk)
    renew_key(key_id=key.pk)
    clock.shift(GRACE / 2)
    tick()
    early.seal(name="Anna")
    early.save()
    clock.shift(GRACE)
    tick()
    moved = Person.objects.get(pk=ana.pk)
    assert (moved.open("name"), len(Key.objects.get(pk=key.pk).ring)) == ("Anna", 1)
    assert key_id_of(bytes(moved.name)) == Key.objects.get(pk=key.pk).version


def test_a_page_of_mixed_versions_takes_no_more_queries(
    space: Space, key: Key, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = [make_person(f"P{number}") for number in range(6)]
    for person in people[:3]:
        renew_key(key_id=person.key_id)
        renewed = Person.objects.get(pk=person.pk)
        renewed.seal(pronouns="they")
        renewed.save()
    with django_assert_num_queries(1):
        page = Person.objects.filter(pk__in=[person.pk for person in people])
        assert {person.open("name") for person in page} == {f"P{number}" for number in range(6)}
        assert {person.open("pronouns") for person in page} == {"they", ""}


def test_a_key_is_renewed_one_at_a_time(key: Key, clock: time_machine.Traveller) -> None:
    renew_key(key_id=key.pk)
    first = Key.objects.get(pk=key.pk)
    renew_key(key_id=key.pk)
    assert Key.objects.get(pk=key.pk).ring == first.ring
    clock.shift(GRACE)
    tick()
    renew_key_task(str(key.pk))
    assert len(Key.objects.get(pk=key.pk).ring) == 2


def test_a_key_that_is_gone_is_not_renewed(key: Key) -> None:
    renew_key(key_id=uuid4())
    assert [len(each.ring) for each in Key.objects.all()] == [1]


def test_words_that_do_not_open_keep_the_former_version(
    ana: Person, ben: Person, key: Key, clock: time_machine.Traveller, caplog: pytest.LogCaptureFixture
) -> None:
    Person.objects.filter(pk=ana.pk).update(name=ben.name)
    renew_all()
    clock.shift(GRACE)
    tick()
    assert str(ana.pk) in caplog.text
    assert len(Key.objects.get(pk=key.pk).ring) == 2
    assert len(Key.objects.get(person=ben).ring) == 1
    Person.objects.filter(pk=ana.pk).update(name=b"")
    clock.shift(GRACE)
    tick()
    assert len(Key.objects.get(pk=key.pk).ring) == 1


def test_more_rows_than_a_batch_move_too(
    lived: None, monkeypatch: pytest.MonkeyPatch, clock: time_machine.Traveller
) -> None:
    monkeypatch.setattr(services, "BATCH", 2)
    before = {(each.row.pk, each.column): each.words for each in written()}
    renew_all()
    clock.shift(GRACE)
    tick()
    assert {(each.row.pk, each.column): each.words for each in written()} == before
    assert all(len(key.ring) == 1 for key in Key.objects.all())


def test_keys_made_before_a_moment_are_renewed_once(
    ana: Person, key: Key, settings: Settings, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=1))
    late = make_person("Late")
    settings.VAULT_KEYS_FROM = now() + timedelta(minutes=1)
    tick()
    assert all(len(each.ring) == 1 for each in Key.objects.all())
    settings.VAULT_KEYS_FROM = now()
    tick()
    assert [len(Key.objects.get(person=each).ring) for each in (ana, late)] == [2, 1]
    clock.shift(GRACE)
    tick()
    tick()
    assert [len(Key.objects.get(person=each).ring) for each in (ana, late)] == [1, 1]
    assert Key.objects.get(pk=key.pk).version != key.version


def test_wrapping_key_leaves_the_environment(lived: None, settings: Settings) -> None:
    before = {(each.row.pk, each.column): each.words for each in written()}
    fresh = {"newer": base64.b64encode(os.urandom(32)).decode()}
    settings.VAULT_KEYS = {**fresh, **settings.VAULT_KEYS}
    tick()
    tick()
    settings.VAULT_KEYS = fresh
    assert {key.wrapped_by for key in Key.objects.all()} == {"newer"}
    assert {(each.row.pk, each.column): each.words for each in written()} == before


def test_wrapping_key_that_left_too_early_opens_nothing_and_loses_nothing(
    ana: Person, settings: Settings
) -> None:
    kept = settings.VAULT_KEYS
    settings.VAULT_KEYS = {"newer": base64.b64encode(os.urandom(32)).decode()}
    tick()
    with pytest.raises(CannotOpen):
        Person.objects.get(pk=ana.pk).open("name")
    settings.VAULT_KEYS = kept
    assert Person.objects.get(pk=ana.pk).open("name") == "Ana"


def test_more_keys_than_a_batch_are_wrapped_anew(
    ana: Person, ben: Person, cleo: Person, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "BATCH", 1)
    settings.VAULT_KEYS = {"newer": base64.b64encode(os.urandom(32)).decode(), **settings.VAULT_KEYS}
    tick()
    assert {key.wrapped_by for key in Key.objects.all()} == {"newer"}


def test_renewed_key_is_wrapped_by_the_first_too(key: Key, settings: Settings) -> None:
    settings.VAULT_KEYS = {"newer": base64.b64encode(os.urandom(32)).decode(), **settings.VAULT_KEYS}
    renew_key(key_id=key.pk)
    assert Key.objects.get(pk=key.pk).wrapped_by == "newer"


def test_a_tick_with_nothing_to_do_is_few_looks(
    lived: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(5):
        tick()


def test_hidden_words_are_moved_as_their_author(
    lived: None, as_cleo: Phone, clock: time_machine.Traveller
) -> None:
    """The house cannot read them, so it could not move them either."""
    scopes: list[str] = []
    scope_of = services._scope_of

    def noticed(key: Key) -> services.Scope:
        found = scope_of(key)
        with found(), connection.cursor() as cursor:
            cursor.execute("select current_setting('app.person')")
            [name] = cursor.fetchone() or ("",)
            scopes.append(name)
        return found

    services._scope_of, kept = noticed, services._scope_of
    try:
        renew_all()
        clock.shift(GRACE)
        tick()
    finally:
        services._scope_of = kept
    people = {str(person.pk) for person in Person.objects.all()}
    assert people <= set(scopes) <= people | {""}
