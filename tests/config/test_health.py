"""What the operator is told: whether it is ready, and by how much it is late."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings
from redis import Redis

from backend.accounts.models import Person
from backend.config import health, heartbeat
from backend.config.celery import QUEUES, app
from backend.config.heartbeat import BEAT, KEPT_FOR, PREFIX, WORKER, YOUNG, lives, valkey
from backend.core.clock import now
from backend.core.tasks import forget_old_keys
from backend.notifications.models import Channel, Delivery, Kind, State
from backend.notifications.services import enqueue, take
from backend.spaces.models import Space
from deploy.stack import _QUEUES

TOKEN = "a token for tests"


@pytest.fixture(autouse=True)
def _nobody_has_spoken() -> Iterator[None]:
    yield
    for key in valkey().scan_iter(f"{PREFIX}:*"):
        valkey().delete(key)


@pytest.fixture
def _all_live(db: None) -> None:
    lives(BEAT, "here")
    lives(WORKER, "celery@here")


@pytest.fixture
def visitor() -> Client:
    return Client(HTTP_HOST="localhost")


def _ready(visitor: Client) -> tuple[int, dict[str, Any]]:
    answer = visitor.get("/readyz")
    return answer.status_code, answer.json()


def _figures(visitor: Client, settings: Settings) -> dict[str, float]:
    settings.METRICS_TOKEN = TOKEN
    answer = visitor.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


def _silent_for(seconds: float, part: str, name: str) -> None:
    """As if it had last spoken so long ago."""
    valkey().pexpire(f"{PREFIX}:{part}:{name}", int((KEPT_FOR.total_seconds() - seconds) * 1000))


@pytest.mark.usefixtures("_all_live")
def test_it_is_ready_when_all_of_it_answers(visitor: Client) -> None:
    parts = dict.fromkeys(("database", "walls", "broker", "worker", "beat"), True)
    assert _ready(visitor) == (200, {"ok": True, "parts": parts})


@pytest.mark.usefixtures("_all_live")
@pytest.mark.parametrize(("part", "name"), [(BEAT, "here"), (WORKER, "celery@here")])
def test_a_silent_clock_and_a_silent_worker_are_told_apart(visitor: Client, part: str, name: str) -> None:
    _silent_for(YOUNG.total_seconds() - 5, part, name)
    assert _ready(visitor)[0] == 200
    _silent_for(YOUNG.total_seconds() + 1, part, name)
    status, said = _ready(visitor)
    assert (status, [one for one, holds in said["parts"].items() if not holds]) == (503, [part])


@pytest.mark.usefixtures("_all_live")
def test_one_worker_that_speaks_is_enough_to_be_ready(visitor: Client, settings: Settings) -> None:
    lives(WORKER, "celery@there")
    _silent_for(YOUNG.total_seconds() + 1, WORKER, "celery@here")
    assert _ready(visitor)[0] == 200
    assert _figures(visitor, settings)["toward_workers"] == 1


@pytest.mark.usefixtures("_all_live")
def test_a_database_that_does_not_answer_is_not_ready(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: object, **__: object) -> None:
        raise OperationalError("secret words")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", down)
        status, said = _ready(visitor)
    assert (status, said["parts"]["database"], said["parts"]["beat"]) == (503, False, True)
    assert "secret" not in str(said)


@pytest.mark.usefixtures("_all_live")
def test_a_wall_that_does_not_stand_is_not_ready(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "the_walls_stand", lambda *_, **__: ["a wall lies down"])
    status, said = _ready(visitor)
    assert (status, said["parts"]["walls"]) == (503, False)


@pytest.fixture
def _no_valkey(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = Redis(port=1, socket_connect_timeout=1)
    for module in (health, heartbeat):
        monkeypatch.setattr(module, "valkey", lambda: gone)


@pytest.mark.usefixtures("_no_valkey")
def test_without_valkey_it_is_not_ready_and_says_so(db: None, visitor: Client, settings: Settings) -> None:
    status, said = _ready(visitor)
    assert status == 503
    assert said["parts"] == {"database": True, "walls": True, "broker": False, "worker": False, "beat": False}
    figures = _figures(visitor, settings)
    assert (figures["toward_up database"], figures["toward_up broker"]) == (1, 0)
    assert "toward_in_flight" in figures
    assert not [name for name in figures if name.startswith(("toward_queue", "toward_heartbeat"))]


@pytest.mark.usefixtures("_no_valkey")
def test_a_heartbeat_nobody_hears_hurts_nobody(caplog: pytest.LogCaptureFixture) -> None:
    lives(WORKER, "celery@here")
    assert "no heartbeat: ConnectionError" in caplog.text


@pytest.mark.usefixtures("_all_live")
def test_figures_are_in_the_format_of_prometheus(visitor: Client, settings: Settings) -> None:
    figures = _figures(visitor, settings)
    assert {name.partition(" ")[0] for name in figures} >= {
        "toward_up",
        "toward_in_flight",
        "toward_dead_last_day",
        "toward_schedules_behind_seconds",
        "toward_queue_length",
        "toward_heartbeat_age_seconds",
        "toward_workers",
        "toward_build_info",
    }
    assert 0 <= figures["toward_heartbeat_age_seconds beat"] < 5


def test_what_is_due_is_told_by_channel_and_lane(
    visitor: Client, settings: Settings, ana: Person, space: Space
) -> None:
    ana.quiet_from, ana.remind_by_push = ana.quiet_until, False
    ana.save()
    late, lasts = timedelta(minutes=2), timedelta(hours=1)
    for kind, due_at in ((Kind.CHECK_IN, now() - late), (Kind.CHECK_IN_AGAIN, now() + late)):
        enqueue(
            person=ana,
            space=space,
            kind=kind,
            subject_id=space.pk,
            due_at=due_at,
            expires_at=now() + lasts,
        )
    figures = _figures(visitor, settings)
    assert 120 <= figures["toward_oldest_due_seconds email"] < 130
    assert figures["toward_oldest_due_seconds push"] == 0
    assert (figures["toward_due email 1"], figures["toward_due email 2"]) == (1, 0)
    take(channel=Channel.EMAIL, state=State.LEASED, limit=5)
    figures = _figures(visitor, settings)
    assert (figures["toward_due email 1"], figures["toward_in_flight"]) == (0, 1)
    Delivery.objects.filter(lane=1).update(
        state=State.DEAD, due_at=None, first_tried_at=now() - timedelta(hours=1)
    )
    assert _figures(visitor, settings)["toward_dead_last_day"] == 1


def test_whoever_has_never_spoken_is_silent_for_ever(db: None, visitor: Client, settings: Settings) -> None:
    assert _figures(visitor, settings)["toward_heartbeat_age_seconds beat"] == float("inf")


def test_tasks_that_wait_are_counted(db: None, visitor: Client, settings: Settings) -> None:
    before = _figures(visitor, settings)["toward_queue_length default"]
    forget_old_keys.apply_async()
    try:
        assert _figures(visitor, settings)["toward_queue_length default"] == before + 1
    finally:
        valkey().delete("default")


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", TOKEN, "Bearer ünknown"])
@pytest.mark.parametrize("token", ["", TOKEN])
def test_without_the_token_there_is_nothing_here(
    visitor: Client, settings: Settings, token: str, given: str
) -> None:
    settings.METRICS_TOKEN = token
    answer = visitor.get("/metrics", headers={"Authorization": given})
    assert (answer.status_code, b"toward_" in answer.content) == (404, False)


@pytest.mark.usefixtures("_all_live")
def test_nobody_keeps_what_was_said(visitor: Client) -> None:
    assert visitor.get("/readyz").headers["Cache-Control"] == "no-store"


def test_every_queue_has_somebody_who_reads_it() -> None:
    assert tuple(_QUEUES.split(",")) == QUEUES
    routed = {route["queue"] for route in app.conf.task_routes.values()}
    assert {app.conf.task_default_queue, *routed} == {*QUEUES}
