"""Two write their own questions, ask them in a rhythm, change them, and take them along."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from backend.checkins.tasks import come_round
from tests.accounts.conversation import confirm
from tests.checkins.conftest import answers
from tests.checkins.own import EVENING, changed, ok
from tests.checkins.test_packs import pack, send_pack
from tests.client import Phone
from tests.factories.people import make_person, make_space

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAILY = {"repeat": "daily", "at": "20:00", "time_zone": "Europe/Berlin"}


@pytest.mark.django_db(transaction=True)
def test_ana_and_ben_ask_their_own_questions() -> None:
    people = make_person("Ana"), make_person("Ben", "ben@example.org")
    make_space(*people)
    ana, ben = map(Phone, people)
    with time_machine.travel(NOON, tick=False) as clock:
        # Ana writes it; Ben finds it, and gives it a rhythm.
        slug = ok(ana.post("/space/templates", EVENING))["slug"]
        ok(ben.post("/schedules", {"template": slug, **DAILY}))

        # It opens at eight. Ben changes a word while it is open, and both answer what was asked.
        clock.move_to(NOON + timedelta(hours=7))
        come_round()
        [first] = ok(ana.get("/today"))["open"]
        ok(changed(ben, slug, title="Our late evening"))
        assert both_answer(first["id"], ana, ben)["title"] == "Our evening"

        # The next evening it is asked in its new words.
        clock.shift(timedelta(days=1))
        come_round()
        [second] = ok(ben.get("/today"))["open"]
        assert second["title"] == "Our late evening"
        assert both_answer(second["id"], ben, ana)["state"] == "revealed"
        told = [event["told"]["title"] for event in ok(ana.get("/timeline"))["items"]]
        assert told == ["Our late evening", "Our evening"]

        # Later Ana leaves. The questions go with her as a file, into a space of her own.
        file = pack(ana)
        confirm(ana)
        assert ana.delete("/space", {"quietly": True}).status_code == 204
        ok(ana.post("/space", {"time_zone": "Europe/Berlin"}))
        assert [one["title"] for one in ok(send_pack(ana, file))] == ["Our late evening"]
        assert [one["title"] for one in ok(ben.get("/space/templates"))] == ["Our late evening"]


def both_answer(check_in: str, *phones: Phone) -> Any:
    """Each their own; as the last of them sees it then."""
    path = f"/checkins/{check_in}"
    return [ok(phone.post(f"{path}/sending", answers(ok(phone.get(path))))) for phone in phones][-1]
