"""Looking again: asked on its day, in the app and by a message, and never renewed by itself."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from backend.accounts.models import Person
from backend.notifications.models import Channel, Delivery, Kind, Message
from backend.notifications.services import deliver
from backend.privacy.services import leave
from backend.timeline.models import Event
from tests.boundaries.conftest import ON_CALL, PHONES, path, proposal, proposed, version
from tests.client import Phone
from tests.privacy.conftest import ok

Agreement = dict[str, Any]
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
REVIEW = date(2026, 7, 31)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as travelled:
        yield travelled


def messages() -> list[tuple[str, bool]]:
    """Whom of them, and whether it still holds."""
    found = Message.objects.filter(kind=Kind.REVIEW).order_by("created_at", "person__email")
    return [(one.person.email.partition("@")[0], one.withdrawn_at is None) for one in found]


def test_sixty_days_unless_they_say_otherwise(as_ana: Phone, open_one: Agreement) -> None:
    assert open_one["versions"][0]["review_on"] == "2026-07-31"
    assert proposed(as_ana, review_on="2026-06-02")["versions"][0]["review_on"] == "2026-06-02"


@pytest.mark.parametrize("day", ["2026-06-01", "2026-05-01", "2027-06-03"])
def test_it_is_a_day_ahead_within_a_year(as_ana: Phone, as_ben: Phone, day: str) -> None:
    [error] = as_ana.post("/agreements", proposal(review_on=day)).json()["errors"]
    assert error["field"] == "review_on"
    proposed(as_ana, review_on="2027-06-02")


def test_both_are_asked_on_the_day_and_not_a_word_says_what(
    agreed: Agreement, mailoutbox: list[Any], clock: Any
) -> None:
    assert messages() == [("ana", True), ("ben", True)]
    assert {one.due_at for one in Message.objects.all()} == {datetime(2026, 7, 31, 8, tzinfo=UTC)}
    clock.move_to(datetime(2026, 7, 31, 7, 59, tzinfo=UTC))
    deliver(channel=Channel.EMAIL, for_at_most=timedelta(seconds=5))
    assert mailoutbox == []
    clock.move_to(datetime(2026, 7, 31, 8, 1, tzinfo=UTC))
    deliver(channel=Channel.EMAIL, for_at_most=timedelta(seconds=5))
    assert sorted(one.to[0] for one in mailoutbox) == ["ana@example.org", "ben@example.org"]
    assert not [one for one in mailoutbox for word in PHONES.values() if word and word in str(one.message())]


def test_on_that_day_it_is_due_and_still_holds(ana: Person, agreed: Agreement, clock: Any) -> None:
    clock.move_to(datetime(2026, 7, 30, 21, 59, tzinfo=UTC))
    assert ok(Phone(ana).get(path(agreed)))["state"] == "agreed"
    clock.move_to(datetime(2026, 7, 30, 22, 1, tzinfo=UTC))  # midnight in Berlin
    seen = ok(Phone(ana).get(path(agreed)))
    assert (seen["state"], seen["holds"]) == ("review_due", agreed["holds"])
    clock.move_to(datetime(2027, 7, 31, tzinfo=UTC))
    assert ok(Phone(ana).get(path(agreed)))["holds"] == agreed["holds"]


def test_keeping_it_as_it_is_needs_the_other_too(
    ana: Person, ben: Person, agreed: Agreement, clock: Any
) -> None:
    clock.move_to(datetime(2026, 8, 2, tzinfo=UTC))
    kept = ok(Phone(ana).post(path(agreed, "versions"), {"words": PHONES}))
    assert kept["state"] == "review_due"
    done = ok(Phone(ben).put(version(kept, "consent"), None))
    assert (done["state"], done["review_on"]) == ("agreed", "2026-10-01")
    verbs = Event.objects.order_by("happened_at").values_list("verb", flat=True)
    assert list(verbs) == ["agreed", "agreed"]


def test_what_is_changed_or_ended_asks_no_more(as_ana: Phone, as_ben: Phone, agreed: Agreement) -> None:
    change = ok(as_ana.post(path(agreed, "versions"), {"words": ON_CALL, "review_on": "2026-12-01"}))
    assert messages() == [("ana", True), ("ben", True)]
    ok(as_ben.put(version(change, "consent"), None))
    assert sorted(messages()) == [("ana", False), ("ana", True), ("ben", False), ("ben", True)]
    ok(as_ana.put(path(agreed, "ending"), None))
    assert {holds for _, holds in messages()} == {False}


def test_whoever_agrees_after_the_day_has_just_looked(ben: Person, open_one: Agreement, clock: Any) -> None:
    clock.move_to(datetime(2026, 8, 2, tzinfo=UTC))
    done = ok(Phone(ben).put(version(open_one, "consent"), None))
    assert (done["state"], messages()) == ("review_due", [])


def test_whoever_left_is_not_asked(ben: Person, agreed: Agreement, clock: Any) -> None:
    leave(person=ben, quietly=True)
    clock.move_to(datetime(2026, 7, 31, 9, tzinfo=UTC))
    deliver(channel=Channel.EMAIL, for_at_most=timedelta(seconds=5))
    assert set(Delivery.objects.values_list("state", flat=True)) == {"dropped"}
