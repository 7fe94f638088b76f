"""For the operator: is it ready, and by how much is it late. No names, no words, nothing of one person."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily as Gauge
from prometheus_client.core import InfoMetricFamily as Info
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from redis import RedisError

from backend.config.celery import QUEUES
from backend.config.heartbeat import BEAT, PARTS, WORKER, YOUNG, ages, valkey
from backend.core.api.problems import nothing_here
from backend.core.checks import the_walls_stand
from backend.notifications.services import backlog
from backend.schedules.services import behind

NEVER = float("inf")
UNREACHABLE = (DatabaseError, RedisError, OSError)


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    """Whether people can be served and reminded, and if not, what is missing."""
    parts = {name: _holds(question) for name, question in ASKED.items()}
    ok = all(parts.values())
    return JsonResponse({"ok": ok, "parts": parts}, status=200 if ok else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for whoever has METRICS_TOKEN; for others there is nothing here."""
    given, token = request.headers.get("Authorization", ""), settings.METRICS_TOKEN
    if not token or not constant_time_compare(given, f"Bearer {token}"):
        return nothing_here(request)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Figures())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _holds(question: Callable[[], bool]) -> bool:
    try:
        return question()
    except UNREACHABLE:
        return False


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return True


def _speaks(part: str) -> bool:
    return _silent_for(part) < YOUNG.total_seconds()


def _silent_for(part: str) -> float:
    """Seconds since the one that spoke last."""
    return min(ages(part), default=NEVER)


ASKED: dict[str, Callable[[], bool]] = {
    "database": _database_answers,
    "walls": lambda: not the_walls_stand(None, databases=["default"]),
    "broker": lambda: bool(valkey().ping()),
    WORKER: lambda: _speaks(WORKER),
    BEAT: lambda: _speaks(BEAT),
}


class Figures(Collector):
    """Asked for anew each time. What cannot be asked is left out, and `toward_up` says so."""

    def collect(self) -> Iterator[Metric]:
        up = Gauge("toward_up", "Whether it answers.", labels=["part"])
        for part, look in (("database", _of_database), ("broker", _of_broker)):
            try:
                found = list(look())
            except UNREACHABLE:
                found = []
            up.add_metric([part], bool(found))
            yield from found
        yield up
        yield Info("toward_build", "What runs here.", value={"version": settings.VERSION})


def _of_database() -> Iterator[Metric]:
    now = backlog()
    late = Gauge("toward_oldest_due_seconds", "How late the oldest due delivery is.", labels=["channel"])
    due = Gauge("toward_due", "Deliveries that are due.", labels=["channel", "lane"])
    for channel, seconds in now.oldest.items():
        late.add_metric([channel], seconds)
    for (channel, lane), count in now.due.items():
        due.add_metric([channel, str(lane)], count)
    yield from (late, due)
    yield Gauge("toward_in_flight", "Deliveries a worker holds.", value=now.in_flight)
    yield Gauge("toward_dead_last_day", "Deliveries given up.", value=now.dead)
    lag = behind().total_seconds()
    yield Gauge("toward_schedules_behind_seconds", "How late the oldest schedule is.", value=lag)


def _of_broker() -> Iterator[Metric]:
    length = Gauge("toward_queue_length", "Tasks that wait for a worker.", labels=["queue"])
    age = Gauge("toward_heartbeat_age_seconds", "Silence of the one that spoke last.", labels=["part"])
    for queue in QUEUES:
        length.add_metric([queue], float(str(valkey().llen(queue))))
    for part in PARTS:
        age.add_metric([part], _silent_for(part))
    yield from (length, age)
    speaking = sum(seconds < YOUNG.total_seconds() for seconds in ages(WORKER))
    yield Gauge("toward_workers", "Workers that speak.", value=speaking)
