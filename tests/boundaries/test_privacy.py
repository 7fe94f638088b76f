"""What one takes along, and what stays with the other when one is forgotten."""

from typing import Any

import pytest

from backend.boundaries.models import Agreement, Consent, Draft, Limit, Note, Version, Wording
from backend.spaces.models import Space
from tests.accounts.conversation import confirm
from tests.boundaries.life import Said, agree_on_things
from tests.client import Phone
from tests.privacy.conftest import exported, ok, read

SAID = Said()


@pytest.fixture
def lived(as_ana: Phone, as_ben: Phone) -> str:
    return agree_on_things(as_ana, as_ben, SAID)


def titles(found: dict[str, Any]) -> set[str]:
    return {each for each in vars(SAID).values() if each in str(found)}


def erase(phone: Phone) -> None:
    confirm(phone)
    assert phone.post("/erasure", key="").status_code == 204


def test_she_takes_along_all_that_is_hers_and_theirs(as_ana: Phone, lived: str) -> None:
    found = read(exported(as_ana))["boundaries"]
    assert titles(found) == set(vars(SAID).values())
    assert [len(found[part]) for part in ("agreements", "limits", "drafts")] == [3, 2, 2]
    [first, *_] = found["agreements"]
    assert [one["standing"] for one in first["versions"]] == ["agreed", "declined", "declined"]
    assert (first["note"], [one["by_me"] for one in first["versions"]]) == (SAID.kept, [True, True, False])


def test_he_takes_along_what_was_between_them_and_nothing_she_told_or_kept(as_ben: Phone, lived: str) -> None:
    found = read(exported(as_ben))["boundaries"]
    assert titles(found) == {SAID.both, SAID.hers, SAID.his}
    assert (found["limits"], found["drafts"]) == ([], [])


def test_agreements_stay_with_the_other_and_what_was_hers_alone_goes(
    as_ana: Phone, as_ben: Phone, lived: str
) -> None:
    erase(as_ana)
    kept = ok(as_ben.get(lived))
    assert (kept["state"], kept["versions"][-1]["words"]["title"]) == ("agreed", SAID.both)
    assert (kept["versions"][-1]["by_me"], kept["note"]) == (False, "")
    assert titles(kept) == {SAID.both, SAID.his}
    everything = ok(as_ben.get("/boundaries"))
    assert sorted(one["state"] for one in everything["agreements"]) == ["agreed", "ended"]
    assert (everything["limits"], everything["drafts"]) == ([], [])
    assert [model.objects.count() for model in (Limit, Wording, Draft, Note)] == [0, 0, 0, 0]
    assert len(ok(as_ben.get("/timeline"))["items"]) == 3


def test_after_both_nothing_is_left(as_ana: Phone, as_ben: Phone, lived: str) -> None:
    erase(as_ana)
    erase(as_ben)
    assert [model.objects.count() for model in (Agreement, Version, Consent, Space)] == [0, 0, 0, 0]


def test_in_a_closed_space_he_reads_what_they_agreed_and_changes_nothing(
    as_ana: Phone, as_ben: Phone, lived: str
) -> None:
    confirm(as_ana)
    assert as_ana.delete("/space", {"quietly": True}).status_code == 204
    kept = ok(as_ben.get(lived))
    assert titles(kept) == {SAID.both, SAID.hers, SAID.his}
    assert ok(as_ben.get("/boundaries"))["limits"] == []
    refused = as_ben.put(f"{lived}/ending", None)
    assert (refused.status_code, refused.json()["code"]) == (409, "space_closed")
    assert as_ana.get(lived).status_code == 404
