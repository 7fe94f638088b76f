"""What there is between Ana and Ben on an evening, so that most of what Ana might do can be done.

One thing cannot be both hers and his, open and over: so there is a side for each, and the ids of one side
fill what another leaves out.
"""

from tests.architecture.world import AWAY, OWN, RHYTHM, SAID
from tests.boundaries.conftest import proposed, version
from tests.checkins.conftest import answers
from tests.checkins.talks import Data, ok, opens, reveal, says, says_back, soon, told
from tests.client import Phone
from tests.successes.pictures import photo

LAUGHED = {"words": "We laughed", "sharing": "joint", "happened_on": "2026-11-22"}
SIDES = 3
DRAFT = "2b1c7c0e-5a3f-4f0e-9f51-3c1d4f5b6a70"


def sides(ana: Phone, ben: Phone) -> list[dict[str, str]]:
    """Ids by their name in an address: of what is Ana's, of what is Ben's, and of what is over."""
    evening = [reveal(ana, ben, slug) for slug in ("weekly", "quarterly", "monthly", "open")]
    hers = _hers(ana, evening[0]) | _proposed_by(ana, ben)
    his = _his(ana, ben, evening) | _proposed_by(ben, ana)
    return [hers, hers | his, hers | _over(ana, evening[3])]


def _hers(ana: Phone, seen: Data) -> dict[str, str]:
    """What she began, and nobody has answered yet."""
    assert ana.put(f"/drafts/{DRAFT}", {"kind": "agreement", "words": SAID}).status_code == 204
    comment = {"question": told(seen, "issue", mine=False)["question"], "words": "Yes."}
    made = {
        "check_in_id": ana.post("/checkins", {"template": "daily"}),
        "schedule_id": ana.post("/schedules", {"template": "weekly", **RHYTHM}),
        "rest_id": ana.post("/rests", AWAY),
        "promise_id": ana.post("/promises", {"text": "The soup"}),
        "success_id": ana.post("/successes", LAUGHED),
        "appreciation_id": ana.post("/appreciations", {"words": "The soup"}),
        "limit_id": ana.post("/limits", {"words": SAID, "shared": False}),
        "comment_id": ana.post(f"/checkins/{seen['id']}/comments", comment),
    }
    slug = ok(ana.post("/space/templates", OWN), 201)["slug"]
    own = {name: ok(answer, 201)["id"] for name, answer in made.items()}
    ok(ana.put(f"/successes/{own['success_id']}/picture", photo()))
    return own | {"about": DRAFT, "slug": slug, "topic_id": opens(ana, seen)["id"]}


def _his(ana: Phone, ben: Phone, evening: list[Data]) -> dict[str, str]:
    """What waits for her: to say back what he said, to hear what he said back, to confirm, to react."""
    spoken, heard = (opens(phone, seen) for phone, seen in zip((ben, ana), evening[1:3], strict=True))
    turn = ok(says(ben, spoken), 201)["turns"][-1]
    ok(says(ana, heard), 201)
    echo = ok(says_back(ben, heard), 201)["turns"][-1]["echoes"][-1]
    return {
        "check_in_id": evening[0]["id"],
        "success_id": ok(ben.post("/successes", LAUGHED), 201)["id"],
        "answer_id": told(evening[0], "issue", mine=False)["id"],
        "turn_id": turn["id"],
        "echo_id": echo["id"],
        "topic_id": heard["id"],
    }


def _over(ana: Phone, seen: Data) -> dict[str, str]:
    """What she may take back: a topic she parked, what she has sent."""
    parked = opens(ana, seen)
    ok(ana.put(f"/topics/{parked['id']}/parking", {"return_on": soon()}))
    sent = ok(ana.post("/checkins", {"template": "monthly"}), 201)
    ok(ana.post(f"/checkins/{sent['id']}/sending", answers(sent)), 201)
    return {"topic_id": parked["id"], "check_in_id": sent["id"]}


def _proposed_by(one: Phone, other: Phone) -> dict[str, str]:
    """Agreed on by both, with a change that waits for the other."""
    first = proposed(one)
    ok(other.put(version(first, "consent"), None))
    change = ok(one.post(f"/agreements/{first['id']}/versions", {"words": SAID}), 201)
    return {"agreement_id": change["id"], "version_id": change["open"]}
