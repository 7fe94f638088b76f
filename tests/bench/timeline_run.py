"""The measurements, and the table in the end."""

import asyncio
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import django

django.setup()

import aiohttp  # noqa: E402
import psycopg  # noqa: E402
import redis  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from backend.core.scope import house  # noqa: E402
from backend.timeline.models import Event  # noqa: E402
from deploy.browser import FLAGS, browser  # noqa: E402
from deploy.place import ROOT  # noqa: E402
from deploy.stack import Stack, manage  # noqa: E402
from deploy.valkey import free_port  # noqa: E402
from tests.client import Phone  # noqa: E402
from tests.factories.people import make_person, make_space  # noqa: E402
from tests.timeline.ten_years import EVENTS, lives_ten_years  # noqa: E402

ALL, CONNECTIONS, SECONDS, TIMES = int(os.environ["EVENTS"]), 16, 8, 60
PAGE = 30
FRAMES = """async () => {
  const times = []
  let before = performance.now()
  while (times.length < 900) {
    await new Promise(requestAnimationFrame)
    const now = performance.now()
    times.push(now - before)
    before = now
    scrollBy(0, 45)
  }
  times.sort((a, b) => a - b)
  const at = (part) => times[Math.floor(times.length * part)]
  const fps = 1000 * times.length / times.reduce((a, b) => a + b)
  const nodes = document.querySelectorAll('*').length
  return { fps, p95: at(.95), p99: at(.99), most: times.at(-1), nodes }
}"""
table: list[tuple[str, str]] = []


def found(what: str, value: str) -> None:
    table.append((what, value))
    print(f"{what}: {value}", flush=True)  # noqa: T201


def move_in() -> tuple[str, str]:
    """Ana and Ben with ten years, and as many others as there is room for; her session, and their space."""
    manage(os.environ, "migrate", "--database", "owner", "--noinput", "--verbosity", "0")
    with house():
        ana, ben = make_person("Ana"), make_person("Ben")
        space = make_space(ana, ben)
        others = [str(make_space().pk) for _ in range(ALL // EVENTS - 1)]
    with psycopg.connect(os.environ["SUPERUSER_URL"], autocommit=True) as line:

        def sql(statement: str, *values: Any) -> None:
            line.execute(statement.encode(), values)

        lives_ten_years(sql, str(space.pk), others="{ended,agreed,changed}")
        for other in others:
            sql(_AS_THEY_DID, other, str(space.pk))
        sql("vacuum analyze")
    phone = Phone(ana)
    return phone.http.cookies["session"].value, str(space.pk)


_AS_THEY_DID = """
insert into timeline_event (id, created_at, space_id, verb, subject_kind, subject_id, detail, happened_at)
select gen_random_uuid(), now(), %s, verb, subject_kind, gen_random_uuid(), detail, happened_at
from timeline_event where space_id = %s
"""


async def median(url: str, session: str) -> float:
    """Milliseconds, one after another."""
    taken = []
    async with aiohttp.ClientSession(cookies={"session": session}) as client:
        for _ in range(TIMES):
            started = time.perf_counter()
            async with client.get(url) as answer:
                assert answer.status == 200, await answer.text()
                await answer.read()
            taken.append(1000 * (time.perf_counter() - started))
    return statistics.median(taken)


async def rate(url: str, session: str) -> tuple[float, float]:
    """Requests a second on all connections, and the 99th percentile in milliseconds."""
    taken: list[float] = []
    end = time.perf_counter() + SECONDS

    async def one(client: aiohttp.ClientSession) -> None:
        while (started := time.perf_counter()) < end:
            async with client.get(url) as answer:
                assert answer.status == 200
                await answer.read()
            taken.append(1000 * (time.perf_counter() - started))

    async with aiohttp.ClientSession(cookies={"session": session}) as client:
        await asyncio.gather(*(one(client) for _ in range(CONNECTIONS)))
    return len(taken) / SECONDS, statistics.quantiles(taken, n=100)[98]


@contextmanager
def bare(session: str, space: str) -> Iterator[str]:
    redis.Redis.from_url(os.environ["REDIS_URL"]).set(f"bare:{session}", space)
    port = free_port()
    command = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "2", "--blocking-threads", "1", "--log-level", "warning"]
    server = subprocess.Popen([sys.executable, *command, "tests.bench.bare_page:application"], cwd=ROOT)
    try:
        time.sleep(3)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait()


def pages(url: str, session: str, space: str) -> None:
    with house():
        line = Event.objects.filter(space_id=UUID(space)).order_by("-happened_at", "-pk")
        ids = list(line.values_list("pk", flat=True))
    marks = {
        "first": "",
        "one in the middle": f"?cursor={ids[len(ids) // 2]}",
        "last": f"?cursor={ids[-PAGE - 1]}",
    }
    for name, mark in marks.items():
        found(f"page of ten years, {name}", f"{asyncio.run(median(f'{url}/timeline{mark}', session)):.1f} ms")
    found("its months", f"{asyncio.run(median(f'{url}/timeline/months', session)):.1f} ms")


def requests(url: str, session: str, space: str) -> None:
    ours, slowest = asyncio.run(rate(f"{url}/timeline", session))
    with bare(session, space) as there:
        limit, _ = asyncio.run(rate(there, session))
    found(f"first page, {CONNECTIONS} connections", f"{ours:,.0f}/s, p99 {slowest:.0f} ms")
    found("… of the raw limit", f"{limit:,.0f}/s: {ours / limit:.2f}")


def frames(url: str, session: str) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser(), args=FLAGS)
        context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
        context.add_cookies([{"name": "session", "value": session, "url": url}])
        context.add_init_script("try { localStorage.setItem('toward.exit', '1') } catch {}")
        page = context.new_page()
        page.goto(f"{url}/timeline")
        page.locator(".event").nth(20).wait_for()
        seen = page.evaluate(FRAMES)
        chromium.close()
    found("scrolling, 45 px a frame", f"{seen['fps']:.0f} frames/s")
    found("… a frame", f"p95 {seen['p95']:.0f} ms, p99 {seen['p99']:.0f} ms, longest {seen['most']:.0f} ms")
    found("… elements on the page", f"{seen['nodes']:,}")


def main() -> None:
    session, space = move_in()
    with Stack(os.environ, parts=["web"]) as stack:
        pages(f"{stack.url}/api/v1", session, space)
        requests(f"{stack.url}/api/v1", session, space)
        frames(stack.url, session)
    machine = f"{os.cpu_count()} cores, {platform.machine()}, {datetime.now(UTC):%Y-%m-%d}"
    lines = ["", f"{EVENTS:,} events of one couple among {ALL:,}; {machine}", "", "| what | |", "|---|---|"]
    print("\n".join([*lines, *(f"| {what} | {value} |" for what, value in table)]), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
