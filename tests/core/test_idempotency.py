"""A command under one key happens once, however often it is sent."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from threading import Event
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection, transaction

from backend.accounts.models import Person
from backend.core import services
from backend.core.clock import now
from backend.core.models import DoneCommand
from backend.core.tasks import forget_old_keys
from backend.spaces.models import Space
from tests.client import Phone
from tests.factories.people import make_person
from tests.together import at_once

NEW_SPACE = {"time_zone": "Europe/Berlin", "name": "Home"}


@pytest.fixture
def as_dora(ben: Person) -> Phone:
    """Somebody without a space; it is Ben before he has one."""
    return Phone(ben)


@pytest.mark.parametrize(
    "key",
    ["", "short", "seven77", "a" * 65, "white space", "umläute-1", "new\tline1", "dots.are.not", "x" * 7],
)
def test_missing_or_malformed_key_is_refused(as_dora: Phone, key: str) -> None:
    answer = as_dora.post("/space", NEW_SPACE, key=key)
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_missing")
    assert not Space.objects.exists()


@pytest.mark.parametrize("key", ["a" * 8, "Z" * 64, "a-B_3456"])
def test_key_of_any_allowed_length_is_accepted(as_dora: Phone, key: str) -> None:
    assert as_dora.post("/space", NEW_SPACE, key=key).status_code == 201


def test_replay_answers_the_same_and_does_nothing(as_dora: Phone) -> None:
    first = as_dora.post("/space", NEW_SPACE, key="same-key-1")
    again = as_dora.post("/space", NEW_SPACE, key="same-key-1")
    assert (again.status_code, again.content) == (201, first.content)
    assert Space.objects.count() == 1


def test_replay_shows_what_is_true_today(as_dora: Phone) -> None:
    as_dora.post("/space", NEW_SPACE, key="same-key-1")
    as_dora.patch("/space", {"name": "Our new home"})
    assert as_dora.post("/space", NEW_SPACE, key="same-key-1").json()["name"] == "Our new home"


def test_same_key_with_other_words_is_refused(as_dora: Phone) -> None:
    as_dora.post("/space", NEW_SPACE, key="same-key-1")
    answer = as_dora.post("/space", {**NEW_SPACE, "name": "Elsewhere"}, key="same-key-1")
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")


def test_same_key_and_words_at_another_address_are_refused(as_ana: Phone) -> None:
    opened = as_ana.post("/checkins", {"template": "daily"}).json()
    scale = next(question["id"] for question in opened["questions"] if question["kind"] == "scale")
    words = {"answers": [{"question": scale, "value": 5, "shared": True}]}
    assert as_ana.post(f"/checkins/{opened['id']}/sending", words, key="same-key-1").status_code == 201
    answer = as_ana.post(f"/checkins/{uuid4()}/sending", words, key="same-key-1")
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")


def test_key_of_one_person_means_nothing_for_another(as_dora: Phone) -> None:
    as_eva = Phone(make_person("Eva"))
    assert as_dora.post("/space", NEW_SPACE, key="same-key-1").status_code == 201
    assert as_eva.post("/space", {**NEW_SPACE, "name": "Mine"}, key="same-key-1").json()["name"] == "Mine"


def test_refused_command_leaves_its_key_free(as_dora: Phone) -> None:
    assert as_dora.post("/space", {"time_zone": "Nowhere"}, key="same-key-1").status_code == 400
    assert as_dora.post("/space", NEW_SPACE, key="same-key-1").status_code == 201


def test_command_that_fails_halfway_leaves_nothing(as_dora: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(DoneCommand.objects, "create", broken)
        assert as_dora.post("/space", NEW_SPACE, key="same-key-1").status_code == 500
    assert not Space.objects.exists()
    assert as_dora.post("/space", NEW_SPACE, key="same-key-1").status_code == 201


def test_a_key_is_one_persons_and_says_whether_it_was_used_before(ana: Person, ben: Person) -> None:
    made = [uuid4(), uuid4(), uuid4()]

    def acts(person: Person, which: int) -> tuple[UUID, bool]:
        return services.once(
            person_id=person.pk, key="same-key-1", fingerprint=b"f", effect=lambda: made[which]
        )

    assert acts(ana, 0) == (made[0], False)
    assert acts(ben, 1) == (made[1], False)
    assert acts(ana, 2) == (made[0], True)


def test_key_is_kept_for_thirty_days_and_then_forgotten(as_dora: Phone) -> None:
    as_dora.post("/space", NEW_SPACE, key="same-key-1")
    with time_machine.travel(now() + timedelta(days=30, minutes=-1), tick=False):
        forget_old_keys()
        assert DoneCommand.objects.count() == 1
    with time_machine.travel(now() + timedelta(days=30, minutes=1), tick=False):
        assert services.forget_old_keys() == 1
        assert DoneCommand.objects.count() == 0


def test_fingerprint_does_not_give_short_words_away(as_dora: Phone) -> None:
    as_dora.post("/space", NEW_SPACE, key="same-key-1")
    [kept] = DoneCommand.objects.values_list("fingerprint", flat=True)
    assert len(bytes(kept)) == 32
    assert b"Home" not in bytes(kept)


@pytest.mark.django_db(transaction=True)
def test_twin_in_flight_is_refused(ana: Person) -> None:
    inside, finish = Event(), Event()

    def effect() -> UUID:
        inside.set()
        finish.wait(10)
        return ana.pk

    def slow() -> None:
        with closing(connection), transaction.atomic():
            services.once(person_id=ana.pk, key="same-key-1", fingerprint=b"", effect=effect)

    with ThreadPoolExecutor(1) as first:
        working = first.submit(slow)
        assert inside.wait(10)
        answer = Phone(ana).post("/space", NEW_SPACE, key="same-key-1")
        finish.set()
        working.result(10)
    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_in_flight")
    assert not Space.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twins_at_the_same_moment_have_one_effect(ana: Person) -> None:
    phones = [Phone(ana) for _ in range(4)]
    answers = at_once(
        *(lambda phone=phone: phone.post("/space", NEW_SPACE, key="same-key-1") for phone in phones)
    )
    assert Space.objects.count() == 1
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert 201 in {answer.status_code for answer in answers}
    refused = {answer.json()["code"] for answer in answers if answer.status_code == 409}
    assert refused <= {"idempotency_in_flight"}
