"""Templates as a file: out of one space and into another."""

from uuid import UUID

import pytest

from backend.accounts.models import Person
from backend.checkins.models import Template
from backend.checkins.rules.packs import MOST_BYTES
from backend.checkins.rules.templates import MOST_TEMPLATES
from backend.spaces.models import Membership
from tests.checkins.own import EVENING, evening, ok, refused
from tests.client import Answer, Phone

__all__ = ["evening"]
pytestmark = pytest.mark.django_db


def send_pack(phone: Phone, file: str | bytes, key: str = "take-it-in") -> Answer:
    data = file.encode() if isinstance(file, str) else file
    answer: Answer = phone.http.post(
        "/api/v1/space/templates/pack",
        data,
        content_type="application/json",
        headers={"Idempotency-Key": key},
    )
    return answer


def pack(phone: Phone, slug: str = "") -> str:
    answer = phone.get(f"/space/templates/pack{slug and '?template='}{slug}")
    assert answer.status_code == 200, answer.content
    return str(answer.content.decode())


def test_a_file_goes_to_another_space_and_is_the_same_there(
    as_ana: Phone, as_cleo: Phone, evening: str
) -> None:
    file = pack(as_ana)
    assert send_pack(as_cleo, file).status_code == 201
    [theirs] = ok(as_cleo.get("/space/templates"))
    assert (theirs["title"], theirs["slug"] == evening) == ("Our evening", False)
    assert pack(as_cleo) == file


def test_a_file_holds_nothing_of_people(as_ana: Phone, ana: Person, evening: str) -> None:
    file = pack(as_ana, evening)
    space = Membership.objects.get(person=ana).space_id
    for id_ in (ana.pk, space, UUID(str(Template.objects.get(slug=evening).pk))):
        assert str(id_) not in file
    assert evening not in file


def test_a_file_is_taken_in_once(as_ana: Phone, evening: str) -> None:
    file = pack(as_ana)
    for key in ("first-time", "second-time", "second-time"):
        assert [one["slug"] for one in ok(send_pack(as_ana, file, key))] == [evening]


def test_all_of_a_file_or_nothing_and_the_line_at_fault(as_cleo: Phone, as_ana: Phone, evening: str) -> None:
    ok(as_ana.post("/space/templates", EVENING | {"title": "Another"}))
    lines = pack(as_ana).splitlines()
    at = max(number for number, line in enumerate(lines) if '"kind": "scale"' in line)
    lines[at] = lines[at].replace("scale", "scales")
    answer = send_pack(as_cleo, "\n".join(lines))
    assert refused(answer, 400) == "invalid"
    [error] = answer.json()["errors"]
    assert (error["field"], error["line"], error["code"]) == (
        "/templates/1/questions/2/kind",
        at + 1,
        "unfit",
    )
    assert not ok(as_cleo.get("/space/templates"))


@pytest.mark.parametrize(
    "file", [b"", b"\xff", b"[" * 5000, b"{" * 100, b"1" * 9000, b" " * (MOST_BYTES + 9)]
)
def test_a_strange_file_is_refused_with_a_line(as_ana: Phone, file: bytes) -> None:
    answer = send_pack(as_ana, file)
    assert refused(answer, 400) == "invalid"
    assert answer.json()["errors"][0]["line"] == 1


def test_a_file_with_more_than_fits_is_not_taken_in(as_ana: Phone, evening: str) -> None:
    file = pack(as_ana)
    for number in range(MOST_TEMPLATES - 1):
        ok(as_ana.post("/space/templates", EVENING | {"title": f"Number {number}"}))
    more = file.replace("Our evening", "Something else")
    assert refused(send_pack(as_ana, more)) == "too_many_templates"


def test_nothing_of_ones_own_is_no_file(as_ana: Phone) -> None:
    assert as_ana.get("/space/templates/pack").status_code == 404


def test_the_largest_template_fits_into_a_file(as_ana: Phone) -> None:
    """Every part of it as long as it may be."""
    words = [{"label": "ü" * 60} for _ in range(30)]
    question = {"kind": "feelings", "prompt": "ü" * 200, "help": "ü" * 200, "options": {"words": words}}
    largest = {"title": "ü" * 60, "about": "ü" * 200, "minutes": 180, "questions": [question] * 15}
    ok(as_ana.post("/space/templates", largest))
    file = pack(as_ana)
    assert len(file.encode()) < MOST_BYTES / 2
    assert len(ok(send_pack(as_ana, file.replace('"minutes": 180', '"minutes": 179')))) == 2
