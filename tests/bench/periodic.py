"""What people use instead: one django-celery-beat `PeriodicTask` per couple, each person at their own minute.

`DATABASE_URL=… python -m tests.bench.periodic COUPLES` prints its figures as JSON. It stands alone: none of
Toward's code is loaded.
"""

import json
import logging
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django
import environ
from celery import Celery
from django.conf import settings

settings.configure(
    INSTALLED_APPS=["django_celery_beat"],
    DATABASES={"default": environ.Env().db_url("DATABASE_URL")},
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django_celery_beat.models import PeriodicTask  # noqa: E402
from django_celery_beat.schedulers import DatabaseScheduler  # noqa: E402

MINUTES_A_DAY = 24 * 60
_CRONTABS = """
insert into django_celery_beat_crontabschedule
    (minute, hour, day_of_week, day_of_month, month_of_year, timezone)
select n %% 60, n / 60, '*', '*', '*', 'Europe/Berlin' from generate_series(0, %s) n
"""
_TASKS = """
insert into django_celery_beat_periodictask
    (name, task, args, kwargs, enabled, total_run_count, date_changed, description, crontab_id, one_off,
     headers, last_run_at)
select 'couple ' || n, 'remind', '[]', '{}', true, 0, now(), '',
    (select min(id) from django_celery_beat_crontabschedule) + n %% %s, false, '{}', now()
from generate_series(1, %s) n
"""


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _memory() -> float:
    """MB that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def main(couples: int) -> dict[str, float]:
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("truncate django_celery_beat_periodictask, django_celery_beat_crontabschedule cascade")
        cursor.execute(_CRONTABS, [MINUTES_A_DAY - 1])
        cursor.execute(_TASKS, [MINUTES_A_DAY, couples])
    app = Celery("instead", broker="memory://")
    app.conf.beat_max_loop_interval = 5
    before = _memory()
    scheduler = DatabaseScheduler(app=app, lazy=True)
    start = _seconds(lambda: (scheduler.setup_schedule(), scheduler.tick()))
    quiet = min(_seconds(scheduler.tick) for _ in range(5))
    one = PeriodicTask.objects.order_by("-pk")[0]
    one.description = "another word"
    one.save()
    edit = _seconds(scheduler.tick)
    return {"start": start, "tick": quiet, "edit": edit, "memory": _memory() - before, "all": _memory()}


if __name__ == "__main__":
    logging.disable(logging.ERROR)
    print(json.dumps(main(int(sys.argv[1]))))  # noqa: T201
