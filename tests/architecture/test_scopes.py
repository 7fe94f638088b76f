"""Who acts past the wall between people, and what is refused at the start."""

import ast

import pytest
from django.test import override_settings
from django.urls import path
from rest_framework.views import APIView

from backend.core import checks, walls
from backend.core.models import DoneCommand
from tests.architecture.house import functions, place, sources

IN_THE_HOUSE = {
    "checkins.apps.load_builtin": "what is built in is everybody's",
    "accounts.tasks.forget_old_sessions": "nobody's in particular",
    "accounts.tasks.reseal_recovery_codes": "nobody's in particular",
    "boundaries.privacy.erase": "what nobody is left to read goes with its last owner",
    "boundaries.services.reviewing.ask_on_the_day": "both are asked to look again",
    "boundaries.services.reviewing.stop_asking": "messages of both are withdrawn",
    "checkins.privacy.erase": "what nobody is left to read goes with its last owner",
    "checkins.services.answering.send_answers": "whether both have sent",
    "checkins.services.coming_round.come_round": "a check-in opens for both",
    "checkins.services.opening.start_check_in": "a check-in opens for both",
    "core.services.forget_old_keys": "nobody's in particular",
    "core.tasks.forget_old_tries": "nobody's in particular",
    "notifications.services.health.backlog": "how far behind the senders are, for the operator",
    "notifications.services.keeping.forget_old_messages": "nobody's in particular",
    "notifications.services.keeping.unstick": "sends for whoever is due",
    "notifications.services.settling.settle": "sends for whoever is due",
    "notifications.services.subscriptions.subscribe": "a shared phone belongs to whoever used it last",
    "notifications.services.taking.begin": "sends for whoever is due",
    "notifications.services.taking.give_back": "sends for whoever is due",
    "notifications.services.taking.take": "sends for whoever is due",
    "notifications.services.taps.tap": "whoever holds the token acts for the one it was sent to",
    "privacy.services.forget_expired_exports": "nobody's in particular",
    "privacy.services.leave": "messages of both are withdrawn",
    "privacy.services.make_next_export": "finds the next one; it is made as the person who asked",
    "schedules.privacy.erase": "what nobody is left to read goes with its last owner",
    "schedules.services.agreeing._plan": "both people's wishes decide when it wakes",
    "schedules.services.agreeing.delete_schedule": "what hangs on it belongs to both",
    "schedules.services.ahead.behind": "how far behind the clockwork is, for the operator",
    "schedules.services.ahead.upcoming": "both people's wishes decide when it wakes",
    "schedules.services.resting._plan_again": "both people's wishes decide when it wakes",
    "schedules.services.wishing.change_wish": "both people's wishes decide when it wakes",
    "schedules.services.zone_changes.look_through_zones": "a country changes its clocks for everybody",
    "spaces.privacy.erase": "what nobody is left to read goes with its last owner",
    "spaces.privacy.only_theirs": "whether anybody else is left",
    "spaces.services.accept_invitation": "who comes in is not there yet",
    "spaces.services.find_invitation": "who was invited is not there yet",
    "successes.privacy.erase": "what the other said to it goes too, and what was said to nobody's knowledge",
    "successes.services.celebrating._let_go_of_answers": "a no is hidden from the author, and goes as well",
    "timeline.services.pictures.both_want_pictures": "whether both want pictures",
    "timeline.services.recording.unrecord": "whose subject it is, whoever calls has looked",
    "timeline.privacy.erase": "what nobody is left to read goes with its last owner",
    "vault.services._move_one": "keys of everybody",
    "vault.services._renew_some": "keys of everybody",
    "vault.services._rewrap_some": "keys of everybody",
    "vault.services._scope_of": "keys of everybody",
    "vault.services.renew_key": "keys of everybody",
}
"""Every place that acts for everybody, and why. None of them reaches what somebody wrote in an answer."""


def _in_the_house() -> set[str]:
    found = set()
    for file in sources("backend"):
        if file.name == "scope.py":
            continue
        module = place(file).removeprefix("backend/").removesuffix(".py").replace("/", ".")
        for function in functions(file):
            inner = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
            if any(ast.unparse(call.func).split(".")[-1] == "house" for call in inner):
                found.add(f"{module}.{function.name}")
    return found


def test_every_step_past_the_wall_is_written_down() -> None:
    assert _in_the_house() == set(IN_THE_HOUSE)


def test_a_table_without_a_wall_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.every_table_has_a_wall(None) == []
    monkeypatch.delattr(DoneCommand, "wall")
    [error] = checks.every_table_has_a_wall(None)
    assert error.msg == "core_donecommand has no wall."


class Forgetful(APIView):
    """Asks nobody who they are."""


urlpatterns = [path("api/v1/forgetful", Forgetful.as_view())]


def test_a_view_of_the_api_that_tells_nobody_who_asks_is_refused() -> None:
    assert checks.every_view_knows_who_asks(None) == []
    with override_settings(ROOT_URLCONF=__name__):
        [error] = checks.every_view_knows_who_asks(None)
    assert error.msg == "api/v1/forgetful has no scope."


def test_a_task_that_says_nothing_is_refused() -> None:
    assert checks.every_task_says_for_whom_it_acts(None) == []
    with override_settings(TASK_SCOPES={"backend.core.tasks.gone": "house"}):
        assert len(checks.every_task_says_for_whom_it_acts(None)) > 1


def test_a_wall_that_does_not_stand_is_noticed(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.the_walls_stand(None, databases=["default"]) == []
    monkeypatch.setattr(DoneCommand, "wall", walls.of_space())
    [error] = checks.the_walls_stand(None, databases=["default"])
    assert error.msg == "The wall of core_donecommand does not stand."
