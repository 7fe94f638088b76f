"""After a reveal: two people hear each other, promise something, park the rest, and find it again."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from backend.accounts.models import Person
from tests.checkins.talks import a_turn, hears, ok, opens, reveal, says, says_back, told
from tests.client import Phone
from tests.privacy.conftest import exported, read
from tests.privacy.test_erasure import erase

SUNDAY = datetime(2026, 11, 22, 18, tzinfo=UTC)
HIS_WORDS = "i am afraid to do it wrong"


@pytest.mark.django_db(transaction=True)
def test_ana_and_ben_talk_it_through(as_ana: Phone, as_ben: Phone, ana: Person) -> None:
    with time_machine.travel(SUNDAY, tick=False) as clock:
        seen = reveal(as_ana, as_ben)
        talk = opens(as_ana, seen, answer=told(seen, "issue", mine=True)["id"])

        # She speaks; he does not get it at once; then they swap.
        ok(says(as_ana, talk, "i carry the evenings alone"), 201)
        ok(says_back(as_ben, talk, "you are angry with me"), 201)
        ok(hears(as_ana, talk, heard=False))
        ok(says_back(as_ben, talk, "you are alone in the evenings"), 201)
        ok(hears(as_ana, talk))
        a_turn(as_ben, as_ana, talk, HIS_WORDS)

        # Now, and not before, what to do; the rest can wait for its day.
        promised = {"text": "ten minutes, just for us", "by": None, "check_in": seen["id"]}
        ok(as_ben.post("/promises", promised), 201)
        ok(as_ana.put(f"/topics/{talk['id']}/settling", {"aloud": False}))
        car = opens(as_ben, seen, "who takes the car")
        ok(as_ana.put(f"/topics/{car['id']}/parking", {"return_on": "2026-11-28"}))

        # A week later it is there again: at the start, and after the reveal.
        clock.shift(timedelta(days=7))
        next_one = ok(as_ana.post("/checkins", {"template": "daily"}), 201)
        assert brought_back(as_ben, next_one) == ["who takes the car"]
        ok(as_ana.delete(f"/checkins/{next_one['id']}/deferral"))
        later = reveal(as_ana, as_ben)
        assert brought_back(as_ana, later) == ["who takes the car"]
        a_turn(as_ana, as_ben, car, "i can walk on fridays")
        clock.shift(timedelta(days=1))
        assert brought_back(as_ana, ok(as_ana.post("/checkins", {"template": "open"}), 201)) == []

        # What each said is in their own file, and goes with them.
        his = {"said_back": False, "words": HIS_WORDS}
        assert [his in file_of(phone) for phone in (as_ben, as_ana)] == [True, False]
        erase(as_ben)
        left = ok(as_ana.get(f"/topics/{talk['id']}"))
        assert [turn["said"] for turn in left["turns"]] == ["i carry the evenings alone", ""]
        assert left["may"] == []


def file_of(phone: Phone) -> list[dict[str, Any]]:
    return [said for talk in read(exported(phone))["talks"] for said in talk["said"]]


def brought_back(phone: Phone, check_in: dict[str, Any]) -> list[str]:
    found = ok(phone.get(f"/checkins/{check_in['id']}/topics"))
    return [one["words"] for one in found if one["check_in"] != check_in["id"]]
