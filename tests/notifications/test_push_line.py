"""Many posts at once on kept lines; a push service in trouble is left alone and holds up nobody."""

from datetime import timedelta
from threading import Event
from time import monotonic, sleep

import pytest
import time_machine

from backend.accounts.models import Person
from backend.notifications.channels import origin, push_line
from backend.notifications.models import Delivery, State
from backend.notifications.services import sending
from tests.notifications.conftest import NOON, Promise, remember, remind, states, tick
from tests.notifications.receivers import Browser, PushService, Reply

MINUTE = timedelta(minutes=1)


def promise_some(promise: Promise, number: int, person: Person | None = None) -> None:
    for _ in range(number):
        promise(person=person)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    """As many posts at once as one service gets here."""
    push_line.hang_up()
    monkeypatch.setattr(origin, "MOST_AT_ONCE", 4)
    return 4


def test_a_batch_goes_at_once_but_not_too_many_to_one_service(
    phone: Browser, promise: Promise, push: PushService, few: int
) -> None:
    push.replies.extend([Reply(before=lambda: sleep(0.02))] * 20)
    promise_some(promise, 20)
    tick()
    assert (len(push.received), push.most_at_once) == (20, few)


def test_lines_are_kept_from_batch_to_batch(
    phone: Browser, promise: Promise, push: PushService, few: int
) -> None:
    for _ in range(3):
        promise_some(promise, 8)
        tick()
    assert len(push.received) == 24
    assert push.lines <= few


def test_nothing_of_one_post_is_remembered_in_the_next(
    phone: Browser, promise: Promise, push: PushService
) -> None:
    push.replies.append(Reply(headers={"Set-Cookie": "who=ana"}))
    for _ in range(2):
        promise()
        tick()
    said = {name.lower() for received in push.received for name in received.headers}
    assert not said & {"cookie", "user-agent", "referer", "accept"}


def test_an_address_is_called_letter_by_letter(ana: Person, promise: Promise, push: PushService) -> None:
    remind(ana, by_push=True)
    browser = Browser(f"{push.origin}/push/a%2Fb%7e~c:d==?x=%41+b")
    push.browsers[browser.endpoint] = browser
    remember(ana, browser)
    promise()
    tick()
    assert [received.endpoint for received in push.received] == [browser.endpoint]


@pytest.mark.parametrize("status", [429, 503])
def test_who_asks_to_be_left_alone_is_and_then_one_asks_first(
    *,
    phone: Browser,
    promise: Promise,
    push: PushService,
    few: int,
    status: int,
    clock: time_machine.Traveller,
) -> None:
    push.replies.extend([Reply(status, {"Retry-After": "600"})] * few)
    promise_some(promise, 30)
    tick()
    assert len(push.received) <= few
    tried = Delivery.objects.filter(attempts=1)
    assert tried.count() == len(push.received)
    assert all(one.due_at and one.due_at >= NOON + 10 * MINUTE for one in Delivery.objects.all())
    promise_some(promise, 5)
    clock.shift(9 * MINUTE)
    tick()
    assert len(push.received) == tried.count(), "what came later waits too"
    before = len(push.received)
    clock.shift(MINUTE)
    push.replies.append(Reply(status))
    tick()
    assert len(push.received) == before + 1
    for _ in range(12):
        clock.shift(MINUTE)
        tick()
    assert set(states()) == {State.SENT}


def test_a_single_fault_is_no_reason_to_leave_all_alone(
    phone: Browser, promise: Promise, push: PushService, few: int
) -> None:
    push.replies.append(Reply(500))
    promise_some(promise, 20)
    tick()
    assert sorted(states()) == [State.PENDING] + [State.SENT] * 19


def test_a_few_faults_in_a_row_are(phone: Browser, promise: Promise, push: PushService, few: int) -> None:
    push.replies.extend([Reply(500)] * 30)
    promise_some(promise, 30)
    tick()
    assert 3 <= len(push.received) <= 3 + few


def test_nobody_there_is_not_called_again_and_again(
    phone: Browser, promise: Promise, push: PushService, few: int
) -> None:
    push.__exit__()
    promise_some(promise, 30)
    tick()
    assert 3 <= Delivery.objects.filter(failure="unreachable", attempts=1).count() <= 3 + few
    assert set(Delivery.objects.exclude(failure="unreachable").values_list("failure", "attempts")) == {
        ("away", 0)
    }
    assert set(states()) == {State.PENDING}


def test_one_in_trouble_holds_up_no_other(
    *,
    phone: Browser,
    ben: Person,
    promise: Promise,
    push: PushService,
    clock: time_machine.Traveller,
) -> None:
    push.replies.extend([Reply(503, {"Retry-After": "3600"})] * 100)
    with PushService() as other:
        remind(ben, by_push=True)
        remember(ben, other.browser())
        promise_some(promise, 20)
        promise_some(promise, 20, ben)
        tick()
        assert len(other.received) == 20


class TestHanging:
    """By a clock that goes."""

    @pytest.fixture(autouse=True)
    def clock(self) -> None:
        """The real time."""

    @pytest.fixture(autouse=True)
    def _quick(self, monkeypatch: pytest.MonkeyPatch, few: int, ana: Person, ben: Person) -> None:
        """In this world everything takes a tenth of its time, and nobody has quiet hours."""
        for module, name, seconds in (
            (push_line, "TOTAL", 1.5),
            (push_line, "A_MOMENT", 0.05),
            (origin, "STUCK_AFTER", 0.2),
            (sending, "WAITS_FOR_STUCK", 1.5),
        ):
            monkeypatch.setattr(module, name, seconds)
        for person in (ana, ben):
            person.quiet_from = person.quiet_until
            person.save()

    def test_who_never_answers_gets_no_more_and_holds_up_nobody(
        self, phone: Browser, ben: Person, promise: Promise, push: PushService, few: int
    ) -> None:
        hangs = Event()
        push.replies.extend([Reply(before=hangs.wait)] * 100)
        with PushService() as other:
            remind(ben, by_push=True)
            remember(ben, other.browser())
            promise_some(promise, 20)
            promise_some(promise, 20, ben)
            began = monotonic()
            other.replies.extend([Reply(before=lambda: arrived.append(monotonic()))] * 20)
            arrived: list[float] = []
            tick()
            took = monotonic() - began
            hangs.set()
        assert len(arrived) == 20
        assert arrived[-1] - began < 1.5, "long before the others are given up"
        assert took < 4
        tried = Delivery.objects.filter(message__person=phone_owner(), attempts=1)
        assert tried.count() == few
        assert set(tried.values_list("state", "failure")) == {(State.AMBIGUOUS, "silent")}
        assert set(states()) == {State.AMBIGUOUS, State.PENDING, State.SENT}

    def test_a_slow_answer_is_waited_for(self, phone: Browser, promise: Promise, push: PushService) -> None:
        push.replies.append(Reply(before=lambda: sleep(0.8)))
        promise()
        tick()
        assert (states(), len(push.received)) == ([State.SENT], 1)


def phone_owner() -> Person:
    return Person.objects.get(email="ana@example.org")
