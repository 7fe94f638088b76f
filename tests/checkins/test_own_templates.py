"""Templates of a space's own: whose they are, what a change does, and the file they travel in."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from backend.accounts.models import Person
from backend.checkins.models import CheckIn, Question, Template
from backend.checkins.rules.templates import MOST_TEMPLATES
from backend.checkins.services import come_round, templating
from backend.core import scope
from backend.core.clock import now
from backend.schedules.models import Schedule
from backend.spaces.models import Membership
from tests.accounts.conversation import confirm
from tests.checkins.conftest import answers
from tests.checkins.own import EVENING, QUESTIONS, changed, evening, ok, refused
from tests.client import Phone
from tests.together import at_once

pytestmark = pytest.mark.django_db
__all__ = ["evening"]


# Whose they are


def test_both_see_it_and_either_changes_it(as_ana: Phone, as_ben: Phone, evening: str) -> None:
    [shown] = ok(as_ben.get("/space/templates"))
    assert (shown["title"], shown["version"], shown["put_away"]) == ("Our evening", 1, False)
    assert [one["prompt"] for one in shown["questions"]] == [one["prompt"] for one in QUESTIONS]
    assert ok(changed(as_ben, evening, title="Our morning"))["version"] == 2
    assert ok(as_ana.get(f"/space/templates/{evening}"))["title"] == "Our morning"


def test_somebody_elsewhere_can_neither_see_nor_ask_it(as_cleo: Phone, evening: str) -> None:
    path = f"/space/templates/{evening}"
    assert ok(as_cleo.get("/space/templates")) == []
    for answer in (
        as_cleo.get(path),
        changed(as_cleo, evening),
        as_cleo.put(f"{path}/put-away", {}),
        as_cleo.delete(f"{path}/put-away"),
        as_cleo.get(f"/space/templates/pack?template={evening}"),
    ):
        assert answer.status_code == 404
    daily = {"repeat": "daily", "at": "20:00", "time_zone": "Europe/Berlin"}
    ok(as_cleo.post("/schedules", {"template": "daily", **daily}))
    [schedule] = ok(as_cleo.get("/schedules"))
    for answer in (
        as_cleo.post("/checkins", {"template": evening}),
        as_cleo.post("/schedules", {"template": evening, **daily}),
        as_cleo.patch(f"/schedules/{schedule['id']}", {"template": evening}),
    ):
        assert refused(answer, 400) == "invalid"
    assert not CheckIn.objects.exists()


def test_the_database_itself_hides_it(cleo: Person, as_cleo: Phone, evening: str) -> None:
    """Without the first wall's filter."""
    seat = Membership.objects.get(person=cleo)
    with scope.acting(person_id=seat.person_id, space_id=seat.space_id):
        assert set(Template.objects.values_list("space", flat=True)) == {None}
        assert set(Question.objects.values_list("space", flat=True)) == {None}
        assert Template.objects.update(minutes=99) == 0
        assert Template.objects.all().delete()[0] == 0


def test_signed_out_only_what_is_built_in_is_there(signed_out: Phone, evening: str) -> None:
    assert evening not in {one["slug"] for one in signed_out.get("/templates").json()}


def test_its_words_are_sealed(evening: str) -> None:
    rows = [
        *Template.objects.filter(slug=evening).values(),
        *Question.objects.filter(template__slug=evening).values(),
    ]
    assert len(rows) == 1 + len(QUESTIONS)
    stored = str(
        [bytes(value) if isinstance(value, memoryview) else value for row in rows for value in row.values()]
    )
    for word in ("evening", "sofa", "laugh", "Tea", "walk", "rested"):
        assert word not in stored


# A version


def test_what_was_asked_stays_as_it_was_asked(as_ana: Phone, as_ben: Phone, evening: str) -> None:
    first = ok(as_ana.post("/checkins", {"template": evening}))
    ok(changed(as_ben, evening, title="Another", questions=QUESTIONS[:1]))
    shown = ok(as_ana.get(f"/checkins/{first['id']}"))
    assert (shown["title"], len(shown["questions"])) == ("Our evening", 3)
    for phone in (as_ana, as_ben):
        ok(phone.post(f"/checkins/{first['id']}/sending", answers(first, "the cat")))
    revealed = ok(as_ben.get(f"/checkins/{first['id']}"))
    assert [one["prompt"] for one in revealed["questions"]] == [one["prompt"] for one in QUESTIONS]
    assert len(ok(as_ana.post("/checkins", {"template": evening}))["questions"]) == 1


def test_the_same_words_again_are_no_new_version(as_ana: Phone, evening: str) -> None:
    assert ok(changed(as_ana, evening, title="Another"))["version"] == 2
    assert ok(changed(as_ana, evening, title="Another"))["version"] == 2
    assert Template.objects.filter(slug=evening).count() == 2


def test_of_two_who_change_it_the_second_is_told(as_ana: Phone, as_ben: Phone, evening: str) -> None:
    ok(changed(as_ben, evening, title="His"))
    assert refused(changed(as_ana, evening, title="Hers")) == "template_changed"
    assert ok(as_ana.get(f"/space/templates/{evening}"))["title"] == "His"
    assert ok(changed(as_ana, evening, version=2, title="Hers"))["version"] == 3


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment_one_of_them_is_told(as_ana: Phone, as_ben: Phone, evening: str) -> None:
    done = at_once(
        lambda: changed(as_ana, evening, title="Hers"), lambda: changed(as_ben, evening, title="His")
    )
    assert sorted(answer.status_code for answer in done) == [200, 409]
    assert Template.objects.filter(slug=evening).count() == 2


