"""Without the walls of the database: the app by itself shows nobody what is somebody else's."""

from typing import Any

import pytest

from backend.spaces.models import Space
from tests.boundaries.life import Said, agree_on_things, saying
from tests.client import Phone
from tests.privacy.conftest import ok

pytestmark = pytest.mark.usefixtures("first_wall_alone")
SAID = Said()


def test_what_she_keeps_is_not_in_anything_he_can_read(as_ana: Phone, as_ben: Phone, as_cleo: Phone) -> None:
    address = agree_on_things(as_ana, as_ben, SAID)
    hers = ok(as_ana.get("/boundaries"))
    assert SAID.kept in str(hers)
    assert ok(as_ana.get(address))["note"] == SAID.kept
    for phone in (as_ben, as_cleo):
        everything: Any = ok(phone.get("/boundaries"))
        assert everything["drafts"] == []
        assert SAID.kept not in str(everything)
    assert ok(as_ben.get(address))["note"] == ""
    assert [one["title"] for one in ok(as_ben.get("/boundaries"))["limits"]] == [SAID.told]
    [secret] = [one["id"] for one in hers["limits"] if not one["shared"]]
    for phone in (as_ben, as_cleo):
        assert phone.get(f"/limits/{secret}").status_code == 404
    assert as_cleo.get(address).status_code == 404


def test_what_was_said_before_it_was_told_is_not_told(as_ana: Phone, as_ben: Phone) -> None:
    words = saying("earlier")
    limit = ok(as_ana.post("/limits", {"words": words, "shared": False}))
    ok(as_ana.post(f"/limits/{limit['id']}/wordings", {"words": words | {"title": "later"}}))
    ok(as_ana.patch(f"/limits/{limit['id']}", {"shared": True}))
    assert [one["words"]["title"] for one in ok(as_ben.get(f"/limits/{limit['id']}"))["wordings"]] == [
        "later"
    ]


def test_the_rules_by_themselves_let_nobody_agree_to_their_own_words(as_ana: Phone, as_ben: Phone) -> None:
    agreement = ok(as_ana.post("/agreements", {"kind": "agreement", "words": saying("hers")}))
    version = f"/agreements/{agreement['id']}/versions/{agreement['open']}"
    assert as_ana.put(f"{version}/consent", None).status_code == 403


def test_whoever_has_left_took_their_limits_along(as_ana: Phone, as_ben: Phone, space: Space) -> None:
    agree_on_things(as_ana, as_ben, SAID)
    Space.objects.filter(pk=space.pk).update(closed_at="2026-01-01T00:00Z")
    assert ok(as_ben.get("/boundaries"))["limits"] == []
