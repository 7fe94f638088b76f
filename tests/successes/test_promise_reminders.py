"""A reminder to oneself, on the morning of its day, and never once it has an end."""

from datetime import timedelta

import pytest
import time_machine

from backend.accounts.models import Person
from backend.notifications.models import Kind, Message
from tests.client import Phone
from tests.notifications.conftest import _strangers, clock, inbox, mail, phone, push, tick
from tests.notifications.receivers import Browser, PushService
from tests.successes.promising import SOUP, became, promised

__all__ = ["_strangers", "clock", "inbox", "mail", "phone", "push"]
FRIDAY = "2026-06-05"
MORNING = "2026-06-05T07:00:00+00:00"
"""Nine in Berlin. The clock of these tests stands at noon of the Monday before."""


@pytest.fixture
def soup(as_ana: Phone, phone: Browser) -> dict[str, object]:
    return promised(as_ana, SOUP, by=FRIDAY, remind=True)


def _waiting() -> list[str]:
    return [one.due_at.isoformat() for one in Message.objects.filter(withdrawn_at=None, sent_at=None)]


def test_it_comes_in_the_morning_and_says_nothing(
    soup: dict[str, object], push: PushService, clock: time_machine.Traveller
) -> None:
    assert _waiting() == [MORNING]
    clock.move_to(MORNING)
    tick()
    [received] = push.received
    assert received.words["notification"]["title"] == "Toward"
    assert SOUP not in str(received.words)
    assert set(received.words["notification"]["data"]["taps"]) == {"later", "skip"}


def test_it_is_for_its_author_alone(
    as_ana: Phone, as_ben: Phone, ana: Person, soup: dict[str, object]
) -> None:
    assert [one.person_id for one in Message.objects.filter(kind=Kind.PROMISE)] == [ana.pk]


def test_later_is_in_an_hour_and_not_this_time_is_the_end(
    soup: dict[str, object], push: PushService, clock: time_machine.Traveller
) -> None:
    clock.move_to(MORNING)
    tick()
    for number in (2, 3):
        taps = push.received[-1].words["notification"]["data"]["taps"]
        assert Phone().post("/taps", {"token": taps["later"]}, key="").status_code == 204
        clock.shift(timedelta(hours=1))
        tick()
        assert len(push.received) == number
    taps = push.received[-1].words["notification"]["data"]["taps"]
    assert Phone().post("/taps", {"token": taps["skip"]}, key="").status_code == 204
    clock.shift(timedelta(hours=1))
    tick()
    assert len(push.received) == 3


def test_kept_after_later_says_nothing_more(
    as_ana: Phone,
    soup: dict[str, object],
    push: PushService,
    clock: time_machine.Traveller,
) -> None:
    clock.move_to(MORNING)
    tick()
    taps = push.received[-1].words["notification"]["data"]["taps"]
    Phone().post("/taps", {"token": taps["later"]}, key="")
    became(as_ana, soup, "kept")
    clock.shift(timedelta(hours=2))
    tick()
    assert len(push.received) == 1


@pytest.mark.parametrize("how", ["kept", "let_go"])
def test_an_end_takes_it_away_and_taking_that_back_brings_it_again(
    as_ana: Phone, soup: dict[str, object], how: str
) -> None:
    became(as_ana, soup, how)
    assert _waiting() == []
    as_ana.delete(f"/promises/{soup['id']}/outcome")
    assert _waiting() == [MORNING]


def test_it_can_be_turned_off_and_on(as_ana: Phone, soup: dict[str, object]) -> None:
    for on in (False, True, True):
        assert as_ana.patch(f"/promises/{soup['id']}", {"remind": on}).json()["remind"] is on
        assert _waiting() == [MORNING][: int(on)]


def test_another_day_is_another_morning(as_ana: Phone, soup: dict[str, object]) -> None:
    words = {"text": "on Sunday", "by": "2026-06-07", "remind": True}
    instead = as_ana.post(f"/promises/{soup['id']}/renegotiation", words).json()
    assert _waiting() == ["2026-06-07T07:00:00+00:00"]
    as_ana.delete(f"/promises/{instead['id']}")
    assert _waiting() == [MORNING]


def test_what_is_taken_back_reminds_nobody(as_ana: Phone, soup: dict[str, object]) -> None:
    as_ana.delete(f"/promises/{soup['id']}")
    assert _waiting() == []


def test_once_its_day_is_over_it_does_not_come(
    soup: dict[str, object], push: PushService, clock: time_machine.Traveller
) -> None:
    clock.move_to("2026-06-05T22:00:00+00:00")
    tick()
    assert push.received == []