def test_a_version_that_was_changed_too_often(as_ana: Phone, evening: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(templating, "MOST_VERSIONS", 1)
    assert refused(changed(as_ana, evening, title="Once more")) == "too_many_versions"


# Asking it


def test_a_rhythm_asks_it_and_then_it_cannot_be_put_away(as_ana: Phone, evening: str) -> None:
    daily = {"template": evening, "repeat": "daily", "at": "20:00", "time_zone": "Europe/Berlin"}
    schedule = ok(as_ana.post("/schedules", daily))
    assert ok(as_ana.get("/today"))["coming_up"][0] == {
        "kind": "check_in",
        "template": evening,
        "title": "Our evening",
        "at": schedule["next_due_at"],
    }
    assert refused(as_ana.put(f"/space/templates/{evening}/put-away", {})) == "in_a_rhythm"
    assert as_ana.delete(f"/schedules/{schedule['id']}").status_code == 204
    assert ok(as_ana.put(f"/space/templates/{evening}/put-away", {}))["put_away"] is True


def test_put_away_it_is_not_offered_and_can_be_brought_back(as_ana: Phone, evening: str) -> None:
    first = ok(as_ana.post("/checkins", {"template": evening}))
    for _ in range(2):
        assert ok(as_ana.put(f"/space/templates/{evening}/put-away", {}))["put_away"] is True
    CheckIn.objects.update(closes_at="2020-01-01T00:00Z")
    assert refused(as_ana.post("/checkins", {"template": evening}), 400) == "invalid"
    assert refused(changed(as_ana, evening, title="New")) == "was_put_away"
    assert ok(as_ana.get(f"/checkins/{first['id']}"))["title"] == "Our evening"
    for _ in range(2):
        assert ok(as_ana.delete(f"/space/templates/{evening}/put-away"))["put_away"] is False
    ok(as_ana.post("/checkins", {"template": evening}))


def test_the_timeline_names_it_and_keeps_no_word_of_it(as_ana: Phone, as_ben: Phone, evening: str) -> None:
    opened = ok(as_ana.post("/checkins", {"template": evening}))
    for phone in (as_ana, as_ben):
        ok(phone.post(f"/checkins/{opened['id']}/sending", answers(opened)))
    [event] = ok(as_ben.get("/timeline"))["items"]
    assert event["detail"] == {"template": "own"}
    assert (event["told"]["title"], event["told"]["link_id"]) == ("Our evening", opened["id"])
    assert ok(as_ben.get("/today"))["revealed"]["title"] == "Our evening"


def test_an_answer_must_fit_its_sealed_options(as_ana: Phone, evening: str) -> None:
    opened = ok(as_ana.post("/checkins", {"template": evening}))
    scale = opened["questions"][2]["id"]
    sending = {"answers": [{"question": scale, "value": 0, "shared": True}]}
    answer = as_ana.post(f"/checkins/{opened['id']}/sending", sending)
    assert refused(answer, 400) == "invalid"
    assert answer.json()["errors"][0]["field"] == "answers.0.value"


# Bounds


def test_as_many_as_fit(as_ana: Phone, evening: str) -> None:
    more = [EVENING | {"title": f"Number {number}"} for number in range(MOST_TEMPLATES - 1)]
    for one in more:
        ok(as_ana.post("/space/templates", one))
    assert refused(as_ana.post("/space/templates", EVENING | {"title": "Too many"})) == "too_many_templates"
    ok(as_ana.put(f"/space/templates/{evening}/put-away", {}))
    ok(as_ana.post("/space/templates", EVENING | {"title": "Fits again"}))
    assert refused(as_ana.delete(f"/space/templates/{evening}/put-away")) == "too_many_templates"


def test_what_does_not_fit_is_named_by_its_place(as_ana: Phone) -> None:
    wrong = EVENING | {"questions": [*QUESTIONS, {"kind": "text", "prompt": ""}]}
    answer = as_ana.post("/space/templates", wrong)
    assert refused(answer, 400) == "invalid"
    assert answer.json()["errors"] == [
        {
            "field": "/questions/3/prompt",
            "code": "unfit",
            "detail": "This should be text of 1 to 200 letters.",
        }
    ]


def test_the_list_takes_as_many_queries_for_one_as_for_many(
    as_ana: Phone, evening: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for number in range(2):
        with django_assert_max_num_queries(12) as queries:
            ok(as_ana.get("/space/templates"))
        counts.append(len(queries))
        ok(as_ana.post("/space/templates", EVENING | {"title": f"Another {number}"}))
    assert counts[0] == counts[1]


# The way out


def test_in_a_closed_space_it_is_there_to_read(as_ana: Phone, as_ben: Phone, evening: str) -> None:
    confirm(as_ana)
    assert as_ana.delete("/space", {"quietly": True}).status_code == 204
    assert [one["slug"] for one in ok(as_ben.get("/space/templates"))] == [evening]
    assert as_ben.get("/space/templates/pack").status_code == 200
    assert refused(changed(as_ben, evening, title="New")) == "space_closed"
    assert refused(as_ana.get("/space/templates"), 404) == "no_space"


def test_a_rhythm_never_asks_what_another_space_has_written(
    as_ana: Phone, as_cleo: Phone, evening: str
) -> None:
    """Also where its name got into the table in some other way."""
    daily = {"template": "daily", "repeat": "daily", "at": "20:00", "time_zone": "Europe/Berlin"}
    for phone in (as_ana, as_cleo):
        ok(phone.post("/schedules", daily))
    made_at = now()
    Schedule.objects.update(subject=evening, next_due_at=made_at, wakes_at=made_at)
    come_round()
    assert [one["title"] for one in ok(as_ana.get("/today"))["open"]] == ["Our evening"]
    assert ok(as_cleo.get("/today"))["open"] == []
    assert CheckIn.objects.count() == 1
