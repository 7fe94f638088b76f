"""Real receivers on the other end, a clock that stands at noon, and Ana's phone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from uuid import UUID, uuid4

import pytest
import time_machine
from pytest_django import Settings

from backend.accounts.models import Person
from backend.core.clock import now
from backend.notifications.channels import NotDelivered, Outcome, email, origin, push_line
from backend.notifications.models import Channel, Delivery, Due, Kind, Message, look_at
from backend.notifications.rules import Brake
from backend.notifications.services import Reminder, deliver, enqueue, enqueue_all, subscribe
from backend.schedules.models import Occurrence, Purpose, Schedule
from backend.spaces.models import Space
from tests.notifications.receivers import Browser, MailServer, PushService

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
"""14:00 in Berlin: nobody's quiet hours."""


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    """How long somebody is left alone goes by this clock, too."""
    for module in (email, origin):
        monkeypatch.setattr(module, "monotonic", lambda: now().timestamp())
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def _strangers() -> Iterator[None]:
    """What was learnt about a service in one test is forgotten in the next."""
    email.server.brake = Brake()
    yield
    push_line.hang_up()


@pytest.fixture
def push(settings: Settings) -> Iterator[PushService]:
    settings.LOCAL, settings.PUSH_HOSTS, settings.OUTBOX_DIR = True, ["127.0.0.1"], None
    with PushService() as service:
        yield service


@pytest.fixture
def mail(settings: Settings) -> Iterator[MailServer]:
    with MailServer() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.DEFAULT_FROM_EMAIL = "Toward <hello@example.org>"
        yield server


@pytest.fixture
def phone(ana: Person, push: PushService) -> Browser:
    """Ana's; she is reminded by push alone, and nothing stands in for it."""
    remind(ana, by_push=True)
    browser = push.browser()
    remember(ana, browser)
    return browser


@pytest.fixture
def inbox(ana: Person, mail: MailServer) -> MailServer:
    """Ana's; she is reminded by mail alone."""
    remind(ana, by_email=True)
    return mail


def remind(person: Person, *, by_push: bool = False, by_email: bool = False) -> None:
    """By these and nothing else; no mail stands in for push."""
    person.remind_by_push, person.remind_by_email, person.email_as_fallback = by_push, by_email, False
    person.save()


def remember(person: Person, browser: Browser) -> None:
    words = browser.subscription
    subscribe(person=person, endpoint=words["endpoint"], **words["keys"])


class Promise(Protocol):
    def __call__(
        self, *, person: Person | None = None, due_in: timedelta = ..., lasts: timedelta = ...
    ) -> Message: ...


@pytest.fixture
def promise(ana: Person, space: Space) -> Promise:
    """Tell Ana, now, of something that holds for two days."""

    def promised(
        *,
        person: Person | None = None,
        due_in: timedelta = timedelta(0),
        lasts: timedelta = timedelta(hours=48),
    ) -> Message:
        return enqueue(
            person=person or ana,
            space=space,
            kind="check_in",
            subject_id=uuid4(),
            due_at=now() + due_in,
            expires_at=now() + lasts,
        )

    return promised


@pytest.fixture
def rhythm(space: Space) -> Schedule:
    """Daily, of Ana and Ben."""
    return Schedule.objects.create(
        space=space,
        purpose=Purpose.CHECK_IN,
        subject="daily",
        kind="daily",
        at=time(14),
        time_zone="Europe/Berlin",
    )


def comes_round(
    schedule: Schedule, person: Person, *, lasts: timedelta = timedelta(hours=48), once_more: bool = False
) -> Message | None:
    """Now, for this person; the message, if there is one."""
    subject_id = uuid4()
    Occurrence.objects.create(
        pk=subject_id,
        schedule=schedule,
        local_date=date.fromordinal(Occurrence.objects.count() + 1),
        due_at=now(),
    )
    enqueue_all([reminder(schedule, person, subject_id, lasts, once_more)])
    return Message.objects.filter(person=person, kind=Kind.CHECK_IN, subject_id=subject_id).first()


def reminder(
    schedule: Schedule, person: Person, subject_id: UUID, lasts: timedelta, once_more: bool
) -> Reminder:
    return Reminder(
        person=person,
        space_id=schedule.space_id,
        schedule_id=schedule.pk,
        subject_id=subject_id,
        due_at=now(),
        opens_at=now(),
        expires_at=now() + lasts,
        follow_up=once_more,
    )


def tick() -> None:
    """What workers do every few seconds."""
    for channel in Channel:
        deliver(channel=channel, for_at_most=timedelta(minutes=1))


def look(message: Message) -> Due:
    """Its one delivery, as a worker sees it."""
    [due] = look_at([message.deliveries.get().pk])
    return due


def push_it(due: Due) -> NotDelivered | None:
    """Past what was learnt about its service before."""
    push_line.hang_up()
    line = push_line.line()
    line.post([due])
    told: list[Outcome] = []
    while not told:
        told = line.answers()
    return told[0][1]


def mail_it(due: Due) -> NotDelivered | None:
    email.server.brake = Brake()
    with email.MailLine() as line:
        return line.send(due)


def states() -> list[str]:
    """Of all deliveries, in the order they were promised."""
    return [delivery.state for delivery in Delivery.objects.order_by("created_at")]
