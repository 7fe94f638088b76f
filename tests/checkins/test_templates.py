"""The built-in templates as versioned data."""

import json

import pytest

from backend.checkins.apps import BUILTIN, load_builtin
from backend.checkins.models import CheckIn, Question, Template
from tests.client import Phone

pytestmark = pytest.mark.django_db


def test_five_templates_are_there_signed_in_or_out(signed_out: Phone) -> None:
    templates = signed_out.get("/templates").json()
    assert [template["slug"] for template in templates] == [
        "daily",
        "monthly",
        "open",
        "quarterly",
        "weekly",
    ]
    assert [len(template["questions"]) for template in templates] == [6, 5, 4, 6, 7]


def test_loading_again_changes_nothing() -> None:
    before = list(Question.objects.values_list("id", flat=True))
    load_builtin()
    assert list(Question.objects.values_list("id", flat=True)) == before


def test_a_check_in_keeps_the_version_it_was_asked_with(as_ana: Phone, as_ben: Phone) -> None:
    first = as_ana.post("/checkins", {"template": "daily"}).json()
    Template.objects.create(slug="daily", version=2, title="New", about="New", minutes=1, window_hours=1)
    assert len(as_ana.get(f"/checkins/{first['id']}").json()["questions"]) == 6
    CheckIn.objects.update(closes_at="2020-01-01T00:00Z")
    assert as_ana.post("/checkins", {"template": "daily"}).json()["title"] == "New"


@pytest.mark.parametrize("file", sorted(BUILTIN.glob("*.json")), ids=lambda file: file.name)
def test_a_file_is_named_after_what_it_holds(file: object) -> None:
    name = str(getattr(file, "name", ""))
    fields = json.loads((BUILTIN / name).read_text())
    assert name == f"{fields['slug']}.v{fields['version']}.json"
    keys = [question["key"] for question in fields["questions"]]
    assert len(set(keys)) == len(keys)
