"""Before the reveal, nothing that Ana can fetch depends on what Ben has written, or on whether he has."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.checkins.conftest import answers
from tests.client import Phone

Weekly = dict[str, Any]


def everything(phone: Phone, weekly: Weekly) -> list[tuple[int, bytes, list[tuple[str, str]]]]:
    """Every byte a person can fetch: status, body, headers."""
    paths = ["/me", "/space", "/today", "/timeline", "/templates", "/schedules", f"/checkins/{weekly['id']}"]
    responses = [phone.get(path) for path in paths]
    return [(one.status_code, one.content, sorted(one.items())) for one in responses]


def sends(ben: Phone, weekly: Weekly) -> None:
    ben.post(f"/checkins/{weekly['id']}/sending", answers(weekly, "hidden"))


def sends_and_takes_back(ben: Phone, weekly: Weekly) -> None:
    sends(ben, weekly)
    ben.delete(f"/checkins/{weekly['id']}/sending")


def keeps_all_to_himself(ben: Phone, weekly: Weekly) -> None:
    ben.post(f"/checkins/{weekly['id']}/sending", answers(weekly, "hidden", shared=False))


def is_not_ready(ben: Phone, weekly: Weekly) -> None:
    ben.put(f"/checkins/{weekly['id']}/deferral", {"reason": "not_ready"})


def skips(ben: Phone, weekly: Weekly) -> None:
    ben.put(f"/checkins/{weekly['id']}/deferral", {"reason": "skipped"})


@pytest.mark.parametrize("act", [sends, sends_and_takes_back, keeps_all_to_himself, is_not_ready, skips])
def test_bens_side_changes_nothing_ana_can_fetch(
    as_ana: Phone, as_ben: Phone, weekly: Weekly, act: Callable[[Phone, Weekly], None]
) -> None:
    before = everything(as_ana, weekly)
    act(as_ben, weekly)
    assert everything(as_ana, weekly) == before


@pytest.mark.parametrize("act", [is_not_ready, skips])
def test_having_sent_tells_ana_no_more(
    as_ana: Phone, as_ben: Phone, weekly: Weekly, act: Callable[[Phone, Weekly], None]
) -> None:
    as_ana.post(f"/checkins/{weekly['id']}/sending", answers(weekly))
    before = everything(as_ana, weekly)
    act(as_ben, weekly)
    assert everything(as_ana, weekly) == before


@pytest.mark.parametrize("act", [sends, keeps_all_to_himself, is_not_ready])
def test_anas_refusals_do_not_depend_on_ben(
    as_ana: Phone, as_ben: Phone, weekly: Weekly, act: Callable[[Phone, Weekly], None]
) -> None:
    path = f"/checkins/{weekly['id']}/sending"

    def refusals() -> list[tuple[int, bytes]]:
        tried = [
            as_ana.delete(path),
            as_ana.post(path, {"answers": []}),
            as_ana.post("/checkins", {"template": "weekly"}),
        ]
        return [(one.status_code, one.content) for one in tried]

    before = refusals()
    act(as_ben, weekly)
    assert refusals() == before


def test_what_ana_sees_of_herself_after_sending_is_the_same_in_both_worlds(
    as_ana: Phone, as_ben: Phone, weekly: Weekly
) -> None:
    """Her own request is answered alike, whether or not Ben has put his side aside."""
    alone = as_ana.post(f"/checkins/{weekly['id']}/sending", answers(weekly)).content
    as_ana.delete(f"/checkins/{weekly['id']}/sending")
    skips(as_ben, weekly)
    assert as_ana.post(f"/checkins/{weekly['id']}/sending", answers(weekly)).content == alone


def test_a_stranger_finds_nothing(as_cleo: Phone, weekly: Weekly) -> None:
    path = f"/checkins/{weekly['id']}"
    tried = [
        as_cleo.get(path),
        as_cleo.post(f"{path}/sending", answers(weekly)),
        as_cleo.delete(f"{path}/sending"),
        as_cleo.put(f"{path}/deferral", {"reason": "skipped"}),
        as_cleo.delete(f"{path}/deferral"),
    ]
    assert {(one.status_code, one.json()["code"]) for one in tried} == {(404, "not_found")}


def test_signed_out_is_told_to_sign_in(signed_out: Phone, weekly: Weekly) -> None:
    path = f"/checkins/{weekly['id']}"
    tried = [
        signed_out.get(path),
        signed_out.post(f"{path}/sending", answers(weekly)),
        signed_out.get("/today"),
    ]
    assert {(one.status_code, one.json()["code"]) for one in tried} == {(401, "signed_out")}
