"""A few words, or one kind one, beside what was revealed."""

import pytest

from backend.checkins.services import remarks
from tests.checkins.talks import Data, ok, refusal, reveal, told
from tests.client import Phone


@pytest.fixture
def seen(as_ana: Phone, as_ben: Phone) -> Data:
    return reveal(as_ana, as_ben)


def said(phone: Phone, seen: Data) -> list[tuple[bool, str]]:
    return [(one["mine"], one["words"]) for one in ok(phone.get(f"/checkins/{seen['id']}/comments"))]


def test_both_read_what_both_say_and_each_takes_back_their_own(
    as_ana: Phone, as_ben: Phone, seen: Data
) -> None:
    about = {"question": told(seen, "issue", mine=True)["question"]}
    path = f"/checkins/{seen['id']}/comments"
    hers = ok(as_ana.post(path, {**about, "words": "thank you for this"}), 201)
    ok(as_ben.post(path, {**about, "words": "gladly"}), 201)
    assert said(as_ben, seen) == [(False, "thank you for this"), (True, "gladly")]
    assert as_ben.delete(f"/comments/{hers['id']}").status_code == 403
    assert as_ana.delete(f"/comments/{hers['id']}").status_code == 204
    assert said(as_ben, seen) == [(True, "gladly")]


def test_nothing_is_said_to_what_nobody_has_answered(
    as_ana: Phone, seen: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/checkins/{seen['id']}/comments"
    nowhere = {"question": seen["id"], "words": "hello"}
    assert refusal(as_ana.post(path, nowhere)) == (400, "invalid")
    monkeypatch.setattr(remarks, "MOST_COMMENTS", 0)
    here = {"question": told(seen, "issue", mine=True)["question"], "words": "hello"}
    assert refusal(as_ana.post(path, here)) == (409, "enough_comments")
    assert refusal(as_ana.post(path, {**here, "words": "x" * 501})) == (400, "invalid")


def test_one_kind_word_to_each_answer_of_the_other(as_ana: Phone, as_ben: Phone, seen: Data) -> None:
    his = told(seen, "issue", mine=False)
    path = f"/answers/{his['id']}/reaction"
    for kind in ("i_hear_you", "thank_you"):
        for _ in range(2):
            assert ok(as_ana.put(path, {"kind": kind})) == {"kind": kind}
    for phone, mine in ((as_ana, False), (as_ben, True)):
        now = ok(phone.get(f"/checkins/{seen['id']}"))
        assert told(now, "issue", mine=mine)["reaction"] == "thank_you"
        assert told(now, "issue", mine=not mine)["reaction"] is None
    for _ in range(2):
        assert as_ana.delete(path).status_code == 204
    assert told(ok(as_ben.get(f"/checkins/{seen['id']}")), "issue", mine=True)["reaction"] is None


def test_there_are_only_kind_ones_and_none_to_oneself(as_ana: Phone, as_ben: Phone, seen: Data) -> None:
    his = told(seen, "issue", mine=False)
    path = f"/answers/{his['id']}/reaction"
    assert refusal(as_ana.put(path, {"kind": "really"})) == (400, "invalid")
    assert refusal(as_ben.put(path, {"kind": "thank_you"})) == (409, "own_words")


def test_what_was_kept_gets_no_reaction(as_ana: Phone, as_ben: Phone) -> None:
    check_in = ok(as_ana.post("/checkins", {"template": "daily"}), 201)
    scale = next(one["id"] for one in check_in["questions"] if one["kind"] == "scale")
    for phone in (as_ana, as_ben):
        sending = {"answers": [{"question": scale, "value": 5, "shared": phone is as_ben}]}
        ok(phone.post(f"/checkins/{check_in['id']}/sending", sending), 201)
    seen = ok(as_ben.get(f"/checkins/{check_in['id']}"))
    assert [len(side["answers"]) for side in seen["reveal"]["sheets"]] == [0, 1]
    [own] = [side for side in seen["reveal"]["sheets"] if side["member"]["is_me"]]
    ok(as_ana.put(f"/answers/{own['answers'][0]['id']}/reaction", {"kind": "thank_you"}))
