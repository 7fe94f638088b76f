"""The description of the API against the API: whatever is sent, the answer is one that was described.

No 5xx, no status, content type, code or shape that the description does not name; as Ana, and as nobody.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from typing import Any
from uuid import uuid4

import hypothesis
import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import strategies
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from backend.accounts.models import Person
from backend.config.api_docs import description
from backend.spaces.models import Space
from tests.attacks.evening import SIDES
from tests.attacks.knowing import Known, known_to, tell
from tests.times import FIGURES

TIMES = int(os.environ.get("ATTACKS", "1"))
"""How many times as long as in a usual run of the tests."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
pytestmark = pytest.mark.django_db


@schemathesis.serializer("application/zip")
def _as_it_is(ctx: Any, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


@cache
def schema() -> Any:
    """Read the API's description once, where it is needed: every test process imports this file."""
    config = SchemathesisConfig.from_dict({"generation": {"allow-x00": True}})
    found = schemathesis.openapi.from_dict(description(), config=config)
    found.app = WSGIHandler()
    return found


@cache
def operations() -> dict[str, Any]:
    return {found.ok().label: found.ok() for found in schema().get_all_operations()}


MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]


@contextmanager
def _undone() -> Iterator[None]:
    """As if it had never been: each attempt finds the same house, on the connection of the test."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


Ask = Callable[[Any, int | None], None]
"""What is asked, and of which side as much is known as Ana knows; of none where all is guessed."""
ANSWERED: dict[str, Counter[int]] = defaultdict(Counter)
KEPT_OUT = {
    "POST /api/v1/addresses": "needs the code of a letter",
    "POST /api/v1/confirmations": "needs the code of a letter",
    "POST /api/v1/imports": "needs a file that was made here",
    "GET /api/v1/kept/{kept_id}": "needs a file that was brought back",
    "POST /api/v1/recoveries": "needs a sign-in that waits for its second step",
    "POST /api/v1/memberships": "Ana is in a space",
    "POST /api/v1/space": "Ana is in a space",
    "GET /api/v1/space/invitation": "both seats are taken",
    "POST /api/v1/space/invitation": "both seats are taken",
}
"""Where Ana only meets refusals here, and why."""


def _settings(examples: int) -> hypothesis.settings:
    quiet = [
        hypothesis.HealthCheck.too_slow,
        hypothesis.HealthCheck.filter_too_much,
        hypothesis.HealthCheck.function_scoped_fixture,
        hypothesis.HealthCheck.data_too_large,
    ]
    # The same guesses each time, or else chance decides whether every door was passed; for longer, new ones.
    usual = TIMES == 1
    return hypothesis.settings(
        max_examples=examples * TIMES, suppress_health_check=quiet, derandomize=usual, database=None
    )


@pytest.fixture
def known(ana: Person, ben: Person, space: Space) -> Known:
    return known_to(ana, ben)


def _ask(case: Any, session: dict[str, Any]) -> None:
    answer = case.call(**session)
    case.validate_response(answer, checks=CHECKS)
    ANSWERED[case.operation.label][answer.status_code] += 1


def _attack(label: str, examples: int, ask: Ask) -> None:
    cases = strategies.one_of([operations()[label].as_strategy(generation_mode=mode) for mode in MODES])

    @hypothesis.given(cases, strategies.none() | strategies.integers(0, SIDES - 1))
    @_settings(examples)
    def attempt(case: Any, which: int | None) -> None:
        with _undone():
            ask(case, which)

    attempt()


def _everywhere(examples: int, ask: Ask) -> None:
    failed = []
    for label in operations():
        try:
            _attack(label, examples, ask)
        except (Exception, FailureGroup) as error:  # noqa: BLE001  (every operation has its turn, then all are told)
            failed.append(error)
    if failed:
        raise BaseExceptionGroup("not as described", failed)


def _fitting(label: str, known: Known, side: dict[str, str]) -> Any:
    """A request with nothing guessed in it."""
    operation, body = operations()[label], known.bodies.get(label)
    kinds = [body.media_type for body in operation.body]
    said = {"body": body, "media_type": kinds[0]} if body is not None and kinds else {}
    path = {one.name: side.get(one.name, str(uuid4())) for one in operation.path_parameters}
    return operation.Case(path_parameters=path, headers={"Idempotency-Key": uuid4().hex}, **said)


@pytest.mark.parametrize("number", range(SIDES))
def test_what_ana_may_do_is_answered_as_described(known: Known, number: int) -> None:
    """To what is hers, to what is his, to what is over."""
    for label in operations():
        with _undone():
            _ask(_fitting(label, known, known.sides[number]), known.session)


def test_whatever_ana_asks_is_answered_as_described(known: Known) -> None:
    def ask(case: Any, which: int | None) -> None:
        if which is not None:
            tell(case, known, which)
        _ask(case, known.session)

    _everywhere(6, ask)


def test_whatever_nobody_asks_is_answered_as_described(space: Space) -> None:
    _everywhere(1, lambda case, _: _ask(case, {}))


def test_whatever_ana_does_one_after_the_other_is_answered_as_described(known: Known) -> None:
    """Steps that follow from each other: what one answers is what the next one asks about."""

    class Evening(schema().as_state_machine()):  # type: ignore[misc]
        def setup(self) -> None:
            self.undone = _undone()
            self.undone.__enter__()
            self.turn = count()

        def teardown(self) -> None:
            self.undone.__exit__(None, None, None)

        def before_call(self, case: Any) -> None:
            turn = next(self.turn)
            if turn % 2:
                tell(case, known, turn % SIDES)

        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            return known.session

        def validate_response(self, response: Any, case: Any, **kwargs: Any) -> None:
            ANSWERED[case.operation.label][response.status_code] += 1
            case.validate_response(response, checks=CHECKS)

    Evening.run(settings=hypothesis.settings(_settings(20), stateful_step_count=12))


@pytest.mark.last
def test_attack_came_past_the_door(record_property: Callable[[str, object], None]) -> None:
    """Else all of the above would only have knocked."""
    total = sum(sum(seen.values()) for seen in ANSWERED.values())
    told = [f"{label} {dict(sorted(seen.items()))}" for label, seen in ANSWERED.items()]
    record_property(FIGURES, f"{total} answers")
    print(*told, sep="\n")  # noqa: T201
    assert total >= 800
    inside = {label for label, seen in ANSWERED.items() if any(status < 300 for status in seen)}
    assert set(operations()) - inside <= set(KEPT_OUT)
