"""Asking somebody in: one code, used once, for a while."""

from datetime import datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from backend.core.clock import now
from backend.spaces import rules
from backend.spaces.models import Invitation
from tests.checkins.conftest import answers
from tests.client import Answer, Phone
from tests.factories.people import make_person

UNKNOWN = "ZZZZZZZZZZ"


@pytest.fixture
def as_dora(db: None) -> Phone:
    """Somebody new, without a space."""
    return Phone(make_person("Dora", pronouns="she/her"))


@pytest.fixture
def code(as_cleo: Phone) -> str:
    """Cleo's open invitation."""
    return str(as_cleo.post("/space/invitation").json()["code"])


def _preview(code: str, phone: Phone | None = None) -> Answer:
    return (phone or Phone()).post("/invitation-previews", {"code": code}, key="")


def _refusal(answer: Answer) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_invitation_is_a_code_a_link_and_a_picture(as_cleo: Phone, code: str) -> None:
    seen = as_cleo.get("/space/invitation").json()
    assert len(code) == 10
    assert set(code) <= set(rules.ALPHABET)
    assert seen["shown"].replace("-", "") == code == seen["code"]
    assert seen["link"].endswith(f"/join#{code}")
    assert seen["qr"]["path"].startswith("M")
    left = datetime.fromisoformat(seen["expires_at"]) - now()
    assert timedelta(hours=71, minutes=59) < left <= timedelta(hours=72)


def test_no_invitation_is_404(as_cleo: Phone) -> None:
    assert _refusal(as_cleo.get("/space/invitation")) == (404, "not_found")


def test_full_space_invites_nobody(as_ana: Phone) -> None:
    assert _refusal(as_ana.post("/space/invitation")) == (409, "space_full")


def test_invited_person_sees_who_asks_and_nothing_more(as_cleo: Phone, code: str) -> None:
    assert _preview(code).json() == {
        "inviter": {"name": "Cleo", "pronouns": "they/them"},
        "space": {"name": "Only Cleo's"},
        "expires_at": as_cleo.get("/space/invitation").json()["expires_at"],
    }


def test_looking_does_not_use_it_up(as_dora: Phone, code: str) -> None:
    assert [_preview(code).status_code for _ in range(3)] == [200] * 3
    assert as_dora.post("/memberships", {"code": code}).status_code == 201


def test_accepting_brings_both_together(as_cleo: Phone, as_dora: Phone, code: str) -> None:
    answer = as_dora.post("/memberships", {"code": code})
    assert answer.status_code == 201
    assert [(m["name"], m["hue"], m["is_me"]) for m in answer.json()["members"]] == [
        ("Cleo", "clay", False),
        ("Dora", "sage", True),
    ]
    assert [m["name"] for m in as_cleo.get("/space").json()["members"]] == ["Cleo", "Dora"]


@given(
    code=st.text(rules.ALPHABET, min_size=10, max_size=10),
    gaps=st.lists(st.sampled_from("- .\t\u2013"), max_size=10),
)
def test_code_may_be_typed_with_spaces_dashes_and_small_letters(code: str, gaps: list[str]) -> None:
    typed = "".join(sign + gap for sign, gap in zip(code, [*gaps, *[""] * 10], strict=False)).lower()
    assert rules.tidy(typed) == code == rules.tidy(rules.grouped(code))


@pytest.mark.parametrize("shape", ["{}", " {} ", "{0[0]}-{0[1]}-{0[2]}", "{0[0]} {0[1]} {0[2]}", "{}\n"])
def test_code_typed_by_hand_opens_the_door(as_dora: Phone, code: str, shape: str) -> None:
    parts = [code[:4], code[4:8], code[8:]]
    typed = shape.format(parts if "[" in shape else code).lower()
    assert _preview(typed).status_code == 200
    assert as_dora.post("/memberships", {"code": typed}).status_code == 201


def test_newer_invitation_replaces_the_older(as_cleo: Phone, as_dora: Phone, code: str) -> None:
    newer = as_cleo.post("/space/invitation").json()["code"]
    assert newer != code
    assert _refusal(as_dora.post("/memberships", {"code": code})) == (410, "invitation_gone")
    assert as_dora.post("/memberships", {"code": newer}).status_code == 201


def test_withdrawn_invitation_stops_working(as_cleo: Phone, as_dora: Phone, code: str) -> None:
    assert as_cleo.delete("/space/invitation").status_code == 204
    assert as_cleo.delete("/space/invitation").status_code == 204
    assert as_cleo.get("/space/invitation").status_code == 404
    assert _refusal(as_dora.post("/memberships", {"code": code})) == (410, "invitation_gone")


