"""The measurements, one after another, with a line of progress each, and the table in the end."""

import os
import platform
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context

import django
from django.db import connections

django.setup()

from deploy.stack import Stack, manage  # noqa: E402
from tests.bench import bare_plan, bare_tick, ours  # noqa: E402
from tests.bench.burst import burst, until_a_worker_lives  # noqa: E402
from tests.bench.instead import instead, our_clock  # noqa: E402
from tests.bench.outside import side_by_side  # noqa: E402
from tests.bench.rows import RHYTHMS, Rows  # noqa: E402

N, BURST = int(os.environ["N"]), int(os.environ["BURST"])
ADDRESS = f"https://localhost:{os.environ['PUSH_PORT']}/push/"
SIZES = [size for size in (10_000, 100_000, 1_000_000) if size < N] + [N]
COUPLES = BURST // 2
PROCESSES, SECONDS = 2, 8
NOW, A_MINUTE = timedelta(0), timedelta(minutes=1)
begun = time.monotonic()
table: list[tuple[str, str, str, str]] = []


def say(line: str) -> None:
    print(f"{time.monotonic() - begun:6.0f} s  {line}", flush=True)  # noqa: T201


def found(what: str, value: str, beside: str = "", ratio: str = "") -> None:
    table.append((what, value, beside, ratio))
    say(f"{what}: {value}" + (f"; {beside}" if beside else "") + (f"; {ratio}" if ratio else ""))


def seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def move_in() -> Rows:
    manage(os.environ, "migrate", "--database", "owner", "--noinput", "--verbosity", "0")
    ours.first_couple(ADDRESS)
    rows = Rows(os.environ["SUPERUSER_URL"])
    taken = seconds(lambda: rows.seal(ours.sealed(BURST, ADDRESS)))
    say(f"{BURST} browsers sealed in {taken:.0f} s")
    return rows


def ticks(rows: Rows) -> None:
    for size in SIZES:
        taken = seconds(lambda size=size: rows.grow(size // RHYTHMS))  # type: ignore[misc]
        say(f"{size} rhythms are there, after {taken:.0f} s")
        one, bare = ours.quiet_tick(), bare_tick.quiet_tick()
        found(
            f"tick with nothing due, {size:,} rhythms",
            f"{one.usual:.1f} ms, p99 {one.p99:.1f} ms",
            f"bare statements {bare:.1f} ms",
            f"{one.usual / bare:.1f} times",
        )


def planning(rows: Rows) -> None:
    rates = []
    for rhythm, plan in ((1, ours.plan), (2, bare_plan.plan)):
        rows.fall_due(COUPLES, NOW, rhythm)
        before = ours.planned(rows)
        taken = seconds(lambda plan=plan: by_all(plan))  # type: ignore[misc]
        rates.append((ours.planned(rows) - before) / taken)
        say(f"{COUPLES} rhythms came round in {taken:.1f} s")
    mine, bare = rates
    found("planning", f"{mine:,.0f} rows/s", f"bare statement {bare:,.0f} rows/s", f"{mine / bare:.2f}")


def by_all(plan: Callable[[int], None]) -> None:
    """By as many processes as the worker has, each on a line of its own."""
    connections.close_all()
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("fork")) as processes:
        list(processes.map(plan, range(PROCESSES)))


def sending(rows: Rows) -> None:
    encrypt = side_by_side(PROCESSES, "tests.bench.bare", "encrypt", str(SECONDS), env=os.environ)
    post = side_by_side(PROCESSES, "tests.bench.bare", "post", ADDRESS, str(SECONDS), env=os.environ)
    say(f"raw limits: {encrypt:,.0f} encrypted, {post:,.0f} encrypted and posted a second")
    rows.put_off()
    with Stack(os.environ, parts=["worker", "beat"], public_url=os.environ["PUBLIC_URL"]):
        until_a_worker_lives()
        at_once = burst(rows, BURST, rows.call_in, say)
        through = burst(rows, BURST, lambda: rows.fall_due(COUPLES, A_MINUTE, 0), say)
    beside = f"encrypt and post {post:,.0f}/s, encrypt {encrypt:,.0f}/s"
    ratio = f"{at_once.rate / post:.2f} and {at_once.rate / encrypt:.2f}"
    found(f"{at_once.pushes:,} pushes due at once", f"{at_once.rate:,.0f}/s", beside, ratio)
    found("… their lateness", f"p50 {at_once.p50:.1f} s, p99 {at_once.p99:.1f} s")
    lateness = f"p50 {through.p50:.1f} s, p99 {through.p99:.1f} s"
    found(f"{through.pushes:,} due within a minute, from rhythm to phone: lateness", lateness)


def instead_of_us(rows: Rows) -> None:
    clock, size = our_clock(), SIZES[-1]
    for couples in (10_000, 100_000):
        other = instead(couples)
        what = f"one PeriodicTask each, {couples:,} couples"
        found(f"{what}: start", f"{other.start:.1f} s")
        one = ours.quiet_tick()
        ratio = f"{other.edit * 1000 / one.usual:,.0f} times ours"
        found(
            f"{what}: tick after one edit",
            f"{other.edit:.1f} s",
            f"ours, {size:,} rhythms: {one.usual:.1f} ms",
            ratio,
        )
        theirs = f"{other.all:.0f} MB, {other.memory:.0f} of them for its tasks"
        found(f"{what}: memory of the clock", theirs, f"ours {clock:.0f} MB, whatever is planned")


def main() -> None:
    rows = move_in()
    ticks(rows)
    planning(rows)
    sending(rows)
    instead_of_us(rows)
    machine = f"{os.cpu_count()} cores, {platform.machine()}, {datetime.now(UTC):%Y-%m-%d}"
    lines = [
        "",
        f"{N:,} rhythms, bursts of {BURST:,}; {machine}",
        "",
        "| what | ours | beside | ratio |",
        "|---|---|---|---|",
    ]
    lines += ["| " + " | ".join(row) + " |" for row in table]
    print("\n".join(lines), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
