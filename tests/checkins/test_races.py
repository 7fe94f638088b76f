"""Two phones in the same moment."""

from typing import Any

import pytest
from django.db import connection

from backend.checkins.models import CheckIn, Reveal, Sheet
from backend.timeline.models import Event
from tests.checkins.conftest import answers
from tests.client import Phone
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 12


def test_two_sendings_at_once_make_one_reveal(as_ana: Phone, as_ben: Phone) -> None:
    for number in range(1, ROUNDS + 1):
        check_in = as_ana.post("/checkins", {"template": "daily"}).json()
        path = f"/checkins/{check_in['id']}/sending"
        sent = at_once(
            lambda: as_ana.post(path, answers(check_in)),  # noqa: B023  (called within the turn)
            lambda: as_ben.post(path, answers(check_in)),  # noqa: B023
        )
        assert [one.status_code for one in sent] == [201, 201]
        assert sorted(one.json()["state"] for one in sent) == ["revealed", "sent"]
        assert Reveal.objects.count() == Event.objects.count() == number


def test_sending_and_taking_back_at_once_never_reveals_half(as_ana: Phone, as_ben: Phone) -> None:
    for _ in range(ROUNDS):
        check_in: dict[str, Any] = as_ana.post("/checkins", {"template": "daily"}).json()
        path = f"/checkins/{check_in['id']}/sending"
        as_ana.post(path, answers(check_in))
        at_once(lambda: as_ana.delete(path), lambda: as_ben.post(path, answers(check_in)))  # noqa: B023
        sheets = Sheet.objects.filter(check_in=check_in["id"])
        both_sent = all(sheets.values_list("sent_at", flat=True))
        assert both_sent == Reveal.objects.filter(check_in=check_in["id"]).exists()
        CheckIn.objects.filter(pk=check_in["id"], reveal=None).update(closes_at="2020-01-01T00:00Z")


def test_two_starts_at_once_open_one(as_ana: Phone, as_ben: Phone) -> None:
    started = at_once(
        *[lambda phone=phone: phone.post("/checkins", {"template": "daily"}) for phone in (as_ana, as_ben)]
    )
    assert sorted(one.status_code for one in started) == [201, 409]
    assert CheckIn.objects.count() == 1


def test_the_same_request_twice_at_once_acts_once(as_ana: Phone) -> None:
    key = "one-key-for-both"
    check_in = as_ana.post("/checkins", {"template": "daily"}).json()
    path, body = f"/checkins/{check_in['id']}/sending", answers(check_in)
    sent = at_once(*[lambda: as_ana.post(path, body, key=key)] * 4)
    codes = {one.status_code for one in sent}
    assert codes <= {201, 409}
    assert 201 in codes
    assert {one.json()["code"] for one in sent if one.status_code == 409} <= {"idempotency_in_flight"}
    assert Sheet.objects.exclude(sent_at=None).count() == 1


def test_the_database_itself_allows_one_reveal(as_ana: Phone, as_ben: Phone) -> None:
    check_in = as_ana.post("/checkins", {"template": "daily"}).json()
    for phone in (as_ana, as_ben):
        phone.post(f"/checkins/{check_in['id']}/sending", answers(check_in))
    with connection.cursor() as cursor, pytest.raises(Exception, match="unique"):
        cursor.execute(
            "insert into checkins_reveal (id, created_at, revealed_at, check_in_id, space_id)"
            " select gen_random_uuid(), now(), now(), check_in_id, space_id from checkins_reveal"
        )
