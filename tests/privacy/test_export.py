"""A file with everything that is one's own, and nothing that is the other's alone."""

import re
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.accounts.models import Person
from backend.core.clock import now
from backend.privacy import services
from backend.privacy.models import Export, Part, State
from backend.privacy.rules import contents
from backend.privacy.rules import file as format_
from backend.privacy.tasks import forget_expired_exports, make_exports
from tests.accounts.conversation import confirm
from tests.client import Phone
from tests.privacy.conftest import HERS, HIS, SEALED, SECRET, exported, made, ok, read, revealed, secures

ROOT = Path(__file__).resolve().parents[2]


def test_file_holds_what_is_ones_own(as_ana: Phone, ana: Person, lived: str) -> None:
    confirm(as_ana)
    secures(ana)
    data = read(made(as_ana))
    assert (data["format"], data["version"]) == ("toward-export", 3)
    assert (data["profile"]["name"], data["profile"]["email"]) == ("Ana", ana.email)
    assert [passkey["name"] for passkey in data["profile"]["passkeys"]] == ["Ana's phone"]
    assert [space["name"] for space in data["spaces"]] == ["The lighthouse"]
    assert [rhythm["template"] for rhythm in data["agreements"]] == ["daily"]
    assert len(data["reminders"]["browsers"]) == 1
    weekly = next(one for one in data["check_ins"] if one["template"] == "weekly")
    assert HERS in str(weekly["answers"])
    assert HIS in str(weekly["told"])
    assert {event["subject"]["id"] for event in data["timeline"]} >= {weekly["id"]}


def test_file_holds_nothing_the_other_has_not_shared(as_ana: Phone, ben: Person, lived: str) -> None:
    told = str(read(exported(as_ana)))
    assert SEALED in told, "it was shared at the reveal of the monthly"
    assert [word for word in (SECRET, "Ben", ben.email, str(ben.pk)) if word in told] == []


def test_what_is_kept_to_oneself_is_in_ones_own_file(as_ben: Phone, lived: str) -> None:
    told = str(read(exported(as_ben)))
    assert SECRET in told
    assert "her long way" in told


def test_spaces_of_before_are_in_it(as_ana: Phone, lived: str) -> None:
    confirm(as_ana)
    assert as_ana.delete("/space", {"quietly": True}).status_code == 204
    data = read(exported(as_ana))
    assert data["spaces"][0]["left_at"]
    assert HIS in str(data["check_ins"])


def test_asking_for_a_file_and_taking_it_need_a_fresh_proof(as_ana: Phone, lived: str) -> None:
    assert as_ana.post("/exports").json()["code"] == "confirmation_needed"
    exported(as_ana)
    [export] = ok(as_ana.get("/exports"))
    with time_machine.travel(now() + services.GIVEN_UP_AFTER):
        refused = as_ana.get(f"/exports/{export['id']}/file")
    assert (refused.status_code, refused.json()["code"]) == (403, "confirmation_needed")


def test_one_at_a_time_and_a_new_one_takes_its_place(as_ana: Phone) -> None:
    confirm(as_ana)
    first = ok(as_ana.post("/exports"))
    again = as_ana.post("/exports")
    assert (again.status_code, again.json()["code"]) == (409, "export_under_way")
    make_exports()
    second = ok(as_ana.post("/exports"))
    assert [one["id"] for one in ok(as_ana.get("/exports"))] == [second["id"]]
    assert as_ana.get(f"/exports/{first['id']}").status_code == 404


def test_a_few_a_day(as_ana: Phone) -> None:
    confirm(as_ana)
    codes = []
    for _ in range(7):
        codes.append(as_ana.post("/exports").status_code)
        make_exports()
    assert codes == [201] * 6 + [429]


def test_nobody_else_gets_to_it(as_ana: Phone, as_ben: Phone, lived: str) -> None:
    exported(as_ana)
    [export] = ok(as_ana.get("/exports"))
    confirm(as_ben)
    for path in (f"/exports/{export['id']}", f"/exports/{export['id']}/file"):
        assert as_ben.get(path).status_code == 404
    assert as_ben.delete(f"/exports/{export['id']}").status_code == 404
    assert ok(as_ben.get("/exports")) == []


def test_it_lies_sealed_and_goes_after_a_week(as_ana: Phone, lived: str) -> None:
    exported(as_ana)
    assert HERS.encode() not in b"".join(bytes(part.words) for part in Part.objects.all())
    forget_expired_exports()
    assert Export.objects.count() == 1
    with time_machine.travel(now() + services.EXPORTS_LAST):
        assert ok(as_ana.get("/exports")) == []
        forget_expired_exports()
    assert (Export.objects.count(), Part.objects.count()) == (0, 0)


def test_its_owner_may_delete_it(as_ana: Phone) -> None:
    exported(as_ana)
    [export] = ok(as_ana.get("/exports"))
    assert as_ana.delete(f"/exports/{export['id']}").status_code == 204
    assert Part.objects.count() == 0


def test_a_killed_worker_is_followed_by_another(as_ana: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it had done is kept; only one part is made by each."""
    confirm(as_ana)
    export = ok(as_ana.post("/exports"))
    made: list[str] = []

    class Killed(BaseException):
        pass

    def until_killed(person: Person) -> list[Any]:
        made.append("timeline")
        if len(made) == 1:
            raise Killed
        return []

    monkeypatch.setitem(services.PARTS, "timeline", until_killed)
    with pytest.raises(Killed):
        make_exports()
    half = ok(as_ana.get(f"/exports/{export['id']}"))
    assert (half["state"], half["done"], half["of"]) == ("working", 4, len(services.PARTS))
    make_exports()
    assert made == ["timeline"], "it may still be at work"
    with time_machine.travel(now() + services.GIVEN_UP_AFTER + services.GIVEN_UP_AFTER):
        make_exports()
    assert ok(as_ana.get(f"/exports/{export['id']}"))["state"] == "ready"


def test_one_that_cannot_be_made_says_so_and_can_be_asked_for_again(
    as_ana: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirm(as_ana)
    with monkeypatch.context() as broken:
        broken.setitem(services.PARTS, "timeline", lambda person: 1 / 0)
        ok(as_ana.post("/exports"))
        make_exports()
        assert Export.objects.get().state == State.FAILED
        assert as_ana.get(f"/exports/{Export.objects.get().pk}/file").status_code == 404
    exported(as_ana)


def test_every_field_is_in_the_description() -> None:
    """And nothing else: names in the document are names of the format."""
    told = set(re.findall(r"`([a-z_]+)`", (ROOT / "docs" / "export-format.md").read_text()))
    source = Path(contents.__file__).read_text()
    named = set(re.findall(r"^\s*([a-z_]+)=|[(,]\s*([a-z_]+)=|\"([a-z_]+)\":", source, re.MULTILINE))
    fields = {name for found in named for name in found if name}
    assert fields - told == set()
    assert len(fields) > 50


def test_a_file_fits_its_own_description(as_ana: Phone, lived: str) -> None:
    assert format_.unpacked(exported(as_ana))["profile"]["name"] == "Ana"


def test_it_costs_no_more_for_more_check_ins(as_ana: Phone, as_ben: Phone, lived: str) -> None:
    costs = []
    for _ in range(2):
        confirm(as_ana)
        ok(as_ana.post("/exports"))
        with CaptureQueriesContext(connection) as asked:
            make_exports()
        costs.append(len(asked))
        revealed(as_ana, as_ben)
    assert costs[0] == costs[1] < 13 * len(services.PARTS)
