"""What a person says about themselves."""

import unicodedata
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.accounts.models import Person
from tests.client import Phone

ANYTHING_TYPED = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60)


def test_profile_has_exactly_what_was_promised(ana: Person, as_ana: Phone) -> None:
    assert as_ana.get("/me").json() == {
        "id": str(ana.pk),
        "email": "ana@example.org",
        "name": "Ana",
        "pronouns": "she/her",
        "locale": "en",
        "time_zone": "Europe/Berlin",
        "theme": "system",
        "discreet": False,
        "quiet_from": "21:00",
        "quiet_until": "08:00",
        "remind_by_push": True,
        "remind_by_email": True,
        "email_as_fallback": True,
        "recovery": None,
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Anna Lena"},
        {"name": "安娜 👩‍👩‍👧"},
        {"name": "A" * 60},
        {"pronouns": ""},
        {"pronouns": "x" * 40},
        {"locale": "de"},
        {"locale": "pt-BR"},
        {"locale": "zh-Hant-TW"},
        {"time_zone": "America/Argentina/Buenos_Aires"},
        {"time_zone": "UTC"},
        {"theme": "dark", "discreet": True},
        {"quiet_from": "00:00", "quiet_until": "00:00"},
        {"quiet_from": "23:59"},
        {"remind_by_push": False, "remind_by_email": False},
        {},
    ],
)
def test_change_is_kept(as_ana: Phone, changes: dict[str, Any]) -> None:
    before = as_ana.get("/me").json()
    answer = as_ana.patch("/me", changes)
    assert (answer.status_code, answer.json()) == (200, before | changes)
    assert as_ana.get("/me").json() == before | changes


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", " \t\n"),
        ("name", "A" * 61),
        ("name", None),
        ("name", ["Ana"]),
        ("pronouns", "x" * 41),
        ("locale", "english, please"),
        ("locale", ""),
        ("locale", "../../etc"),
        ("time_zone", "Berlin"),
        ("time_zone", "europe/berlin"),
        ("time_zone", "../../etc/passwd"),
        ("time_zone", ""),
        ("time_zone", "posixrules"),
        ("theme", "pink"),
        ("discreet", "perhaps"),
        ("discreet", None),
        ("quiet_from", "24:00"),
        ("quiet_from", "nine"),
        ("quiet_from", 21),
        ("quiet_until", ""),
        ("remind_by_push", {}),
    ],
)
def test_change_that_does_not_fit_is_refused_and_nothing_is_kept(
    as_ana: Phone, field: str, value: object
) -> None:
    before = as_ana.get("/me").json()
    answer = as_ana.patch("/me", {"theme": "dark", field: value} if field != "theme" else {field: value})
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert as_ana.get("/me").json() == before


@pytest.mark.parametrize("field", ["id", "email", "is_active", "password", "key", "created_at"])
def test_field_that_is_not_one_s_to_change_is_refused(as_ana: Phone, field: str) -> None:
    answer = as_ana.patch("/me", {field: "x"})
    assert answer.json()["errors"] == [
        {"field": field, "code": "unknown", "detail": "This field is not known here."}
    ]


@given(name=ANYTHING_TYPED)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_name_is_kept_as_typed_in_one_unicode_form(as_ana: Phone, name: str) -> None:
    wanted = unicodedata.normalize("NFC", name.strip())
    answer = as_ana.patch("/me", {"name": name})
    if not wanted or len(wanted) > 60:
        assert answer.status_code == 400
    else:
        assert answer.json()["name"] == wanted == as_ana.get("/me").json()["name"]


def test_length_is_counted_after_composing(as_ana: Phone) -> None:
    decomposed = unicodedata.normalize("NFD", "é" * 60)
    assert len(decomposed) == 120
    assert as_ana.patch("/me", {"name": decomposed}).json()["name"] == "é" * 60


def test_profile_is_one_s_own(as_ana: Phone, as_ben: Phone) -> None:
    as_ana.patch("/me", {"name": "Anna", "theme": "dark"})
    me: Mapping[str, Any] = as_ben.get("/me").json()
    assert (me["name"], me["theme"]) == ("Ben", "system")


def test_new_name_is_what_the_partner_sees(as_ana: Phone, as_ben: Phone) -> None:
    as_ana.patch("/me", {"name": "Anna", "pronouns": "they"})
    members = as_ben.get("/space").json()["members"]
    assert [(m["name"], m["pronouns"]) for m in members] == [("Anna", "they"), ("Ben", "he/him")]
