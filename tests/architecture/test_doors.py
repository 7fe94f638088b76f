"""Every row of a couple has a door, every view asks who is there, every command is done once."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.permissions import IsAuthenticated
from rest_framework.views import APIView

from backend.core.api.views import CommandView
from backend.vault.models import Key, SealedField, SealedModel
from tests.accounts.conversation import confirm
from tests.client import Phone

FOR_EVERYBODY = {
    "csrf": "the token is asked for before signing in",
    "schema": "the description of the API",
    "docs": "the same, readable",
    "templates": "the questions are the same for all",
    "invitation-previews": "who invites is shown before one has an account",
    "recoveries": "for somebody in the middle of signing in, who alone gets past its first line",
    "taps": "the token of a message says whose it is and what to do",
    "taps/<str:token>": "the same, for mail programs",
}
NOT_ONCE = {
    "erasure": "afterwards there is nobody who could ask again",
    "invitation-previews": "looks, and changes nothing",
    "recoveries": "asking twice is asking once",
    "taps": "a token works once",
    "taps/<str:token>": "a token works once",
}
NO_DOOR = {
    "spaces.Membership": "it is the door",
    "notifications.Message": "read by the workers that deliver it, never by a view",
}
READABLE = {
    "accounts.Person.email": "mail is sent to it",
    "accounts.Person.password": "always unusable",
    "accounts.Person.locale": "a code",
    "accounts.Person.time_zone": "a name of the IANA database",
    "spaces.Space.time_zone": "a name of the IANA database",
    "schedules.Schedule.time_zone": "a name of the IANA database",
    "schedules.Schedule.subject": "a template's slug",
    "schedules.ZoneData.fingerprint": "a hash of the world's clock rules",
    "timeline.Event.subject_kind": "a name of the program",
    "timeline.Event.detail": "built-in names",
    "timeline.Event.group": "follows from the verb",
    "notifications.Message.kind": "a name of the program",
    "notifications.Delivery.target": "an id",
    "notifications.Delivery.failure": "a name of the program",
    "core.DoneCommand.key": "random, from the client",
    "privacy.Part.name": "a name of the program",
    "vault.Key.wrapped_by": "the name of a wrapping key",
    "checkins.Template.slug": "built in, or made up at random",
    "checkins.Template.title": "built in; empty where it is a space's own",
    "checkins.Template.about": "built in; empty where it is a space's own",
    "checkins.Question.key": "built in, or a number",
    "checkins.Question.section": "a name of the program",
    "checkins.Question.prompt": "built in; empty where it is a space's own",
    "checkins.Question.help": "built in; empty where it is a space's own",
    "checkins.Question.options": "built in; empty where it is a space's own",
    "checkins.Topic.part": "a key of the question's list",
}
OURS = [model for model in apps.get_models() if model.__module__.startswith("backend.")]
ROOT = "api/v1/"


def _views(patterns: list[URLPattern | URLResolver], before: str = "") -> dict[str, type[APIView]]:
    found: dict[str, type[APIView]] = {}
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found |= _views(pattern.url_patterns, here)
        elif here.startswith(ROOT):
            found[here.removeprefix(ROOT)] = pattern.callback.view_class  # type: ignore[attr-defined]
    return found


VIEWS = _views(get_resolver().url_patterns)


def _named(model: type[Model]) -> str:
    return f"{model._meta.app_label}.{model.__name__}"


@pytest.mark.parametrize("model", OURS, ids=_named)
def test_row_of_a_space_has_a_door(model: type[Model]) -> None:
    has_space = any(field.name == "space" for field in model._meta.fields)
    if has_space and _named(model) not in NO_DOOR:
        assert hasattr(model._default_manager, "visible_to")


def test_exemptions_are_still_needed() -> None:
    assert set(NO_DOOR) <= {_named(model) for model in OURS}
    assert set(FOR_EVERYBODY) | set(NOT_ONCE) <= set(VIEWS)


@pytest.mark.parametrize("route", VIEWS)
def test_view_asks_who_is_there(route: str) -> None:
    asked = IsAuthenticated in VIEWS[route].permission_classes and bool(VIEWS[route].authentication_classes)
    assert asked is (route not in FOR_EVERYBODY)


@pytest.mark.parametrize("route", [name for name, view in VIEWS.items() if hasattr(view, "post")])
def test_command_is_done_once(route: str, as_ana: Phone) -> None:
    assert issubclass(VIEWS[route], CommandView) is (route not in NOT_ONCE)
    if route in NOT_ONCE:
        return
    confirm(as_ana)
    address = "/" + re.sub("<uuid:[a-z_]+>", "6ff4f5b0-9a53-4b0e-8c61-6f0f4d6b2a17", route)
    answer = as_ana.post(address, {}, key="")
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_missing")


@pytest.mark.parametrize("model", OURS, ids=_named)
def test_sealed_row_says_what_its_words_are_bound_to(model: type[Model]) -> None:
    sealed = [field for field in model._meta.fields if isinstance(field, SealedField)]
    if not sealed:
        return
    assert issubclass(model, SealedModel)
    columns = {field.attname for field in model._meta.fields}
    assert set(model.sealed_for) <= columns
    owners = {"space_id", "author_id", "person_id"} & columns
    assert owners <= {*model.sealed_for}, "words are bound to whose they are"


@pytest.mark.parametrize("model", OURS, ids=_named)
def test_words_of_a_person_are_in_sealed_columns(model: type[Model]) -> None:
    """Free text that is not sealed is a name of the program, or written down here with its reason."""
    free = {
        f"{_named(model)}.{field.name}"
        for field in model._meta.fields
        if field.get_internal_type() in {"CharField", "TextField", "JSONField", "SlugField", "EmailField"}
        and not field.choices
    }
    assert free <= set(READABLE)


def test_every_readable_column_is_still_there() -> None:
    columns = {f"{_named(model)}.{field.name}" for model in OURS for field in model._meta.fields}
    assert set(READABLE) <= columns


def envelopes() -> list[tuple[str, Any]]:
    """Every value of every sealed column."""
    return [
        (f"{_named(model)}.{field.name}", bytes(value))
        for model in OURS
        for field in model._meta.fields
        if isinstance(field, SealedField)
        for value in model._default_manager.values_list(field.name, flat=True)
    ]


def test_sealed_column_holds_an_envelope_or_nothing(as_ana: Phone, as_cleo: Phone) -> None:
    as_cleo.post("/space/invitation")
    as_ana.patch("/me", {"name": "Anna", "pronouns": "she"})
    keys = {key.id.bytes for key in Key.objects.all()}
    found = envelopes()
    assert {name for name, value in found if value} >= {"accounts.Person.name", "spaces.Invitation.code"}
    for name, value in found:
        assert not value or (value[:2] == b"\x01\x01" and value[2:18] in keys), name
