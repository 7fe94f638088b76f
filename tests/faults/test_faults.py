"""Reminders while everything dies, again and again: each goes out, and none is planned or written twice.

`make faults` kills two hundred times; what runs with all tests, eight times.
"""

import os
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random

import pytest

from tests.faults.house import House
from tests.faults.ledger import Ledger
from tests.faults.troubles import KILLS, OTHERS, Trouble
from tests.times import FIGURES

MANY = bool(os.environ.get("FAULTS"))
DEATHS = 200 if MANY else 8
COUPLES = 150 if MANY else 15
EVERY = 3.5 if MANY else 2.0
"""Seconds from one death to the next, if nothing takes longer."""
SEED = int(os.environ.get("FAULTS_SEED", "20261122"))
OFTEN = ("the worker is killed", "one process of the worker is killed")
SECONDS_TO_RECOVER = 15.0
TICK = 5.0
PATIENCE = 600.0 if MANY else 120.0
"""Seconds. Whoever was refused several times waits longer each time."""


def _all_that_happens(luck: Random) -> Iterator[tuple[str, Trouble]]:
    """Rounds in which everything dies, workers most often; between two deaths, sometimes something else."""
    others: list[str] = []
    deaths = 0
    while deaths < DEATHS:
        for name in luck.sample([*KILLS, *OFTEN], len(KILLS) + len(OFTEN)):
            if deaths == DEATHS:
                return
            yield name, KILLS[name]
            deaths += 1
            if luck.random() < 0.5:
                others = others or luck.sample([*OTHERS], len(OTHERS))
                other = others.pop()
                yield other, OTHERS[other]


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


def _recovered(home: House, ledger: Ledger, since: float) -> float:
    """Seconds until nothing is late any more, but for what waits as its provider asked."""
    while time.monotonic() < since + 600:
        if ledger.late(grace=TICK) <= ledger.backing_off():
            break
        home.look_after()
        time.sleep(0.2)
    return time.monotonic() - since


def _make_trouble(home: House, ledger: Ledger) -> int:
    luck, begun, deaths = Random(SEED), time.monotonic(), 0  # noqa: S311
    for name, trouble in _all_that_happens(luck):
        if name in KILLS:
            deaths += 1
            time.sleep(max(0.0, begun + (deaths - luck.random()) * EVERY - time.monotonic()))
        trouble(home, ledger, luck)
        home.look_after()
        _say(f"{time.monotonic() - begun:6.1f} s  {deaths:3} deaths  {ledger.late(TICK):4} late  {name}")
    return deaths


@pytest.mark.faults
def test_nothing_is_lost_and_nothing_is_doubled_whatever_dies(
    home: House, record_property: Callable[[str, object], None]
) -> None:
    home.move_in(couples=COUPLES, lasts=timedelta(seconds=DEATHS * EVERY))
    ledger = Ledger(home)
    deaths = _make_trouble(home, ledger)
    recovery = _recovered(home, ledger, time.monotonic())
    _until_quiet(home, ledger)
    sent, repeats = ledger.deliveries(), ledger.repeats()
    record_property(
        FIGURES,
        f"{deaths} deaths, {len(sent)} deliveries, {sum(repeats.values())} repeats at the providers,"
        f" {len(ledger.in_flight)} in flight, recovered in {recovery:.1f} s",
    )
    assert ledger.promised() == {1: 4 * 2 * COUPLES}, "each person is promised each of them, once"
    assert len(sent) == 2 * 4 * 2 * COUPLES, "one on each way"
    assert [one for one in sent if one.state != "sent" or not one.taken] == [], "nothing is lost or stuck"
    assert home.push.unreadable == []
    assert ledger.unexplained() == {}, "a repeat is what was in flight when something broke"
    assert recovery < SECONDS_TO_RECOVER
    assert [name for name, child in home.stack.children.items() if not child.alive()] == []


def _until_quiet(home: House, ledger: Ledger) -> None:
    """Until what was refused has had its next try."""
    deadline = time.monotonic() + PATIENCE
    while ledger.late(grace=0) and time.monotonic() < deadline:
        home.look_after()
        time.sleep(0.5)
    if time.monotonic() > deadline:
        _say(home.stack.log.tail(60))
