"""Everything that goes wrong, and for how long: chance decides, the same each time."""

import time
from collections.abc import Callable
from operator import attrgetter
from random import Random

from tests.faults.house import House
from tests.faults.ledger import Ledger
from tests.faults.receivers import MailServer, PushService
from tests.faults.wires import Wire

WIRES = ("Postgres", "Valkey", "push", "mail")
SHORTEST, LONGEST = 0.5, 4.0
"""Seconds that something lasts which is not a death."""
HOW: dict[str, Callable[[Wire], None]] = {
    "is cut": Wire.cut,
    "hangs": Wire.hang,
    "drags": lambda wire: wire.drag(0.2),
}
Trouble = Callable[[House, Ledger, Random], None]


def _kill(part: str) -> Trouble:
    def happens(house: House, ledger: Ledger, luck: Random) -> None:
        house.kill(part)
        ledger.note()

    return happens


def _kill_one_of_the_worker(house: House, ledger: Ledger, luck: Random) -> None:
    house.kill_one_of_the_worker(luck.randrange(2))
    ledger.note()


def _kill_postgres(house: House, ledger: Ledger, luck: Random) -> None:
    ledger.note()
    house.ground.kill_postgres()
    ledger.note()


def _kill_valkey(house: House, ledger: Ledger, luck: Random) -> None:
    house.ground.kill_valkey()


def _empty_valkey(house: House, ledger: Ledger, luck: Random) -> None:
    house.ground.empty_valkey()


def _freeze_valkey(house: House, ledger: Ledger, luck: Random) -> None:
    with house.ground.frozen_valkey():
        _wait(luck)


_push: Callable[[House], PushService] = attrgetter("push")
_mail: Callable[[House], MailServer] = attrgetter("mail")


def _is(provider: Callable[[House], PushService | MailServer], mood: str) -> Trouble:
    def happens(house: House, ledger: Ledger, luck: Random) -> None:
        provider(house).mood = mood
        _wait(luck)
        provider(house).mood = ""

    return happens


def _wire(name: str, how: str) -> Trouble:
    """Whatever was on its way when it broke, and until it is whole, may have arrived."""

    def happens(house: House, ledger: Ledger, luck: Random) -> None:
        ledger.note()
        HOW[how](house.wires[name])
        ledger.note()
        _wait(luck)
        ledger.note()
        house.wires[name].mend()

    return happens


def _wait(luck: Random) -> None:
    time.sleep(luck.uniform(SHORTEST, LONGEST))


KILLS: dict[str, Trouble] = {
    "the worker is killed": _kill("worker"),
    "one process of the worker is killed": _kill_one_of_the_worker,
    "the clock is killed": _kill("beat"),
    "the web server is killed": _kill("web"),
    "Postgres is killed": _kill_postgres,
    "Valkey is killed": _kill_valkey,
}
OTHERS: dict[str, Trouble] = {
    "Valkey is emptied": _empty_valkey,
    "Valkey is frozen": _freeze_valkey,
    **{f"push is {mood}": _is(_push, mood) for mood in ("slow", "hanging", "busy", "broken")},
    "mail is busy": _is(_mail, "busy"),
    **{f"the line to {name} {how}": _wire(name, how) for name in WIRES for how in HOW},
}
