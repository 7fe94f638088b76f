"""The order of what is in a file tells nothing either."""

from tests.client import Phone
from tests.privacy.conftest import exported, ok, read


def test_check_ins_come_in_the_order_they_were_opened(as_ana: Phone, as_ben: Phone) -> None:
    """Also on one day: neither by their random ids nor as the database happens to hold them."""
    begun = [ok(as_ana.post("/checkins", {"template": slug})) for slug in ("weekly", "monthly", "open")]
    ok(as_ana.put(f"/checkins/{begun[0]['id']}/deferral", {"reason": "skipped"}))
    ok(as_ben.put(f"/checkins/{begun[1]['id']}/deferral", {"reason": "skipped"}))
    assert [one["template"] for one in read(exported(as_ana))["check_ins"]] == ["weekly", "monthly", "open"]
