"""How words move to a new version: past what others hold, in few queries, in the right scope."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.accounts.models import Person
from backend.checkins.models import Answer
from backend.core.clock import now
from backend.core.scope import acting
from backend.notifications.models import PushSubscription
from backend.vault import services
from backend.vault.models import Key
from backend.vault.rules import key_id_of
from backend.vault.services import GRACE, look_after_keys, renew_key


@contextmanager
def later() -> Iterator[None]:
    """When nobody seals with the former version any more."""
    with time_machine.travel(now() + GRACE, tick=False):
        yield


def tick() -> None:
    look_after_keys(for_at_most=timedelta(minutes=1))


def statements(*words: str) -> list[str]:
    """What a tick asks the database, as far as it holds all of these words."""
    with later(), CaptureQueriesContext(connection) as asked:
        tick()
    return [query["sql"] for query in asked if all(word in query["sql"] for word in words)]


def test_rows_are_taken_past_others_and_nothing_beside_them_is_locked(lived: None, key: Key) -> None:
    renew_key(key_id=key.pk)
    taken = [sql for sql in statements("FOR UPDATE") if 'FROM "vault_key"' not in sql]
    assert taken
    assert all('FOR UPDATE OF "' in sql and "SKIP LOCKED" in sql for sql in taken)


def test_keys_come_with_their_rows(lived: None, key: Key) -> None:
    renew_key(key_id=key.pk)
    assert len(statements('FROM "vault_key"')) == 3  # a look for work, the key itself, another look


@pytest.mark.django_db(transaction=True)
def test_a_row_that_is_being_written_is_moved_the_next_time(ana: Person, key: Key) -> None:
    renew_key(key_id=key.pk)
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as theirs, connection.cursor() as ours:
            theirs.execute("select set_config('app.role', 'house', true)")
            theirs.execute("select from accounts_person where id = %s for update", [ana.pk])
            ours.execute("set lock_timeout = '2s'")
            with later():
                tick()
        assert len(Key.objects.get(pk=key.pk).ring) == 2
    finally:
        other.close()
        with connection.cursor() as ours:
            ours.execute("reset lock_timeout")
    with time_machine.travel(now() + GRACE * 3, tick=False):
        tick()
    assert len(Key.objects.get(pk=key.pk).ring) == 1
    assert Person.objects.get(pk=ana.pk).open("name") == "Ana"


def test_what_needs_more_time_is_looked_at_again_after_a_while(ana: Person, ben: Person, key: Key) -> None:
    Person.objects.filter(pk=ana.pk).update(name=ben.name)
    renew_key(key_id=key.pk)
    with later():
        tick()
        assert Key.objects.get(pk=key.pk).former_until == now() + GRACE


def test_keys_whose_turn_it_is_go_first(ana: Person, ben: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    scope_of = services._scope_of
    monkeypatch.setattr(services, "_scope_of", lambda key: seen.append(key.pk) or scope_of(key))  # type: ignore[func-returns-value]
    for wait, person in ((2, ana), (1, ben)):
        with time_machine.travel(now() - timedelta(minutes=wait), tick=False):
            renew_key(key_id=person.key_id)
    with later():
        tick()
    assert seen == [ana.key_id, ben.key_id]


def test_a_tick_ends_when_its_time_is_up(ana: Person, ben: Person) -> None:
    for person in (ana, ben):
        renew_key(key_id=person.key_id)
    with later():
        look_after_keys(for_at_most=timedelta(0))
        assert {len(key.ring) for key in Key.objects.all()} == {2}


def test_new_row_holds_no_words() -> None:
    assert (Person().name, Person().open("name")) == (b"", "")


def test_moving_words_is_no_sign_of_life(lived: None, key: Key) -> None:
    """Nothing but words is written: when a browser was last used stays as it was."""
    before = PushSubscription.objects.get()
    words = before.open("auth")
    renew_key(key_id=key.pk)
    with later():
        tick()
    after = PushSubscription.objects.get()
    assert (after.renewed_at, after.open("auth")) == (before.renewed_at, words)
    assert bytes(after.auth) != bytes(before.auth)


def test_rows_that_do_not_open_hold_up_no_others(
    lived: None, ana: Person, key: Key, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(services, "BATCH", 1)
    with acting(person_id=ana.pk):
        first, *others = Answer.objects.filter(author=ana).order_by("pk")
        Answer.objects.filter(pk=first.pk).update(words=others[0].words)
    renew_key(key_id=key.pk)
    version = Key.objects.get(pk=key.pk).version
    with later():
        tick()
    with acting(person_id=ana.pk):
        moved = [
            key_id_of(bytes(one.words)) == version for one in Answer.objects.filter(author=ana).order_by("pk")
        ]
    assert moved == [False, *[True] * len(others)]
    said = f"row {first.pk} has words that do not open; their key keeps its former version"
    assert [record.getMessage() for record in caplog.records if record.name == "backend.vault.services"] == [
        said
    ]


def test_a_key_renewed_again_meanwhile_is_left_alone(ana: Person, key: Key) -> None:
    """Another worker was faster: the new version has an hour of its own, even if nothing needs the former."""
    renew_key(key_id=key.pk)
    with later():
        stale = Key.objects.get(pk=key.pk)
        tick()
        renew_key(key_id=key.pk)
        found = Person.objects.get(pk=ana.pk)
        found.seal(name="Ana", pronouns="she")
        found.save()
        services._settle(stale)
        assert len(Key.objects.get(pk=key.pk).ring) == 2
