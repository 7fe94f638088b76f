"""From a check-in to a promise, from a promise to a success, as two people live it, through the API."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from tests.checkins.conftest import answers
from tests.client import Phone
from tests.factories.people import make_person, make_space

SUNDAY = datetime(2026, 11, 22, 19, tzinfo=UTC)


def ok(response: Any) -> Any:
    assert response.status_code in (200, 201), response.json()
    return response.json()


@pytest.mark.django_db
def test_what_was_said_is_kept_and_celebrated() -> None:
    with time_machine.travel(SUNDAY, tick=False) as clock:
        ana, ben = make_person("Ana"), make_person("Ben")
        make_space(ana, ben)
        hers, his = Phone(ana), Phone(ben)

        # Each says one small thing in the weekly; nobody sees it before the other has sent.
        weekly = ok(hers.post("/checkins", {"template": "weekly"}))
        path = f"/checkins/{weekly['id']}/sending"
        ok(hers.post(path, answers(weekly)))
        assert ok(hers.get("/promises"))["open"] == ok(his.get("/promises"))["open"] == []
        ok(his.post(path, answers(weekly)))

        # Then both stand on Us, each its author's to keep.
        his_side = ok(his.get("/promises"))["open"]
        assert [one["text"] for one in his_side] == ["cook", "cook"]
        mine = next(one for one in ok(hers.get("/promises"))["open"] if one["mine"])
        at = f"/promises/{mine['id']}"

        # She asks to be reminded, finds that day too soon, and changes it; he sees what it is now.
        ok(hers.patch(at, {"remind": True}))
        instead = ok(hers.post(f"{at}/renegotiation", {"text": "cook on Sunday", "by": "2026-12-06"}))
        assert {one["text"] for one in ok(his.get("/promises"))["open"]} == {"cook", "cook on Sunday"}

        # Kept: on the timeline of both, with its words, and a success if she likes.
        clock.shift(timedelta(days=7))
        ok(hers.put(f"/promises/{instead['id']}/outcome", {"became": "kept"}))
        [kept] = [one for one in ok(his.get("/timeline"))["items"] if one["verb"] == "kept"]
        assert (kept["subject"]["id"], kept["told"]["text"]) == (instead["id"], "cook on Sunday")
        success = {"words": instead["text"], "sharing": "shared", "happened_on": "2026-11-29"}
        ok(hers.post("/successes", success))
        assert {one["verb"] for one in ok(his.get("/timeline"))["items"]} >= {"celebrated", "kept"}
