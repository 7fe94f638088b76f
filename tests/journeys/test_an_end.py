"""The end of a space, and what each takes along, as two people live it, through the API."""

from typing import Any

import pytest

from tests.accounts.conversation import confirm
from tests.checkins.conftest import answers
from tests.client import Phone
from tests.factories.people import make_person
from tests.privacy.conftest import bring, exported, ok, read

HERS, HIS = "the long way round", "ask me once more"


def the_end(ana: Phone, ben: Phone, mailoutbox: list[Any]) -> str:
    """A weekly opened together, one in which only Ben has written; then Ana leaves. The weekly's address."""
    ok(ana.post("/space", {"time_zone": "Europe/Berlin"}))
    ok(ben.post("/memberships", {"code": ok(ana.post("/space/invitation"))["code"]}))
    weekly = ok(ana.post("/checkins", {"template": "weekly"}))
    path = f"/checkins/{weekly['id']}"
    ok(ana.post(f"{path}/sending", answers(weekly, HERS)))
    ok(ben.post(f"{path}/sending", answers(weekly, HIS)))
    half = ok(ben.post("/checkins", {"template": "monthly"}))
    ok(ben.post(f"/checkins/{half['id']}/sending", answers(half, "not for now")))

    # Ana shows that it is her, and leaves quietly. She is out; nobody is told.
    confirm(ana)
    mailoutbox.clear()
    assert ana.delete("/space", {"quietly": True}).status_code == 204
    assert ana.get("/today").json()["code"] == "no_space"
    assert mailoutbox == []

    # Ben finds it closed: what they opened is there to read, what he sent alone stays sealed.
    assert ok(ben.get("/space"))["closed"] is True
    assert HERS in ben.get(path).content.decode()
    assert ben.post("/checkins", {"template": "daily"}).json()["code"] == "space_closed"
    assert ok(ben.get(f"/checkins/{half['id']}"))["state"] == "closed"
    return path


@pytest.mark.django_db(transaction=True)
def test_ana_leaves_takes_her_words_is_forgotten_and_begins_anew(mailoutbox: list[Any]) -> None:
    ana, ben = Phone(make_person("Ana")), Phone(make_person("Ben"))
    path = the_end(ana, ben, mailoutbox)

    # Ana takes everything along: her words and what was told to her, nothing else of his.
    file = exported(ana)
    words = str(read(file))
    assert (HERS in words, HIS in words, "not for now" in words) == (True, True, False)

    # She is forgotten. Ben's page shows his side alone.
    assert ana.post("/erasure").status_code == 204
    assert ana.get("/me").json()["code"] == "signed_out"
    kept = ben.get(path).content.decode()
    assert (HERS in kept, HIS in kept) == (False, True)

    # Much later, with the same address, she brings it back, and shares a space with somebody else.
    again, cleo = Phone(make_person("Ana")), Phone(make_person("Cleo"))
    assert ok(bring(again, file))["added"] == 2
    ok(again.post("/space", {"time_zone": "Europe/Berlin"}))
    ok(cleo.post("/memberships", {"code": ok(again.post("/space/invitation"))["code"]}))
    assert len(ok(again.get("/kept"))) == 2
    assert (ok(cleo.get("/kept")), ok(cleo.get("/timeline"))["items"]) == ([], [])

    # And Ben begins a space of his own, which leaves the closed one.
    assert ok(ben.post("/space", {"time_zone": "Europe/Lisbon"}))["closed"] is False
    assert ben.get(path).status_code == 404
