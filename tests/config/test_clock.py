"""Ticks: all of them are tasks, and those that nobody took do not pile up."""

from datetime import timedelta
from uuid import uuid4

import pytest
from kombu import Message
from kombu.exceptions import OperationalError

from backend.config.beat import BEAT, CLOCKS_DIFFER_BY
from backend.config.celery import HARD_LIMIT, app


@pytest.mark.parametrize("name", BEAT)
def test_a_tick_is_of_a_task_that_is_there(name: str) -> None:
    app.loader.import_default_modules()
    assert BEAT[name]["task"] in app.tasks


@pytest.mark.parametrize("name", BEAT)
def test_a_tick_that_nobody_took_expires_when_later_ones_say_the_same(name: str) -> None:
    entry = app.conf.beat_schedule[name]
    wanted = (BEAT[name]["schedule"] + CLOCKS_DIFFER_BY).total_seconds()
    assert entry["options"] == {"expires": wanted}


def test_an_outage_leaves_a_handful_of_each() -> None:
    shortest = min(job["schedule"] for job in BEAT.values())
    assert (shortest + CLOCKS_DIFFER_BY) / shortest < 15


def test_a_task_is_handed_out_again_only_when_it_cannot_run_any_more() -> None:
    assert app.conf.broker_transport_options["visibility_timeout"] > HARD_LIMIT.total_seconds()
    assert app.conf.task_soft_time_limit < app.conf.task_time_limit
    assert (app.conf.task_acks_late, app.conf.task_reject_on_worker_lost) == (True, True)


def _order_of_turns(waiting: dict[str, int]) -> list[str]:
    """In which order a worker that reads all of these takes what waits in them."""
    mark, taken = uuid4().hex, list[str]()

    def take(name: str, message: Message) -> None:
        taken.append(name)
        message.ack()

    with app.connection() as connection:
        queues = {name: connection.SimpleQueue(f"{name} {mark}").queue for name in waiting}
        producer = connection.Producer()
        for name, count in waiting.items():
            for _ in range(count):
                producer.publish(name, routing_key=queues[name].name)
        with connection.Consumer([*queues.values()], callbacks=[take]) as consumer:
            consumer.qos(prefetch_count=1)
            while len(taken) < sum(waiting.values()):
                connection.drain_events(timeout=5)
    return taken


def test_a_burst_of_one_kind_does_not_keep_the_others_waiting() -> None:
    taken = _order_of_turns({"delivery": 20, "reminders": 2, "default": 2})
    assert set(taken[:3]) == {"delivery", "reminders", "default"}
    assert set(taken[3:6]) == {"delivery", "reminders", "default"}


def test_a_process_holds_one_task_at_a_time() -> None:
    assert app.conf.worker_prefetch_multiplier == 1


def test_clocks_may_differ_by_more_than_the_shortest_interval() -> None:
    assert min(job["schedule"] for job in BEAT.values()) < timedelta(minutes=1) <= CLOCKS_DIFFER_BY


def test_a_broker_that_is_back_is_found_within_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("kombu.utils.functional.sleep", waited.append)
    elsewhere = app.connection_for_read("redis://127.0.0.1:1/0")
    with pytest.raises(OperationalError):
        elsewhere.ensure_connection(max_retries=20)
    assert 1 <= max(waited) <= 2
    assert sum(waited) > 10
    assert app.conf.broker_connection_max_retries is None
