"""A limit of one's own: said, told, taken back, let go, and nobody is asked."""

from typing import Any

import pytest

from backend.boundaries.models import Limit, Wording
from backend.boundaries.services import MOST_LIMITS
from backend.spaces.models import Space
from tests.boundaries.conftest import PHONES, QUIET
from tests.client import Phone
from tests.privacy.conftest import ok

EARLIER, LATER = QUIET | {"why": "I cannot say it yet."}, QUIET | {"why": "It is when I rest."}


def limit(phone: Phone, words: dict[str, str] = QUIET, *, shared: bool = False) -> dict[str, Any]:
    return dict(ok(phone.post("/limits", {"words": words, "shared": shared}), 201))


def whys(phone: Phone, one: dict[str, Any]) -> list[str]:
    return [each["words"]["why"] for each in ok(phone.get(f"/limits/{one['id']}"))["wordings"]]


def test_it_is_its_authors_alone(as_ana: Phone, as_ben: Phone) -> None:
    mine = limit(as_ana)
    assert (mine["by_me"], mine["shared"], mine["wordings"][0]["words"]) == (True, False, QUIET)
    assert as_ben.get(f"/limits/{mine['id']}").status_code == 404
    assert ok(as_ben.get("/boundaries"))["limits"] == []


def test_alone_one_has_limits_too(as_cleo: Phone) -> None:
    assert ok(as_cleo.get(f"/limits/{limit(as_cleo)['id']}"))["by_me"] is True


def test_told_it_can_be_read_and_taken_back_at_once(as_ana: Phone, as_ben: Phone) -> None:
    mine = limit(as_ana)
    assert ok(as_ana.patch(f"/limits/{mine['id']}", {"shared": True}))["shared"] is True
    [seen] = ok(as_ben.get("/boundaries"))["limits"]
    assert (seen["by_me"], seen["title"]) == (False, QUIET["title"])
    for _ in range(2):
        assert ok(as_ana.patch(f"/limits/{mine['id']}", {"shared": False}))["shared"] is False
    assert as_ben.get(f"/limits/{mine['id']}").status_code == 404
    assert ok(as_ben.get("/boundaries"))["limits"] == []


def test_what_was_written_before_it_was_told_stays_its_authors(as_ana: Phone, as_ben: Phone) -> None:
    mine = limit(as_ana, EARLIER)
    ok(as_ana.post(f"/limits/{mine['id']}/wordings", {"words": QUIET}))
    ok(as_ana.patch(f"/limits/{mine['id']}", {"shared": True}))
    ok(as_ana.post(f"/limits/{mine['id']}/wordings", {"words": LATER}))
    assert whys(as_ana, mine) == [LATER["why"], QUIET["why"], EARLIER["why"]]
    assert whys(as_ben, mine) == [LATER["why"], QUIET["why"]]
    ok(as_ana.patch(f"/limits/{mine['id']}", {"shared": False}))
    ok(as_ana.patch(f"/limits/{mine['id']}", {"shared": True}))
    assert whys(as_ben, mine) == [LATER["why"]]


def test_the_other_can_do_nothing_with_it(as_ana: Phone, as_ben: Phone) -> None:
    address = f"/limits/{limit(as_ana, shared=True)['id']}"
    answers = [
        as_ben.patch(address, {"shared": False}),
        as_ben.delete(address),
        as_ben.post(f"{address}/wordings", {"words": PHONES}),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert whys(as_ana, {"id": address.rpartition("/")[2]}) == [QUIET["why"]]


def test_let_go_it_is_gone_with_every_word(as_ana: Phone, as_ben: Phone) -> None:
    address = f"/limits/{limit(as_ana, shared=True)['id']}"
    assert as_ana.delete(address).status_code == 204
    assert as_ana.delete(address).status_code == 404
    assert not Limit.objects.exists()
    assert not Wording.objects.exists()


def test_there_is_an_end_to_how_many(as_ana: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = limit(as_ana)
    monkeypatch.setattr("backend.boundaries.services.limiting.MOST_LIMITS", 1)
    monkeypatch.setattr("backend.boundaries.services.limiting.MOST_VERSIONS", 1)
    for address, body in (
        ("/limits", {"words": QUIET, "shared": False}),
        (f"/limits/{mine['id']}/wordings", {"words": LATER}),
    ):
        assert as_ana.post(address, body).status_code == 409
    assert MOST_LIMITS == 100


def test_empty_words_are_no_limit(as_ana: Phone) -> None:
    empty = {"words": QUIET | {"what_i_do": ""}, "shared": False}
    assert as_ana.post("/limits", empty).status_code == 400


def test_whoever_leaves_takes_their_limits_along(as_ana: Phone, as_ben: Phone, space: Space) -> None:
    his, hers = limit(as_ben, shared=True), limit(as_ana, shared=True)
    assert len(ok(as_ben.get("/boundaries"))["limits"]) == 2
    Space.objects.filter(pk=space.pk).update(closed_at="2026-01-01T00:00Z")
    assert [one["id"] for one in ok(as_ben.get("/boundaries"))["limits"]] == [his["id"]]
    assert as_ben.get(f"/limits/{hers['id']}").status_code == 404