@pytest.mark.parametrize(("minutes", "works"), [(-1, True), (1, False)])
def test_invitation_lasts_three_days(as_dora: Phone, code: str, minutes: int, *, works: bool) -> None:
    with time_machine.travel(now() + timedelta(hours=72, minutes=minutes), tick=False):
        assert _preview(code).status_code == (200 if works else 410)
        assert as_dora.post("/memberships", {"code": code}).status_code == (201 if works else 410)


def test_invitation_works_once(as_dora: Phone, code: str) -> None:
    as_dora.post("/memberships", {"code": code})
    third = Phone(make_person("Eva"))
    assert _refusal(third.post("/memberships", {"code": code})) == (410, "invitation_gone")


def test_why_an_invitation_is_gone_cannot_be_told(as_cleo: Phone, as_dora: Phone, code: str) -> None:
    """Unknown, malformed, withdrawn, expired and used answer alike, byte for byte."""
    second = as_cleo.post("/space/invitation").json()["code"]
    answers = [_preview(code), _preview(UNKNOWN), _preview("nonsense"), _preview("—")]
    as_dora.post("/memberships", {"code": second})
    answers.append(_preview(second))
    lone = Phone(make_person("Eva"))
    lone.post("/space", {"time_zone": "UTC"})
    third = lone.post("/space/invitation").json()["code"]
    with time_machine.travel(now() + timedelta(hours=73), tick=False):
        answers.append(_preview(third))
    assert {(a.status_code, a.content, str(sorted(a.headers.items()))) for a in answers} == {
        (410, answers[0].content, str(sorted(answers[0].headers.items())))
    }


def test_third_person_is_refused(as_cleo: Phone, as_dora: Phone, code: str) -> None:
    """Even with an invitation that a fault of ours left open."""
    as_dora.post("/memberships", {"code": code})
    Invitation.objects.update(accepted_at=None)
    assert _refusal(Phone(make_person("Eva")).post("/memberships", {"code": code})) == (409, "space_full")
    assert [m["name"] for m in as_cleo.get("/space").json()["members"]] == ["Cleo", "Dora"]


def test_own_invitation_is_refused_and_stays_open(as_cleo: Phone, code: str) -> None:
    assert _refusal(as_cleo.post("/memberships", {"code": code})) == (409, "own_invitation")
    assert _preview(code).status_code == 200


def test_somebody_with_a_partner_cannot_join_another(as_ana: Phone, code: str) -> None:
    assert _refusal(as_ana.post("/memberships", {"code": code})) == (409, "already_in_a_space")
    assert [m["name"] for m in as_ana.get("/space").json()["members"]] == ["Ana", "Ben"]
    assert _preview(code).status_code == 200


def test_joining_from_one_s_own_space_closes_that_space(as_cleo: Phone, as_dora: Phone, code: str) -> None:
    as_dora.post("/space", {"time_zone": "UTC", "name": "Only Dora's"})
    own = as_dora.post("/space/invitation").json()["code"]
    assert as_dora.post("/memberships", {"code": code}).status_code == 201
    assert as_dora.get("/space").json()["name"] == "Only Cleo's"
    assert _preview(own).status_code == 410


def test_what_was_before_joining_stays_with_its_author(as_cleo: Phone, as_dora: Phone, code: str) -> None:
    alone = as_cleo.post("/checkins", {"template": "daily"}).json()
    as_cleo.post(f"/checkins/{alone['id']}/sending", answers(alone, "alone"))
    as_dora.post("/memberships", {"code": code})
    assert len(as_cleo.get("/timeline").json()["items"]) == 1
    assert as_dora.get("/timeline").json()["items"] == []


def test_accepting_once_more_with_the_same_key_answers_the_same(as_dora: Phone, code: str) -> None:
    first, again = (as_dora.post("/memberships", {"code": code}, key="same-key-1") for _ in range(2))
    assert (again.status_code, again.content) == (201, first.content)


def test_code_is_looked_up_by_a_keyed_hash_and_kept_sealed(code: str) -> None:
    [kept] = Invitation.objects.all()
    assert code.encode() not in bytes(kept.code_hash) + bytes(kept.code)
    assert kept.open("code") == code


@pytest.mark.parametrize(
    "body", [{}, {"code": ""}, {"code": None}, {"code": "x" * 41}, {"code": ["x"]}, {"code": "a\0b"}]
)
def test_body_without_a_code_is_400(as_dora: Phone, body: dict[str, object]) -> None:
    assert Phone().post("/invitation-previews", body, key="").status_code == 400
    assert as_dora.post("/memberships", body).status_code == 400


def test_guessing_is_slowed_down_for_previews_and_for_joining_alike(as_dora: Phone, code: str) -> None:
    answers = [_preview(UNKNOWN, as_dora).status_code for _ in range(10)]
    answers += [as_dora.post("/memberships", {"code": UNKNOWN}).status_code for _ in range(11)]
    assert answers == [410] * 20 + [429]


def test_every_code_is_new() -> None:
    assert len({rules.new_code() for _ in range(1000)}) == 1000
