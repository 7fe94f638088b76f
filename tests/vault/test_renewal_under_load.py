"""Keys are renewed while people read and write: no request fails, no word is lost."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection

from backend.accounts.models import Person
from backend.core.api.views import View
from backend.spaces.models import Space
from backend.vault import services
from backend.vault.models import Key
from backend.vault.services import look_after_keys, renew_key
from tests.checkins.conftest import answers
from tests.client import Phone
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4
GRACE = timedelta(seconds=1)


@contextmanager
def busy(*acts: Callable[[int], Any]) -> Iterator[list[Any]]:
    """Each act runs again and again on a thread of its own; what each returned is collected."""
    enough, seen = Event(), list[Any]()

    def run(act: Callable[[int], Any]) -> None:
        number = 0
        try:
            while not enough.is_set():
                number += 1
                try:
                    seen.append(act(number))
                except Exception as error:  # noqa: BLE001  (the caller looks at what was raised)
                    seen.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        enough.set()
        for thread in threads:
            thread.join()


def test_no_request_fails_while_keys_are_renewed(
    ana: Person, ben: Person, space: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "GRACE", GRACE)
    monkeypatch.setattr(View, "limits", ())  # whoever writes all the time for so long is no person
    opened = Phone(ana).post("/checkins", {"template": "weekly"}).json()
    address = f"/checkins/{opened['id']}"
    for person in (ana, ben):
        Phone(person).post(f"{address}/sending", answers(opened, "the lake"))
    first = {key.pk: key.version for key in Key.objects.all()}
    written: dict[str, str] = {}

    def rename(number: int) -> Any:
        words = written["name"] = f"Ana {number}"
        return Phone(ana).patch("/me", {"name": words})

    def rename_space(number: int) -> Any:
        words = written["space"] = f"Lighthouse {number}"
        return Phone(ben).patch("/space", {"name": words})

    with busy(
        lambda _: Phone(ben).get(address), lambda _: Phone(ana).get("/space"), rename, rename_space
    ) as seen:
        for _ in range(ROUNDS):
            for key in Key.objects.all():
                renew_key(key_id=key.pk)
            time.sleep(GRACE.total_seconds() * 1.2)
            at_once(*[lambda: look_after_keys(for_at_most=timedelta(minutes=1))] * 2)

    # What somebody was writing at that very moment is moved the next time.
    time.sleep(GRACE.total_seconds() * 1.2)
    look_after_keys(for_at_most=timedelta(minutes=1))
    failed = [answer for answer in seen if getattr(answer, "status_code", None) != 200]
    assert failed == []
    assert len(seen) > 4 * ROUNDS
    assert all(key.version != first[key.pk] and len(key.ring) == 1 for key in Key.objects.all())
    assert Phone(ana).get("/me").json()["name"] == written["name"]
    assert Phone(ben).get("/space").json()["name"] == written["space"]
    told = Phone(ben).get(address).json()["reveal"]["sheets"]
    assert [len(sheet["answers"]) for sheet in told] == [len(opened["questions"])] * 2
