"""What the app itself keeps back, with no wall in the database behind it."""

import pytest

from tests.client import Phone
from tests.successes.conftest import Celebrates
from tests.successes.pictures import photo
from tests.successes.test_appreciations import daily

pytestmark = pytest.mark.usefixtures("first_wall_alone")


def test_private_one_stays_with_its_author(as_ana: Phone, as_ben: Phone, celebrates: Celebrates) -> None:
    path = f"/successes/{celebrates(as_ana, sharing='private')['id']}"
    as_ana.put(f"{path}/picture", photo())
    assert as_ben.get("/successes").json()["items"] == as_ben.get("/timeline").json()["items"] == []
    assert [as_ben.get(found).status_code for found in (path, f"{path}/picture")] == [404, 404]


def test_no_stays_with_whoever_said_it(as_ana: Phone, as_ben: Phone, joint: str) -> None:
    before = as_ana.get(joint).content
    as_ben.put(f"{joint}/confirmation", {"ours": False})
    assert as_ana.get(joint).content == before


def test_ones_own_day_decides_whether_thanks_are_asked_for(as_ana: Phone, as_ben: Phone) -> None:
    daily(as_ana, as_ben, understood=1)
    invited = [phone.get("/appreciations").json()["invites"] for phone in (as_ana, as_ben)]
    assert invited == [False, True]


def test_answers_that_are_not_opened_are_in_no_bank(as_ana: Phone, as_ben: Phone) -> None:
    opened = as_ana.post("/checkins", {"template": "daily"}).json()
    [thanks] = [one["id"] for one in opened["questions"] if one["kind"] == "appreciation"]
    given = {"answers": [{"question": thanks, "value": ["the soup"], "shared": True}]}
    assert as_ana.post(f"/checkins/{opened['id']}/sending", given).status_code == 201
    for phone in (as_ana, as_ben):
        assert phone.get("/appreciations").json()["items"] == []
    assert as_ben.get("/today").json()["good_thing"] is None
