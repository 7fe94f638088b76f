"""What Toward does, called as its tasks call it, in this process."""

from collections.abc import Iterator
from datetime import timedelta
from statistics import median, quantiles
from time import perf_counter
from typing import NamedTuple
from uuid import UUID

from backend.accounts.models import Person
from backend.checkins.services import come_round
from backend.core.clock import now
from backend.core.scope import acting, house
from backend.notifications.models import PushSubscription
from backend.notifications.services import subscribe
from backend.notifications.tasks import deliver_mail, deliver_push
from backend.schedules.models import Purpose
from backend.schedules.services import create_schedule
from backend.spaces.models import Membership
from backend.vault.models import Key
from backend.vault.rules import new_secret
from tests.bench.rows import Rows, Sealed, identity
from tests.factories.people import make_person, make_space
from tests.notifications.receivers import Browser

PLANNED = (
    "schedules_occurrence",
    "checkins_checkin",
    "checkins_sheet",
    "notifications_message",
    "notifications_delivery",
)
PHONES = 64
"""Keys of browsers; making one for each would take longer than what is measured."""
TICKS = 200


class Tick(NamedTuple):
    """Milliseconds."""

    usual: float
    p99: float


def first_couple(address: str) -> None:
    """Whom all others are copied from: reminded by push alone, at any hour."""
    with house():
        ana, ben = (make_person(name, time_zone="UTC") for name in ("Ana", "Ben"))
        Person.objects.update(remind_by_email=False, quiet_from="08:00", quiet_until="08:00")
        seat = Membership.objects.get(space=make_space(ana, ben), person=ana)
    with acting(person_id=ana.pk):
        words = Browser(f"{address}first").subscription
        subscribe(person=ana, endpoint=words["endpoint"], **words["keys"])
    with acting(person_id=ana.pk, space_id=seat.space_id):
        at = (now() - timedelta(minutes=1)).time()
        rhythm = {"kind": "daily", "at": at, "time_zone": "UTC"}
        create_schedule(membership=seat, purpose=Purpose.CHECK_IN, subject="daily", rhythm=rhythm)


def sealed(people: int, address: str) -> Iterator[Sealed]:
    """Keys and browsers of those who are really to be reached, sealed as the app seals them."""
    phones = [Browser("") for _ in range(PHONES)]
    words = [phone.subscription["keys"] for phone in phones]
    for number in range(people):
        key = Key(pk=UUID(identity("key", number)))
        key.wrap({key.id: new_secret()})
        person = Person(pk=UUID(identity("person", number)), key=key)
        browser = PushSubscription(pk=UUID(identity("browser", number)), person=person)
        browser.seal(endpoint=f"{address}{number}", **words[number % PHONES])
        yield Sealed(number, bytes(key.wrapped), browser.endpoint, browser.p256dh, browser.auth)


def tick() -> None:
    """What the clock rings for every few seconds."""
    come_round()
    deliver_push()
    deliver_mail()


def quiet_tick() -> Tick:
    """When nothing is due."""
    tick()
    taken = [_seconds() * 1000 for _ in range(TICKS)]
    return Tick(median(taken), quantiles(taken, n=100)[98])


def _seconds() -> float:
    begun = perf_counter()
    tick()
    return perf_counter() - begun


def planned(rows: Rows) -> int:
    """All rows that planning writes."""
    return sum(int(rows.do(f"select count(*) from {table}")[0][0]) for table in PLANNED)  # noqa: S608


def plan(_process: int) -> None:
    """Until nothing is due."""
    while come_round():
        pass
