"""From something small that went well to a line on both people's timeline, and a bank for a hard day."""

from typing import Any

import pytest

from backend.accounts.models import Person
from backend.spaces.models import Space
from tests.checkins.conftest import answers
from tests.client import Phone
from tests.successes.pictures import CAMERA, photo


def ok(response: Any) -> Any:
    assert response.status_code in (200, 201), response.content
    return response.json()


def _bank(phone: Phone) -> list[str]:
    return [text for one in ok(phone.get("/appreciations", whose="for_me"))["items"] for text in one["texts"]]


@pytest.mark.django_db
def test_ana_and_ben_celebrate_and_thank(as_ana: Phone, as_ben: Phone, ben: Person, space: Space) -> None:
    # Ana keeps it to herself at first. Nothing of it reaches Ben.
    kept = {"words": "we came back after a pause", "sharing": "private", "happened_on": "2026-11-20"}
    path = f"/successes/{ok(as_ana.post('/successes', {**kept, 'milestone': 'used_a_pause'}))['id']}"
    assert ok(as_ben.get("/successes"))["items"] == ok(as_ben.get("/timeline"))["items"] == []

    # Then she calls it theirs, with a picture. It becomes a question to him.
    ok(as_ana.put(f"{path}/picture", photo()))
    ok(as_ana.patch(path, {"sharing": "joint"}))
    [asked] = ok(as_ben.get("/successes"))["items"]
    assert (asked["asks"], asked["words"]) == (True, "we came back after a pause")
    assert ok(as_ana.get("/timeline"))["items"] == []

    # He says yes, and something kind. Both find it in its words, with the picture, in nobody's hue.
    ok(as_ben.put(f"{path}/confirmation", {"ours": True}))
    assert ok(as_ben.put(f"{path}/reaction", {"kind": "proud_of_you"}))["together"]
    for phone in (as_ana, as_ben):
        [event] = ok(phone.get("/timeline"))["items"]
        assert (event["verb"], event["on"], event["told"]["hue"]) == ("milestone", "2026-11-20", None)
        assert event["told"]["text"] == "we came back after a pause"
        picture = phone.get(f"/successes/{event['told']['picture_id']}/picture")
        assert (picture["Content-Type"], CAMERA.encode() in picture.content) == ("image/webp", False)

    # A thank you, and one in a check-in that both open: the bank has both, the newest first.
    ok(as_ben.post("/appreciations", {"words": "you waited for me"}))
    daily = ok(as_ana.post("/checkins", {"template": "daily"}))
    for phone in (as_ana, as_ben):
        ok(phone.post(f"/checkins/{daily['id']}/sending", answers(daily)))
    assert _bank(as_ana) == ["the soup", "you waited for me"]

    # He takes his yes back: it is on nobody's timeline. She takes all of it back: it is nowhere.
    ok(as_ben.delete(f"{path}/confirmation"))
    assert "milestone" not in [event["verb"] for event in ok(as_ana.get("/timeline"))["items"]]
    assert as_ana.delete(path).status_code == 204
    assert [as_ben.get(found).status_code for found in (path, f"{path}/picture")] == [404, 404]
