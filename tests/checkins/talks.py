"""What two people do after a reveal, as their phones would."""

from datetime import timedelta
from typing import Any

from backend.core.clock import now
from tests.checkins.conftest import answers
from tests.client import Answer, Phone

Data = dict[str, Any]


def ok(answer: Answer, status: int = 200) -> Any:
    assert answer.status_code == status, answer.content
    return answer.json() if answer.content else None


def refusal(answer: Answer) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def reveal(one: Phone, other: Phone, template: str = "weekly") -> Data:
    """A check-in that both have sent, as the first of them sees it."""
    check_in = ok(one.post("/checkins", {"template": template}), 201)
    for phone, word in ((one, "hers"), (other, "his")):
        ok(phone.post(f"/checkins/{check_in['id']}/sending", answers(check_in, word)), 201)
    return dict(ok(one.get(f"/checkins/{check_in['id']}")))


def told(check_in: Data, kind: str, *, mine: bool) -> Data:
    """One of the answers that were revealed."""
    questions = {one["id"] for one in check_in["questions"] if one["kind"] == kind}
    [side] = [one for one in check_in["reveal"]["sheets"] if one["member"]["is_me"] is mine]
    return dict(next(one for one in side["answers"] if one["question"] in questions))


def opens(phone: Phone, check_in: Data, words: str = "who takes the car", **about: str) -> Data:
    about = about or {"words": words}
    return dict(ok(phone.post(f"/checkins/{check_in['id']}/topics", about), 201))


def says(phone: Phone, talk: Data, words: str = "i am tired of it") -> Answer:
    return phone.post(f"/topics/{talk['id']}/turns", {"words": words})


def says_back(phone: Phone, talk: Data, words: str = "you are tired of it") -> Answer:
    """What was said last, as this phone sees it now."""
    now = ok(phone.get(f"/topics/{talk['id']}"))
    return phone.post(f"/turns/{now['turns'][-1]['id']}/echoes", {"words": words})


def hears(phone: Phone, talk: Data, *, heard: bool = True) -> Answer:
    now = ok(phone.get(f"/topics/{talk['id']}"))
    return phone.put(f"/echoes/{now['turns'][-1]['echoes'][-1]['id']}/hearing", {"heard": heard})


def a_turn(speaker: Phone, listener: Phone, talk: Data, words: str = "it is like this for me") -> None:
    """Said, said back, heard."""
    ok(says(speaker, talk, words), 201)
    ok(says_back(listener, talk, f"you said: {words}"), 201)
    ok(hears(speaker, talk))


def talked(one: Phone, other: Phone, talk: Data) -> None:
    """Both have been heard."""
    a_turn(one, other, talk)
    a_turn(other, one, talk)


def lives(
    one: Phone, other: Phone, seen: Data, words: str = "the car", his: str = "the cat"
) -> dict[str, str]:
    """Something in every table of a talk; the ids of what there is.

    Both have spoken to the first topic, the last turn is the other's and was said back; it is parked. The
    second topic is the other's, and put away.
    """
    answer = told(seen, "issue", mine=False)
    talk = opens(one, seen, words)
    a_turn(one, other, talk, words)
    ok(says(other, talk, his), 201)
    now_there = ok(says_back(one, talk, words), 201)
    ok(one.put(f"/topics/{talk['id']}/parking", {"return_on": soon()}))
    ok(other.put(f"/topics/{opens(other, seen, his)['id']}/settling", {"aloud": True}))
    comments, remark = f"/checkins/{seen['id']}/comments", {"question": answer["question"]}
    comment = ok(one.post(comments, {**remark, "words": words}), 201)
    ok(other.post(comments, {**remark, "words": his}), 201)
    ok(one.put(f"/answers/{answer['id']}/reaction", {"kind": "thank_you"}))
    ok(other.put(f"/answers/{told(seen, 'issue', mine=True)['id']}/reaction", {"kind": "thank_you"}))
    turn = now_there["turns"][-1]
    return {
        "topic_id": talk["id"],
        "turn_id": turn["id"],
        "echo_id": turn["echoes"][-1]["id"],
        "comment_id": comment["id"],
        "answer_id": answer["id"],
    }


def soon() -> str:
    return str((now() + timedelta(days=7)).date())
