"""Everything that comes in has a limit with a name, and one more than the limit is refused."""

import json
from typing import Any

import pytest
from django.conf import settings

from backend.accounts.models import LONGEST_NAME, LONGEST_PRONOUNS
from backend.checkins.api.serializers import MOST_ANSWERS
from backend.core.api.http import DEEPEST
from backend.notifications.api.serializers import LONGEST_ENDPOINT
from backend.schedules.rules import LONGEST_MONTH, SUNDAY
from backend.spaces.api.serializers import LONGEST_TYPED_CODE
from backend.spaces.models import LONGEST_SPACE_NAME
from tests.checkins.conftest import answers
from tests.client import Phone

MONTHLY = {"template": "monthly", "repeat": "monthly", "at": "20:00", "time_zone": "Europe/Berlin"}
KEYS = {"p256dh": "A", "auth": "A"}


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("PATCH", "/me", {"name": "a" * (LONGEST_NAME + 1)}, "name"),
        ("PATCH", "/me", {"pronouns": "a" * (LONGEST_PRONOUNS + 1)}, "pronouns"),
        ("PATCH", "/me", {"quiet_from": "24:00"}, "quiet_from"),
        ("PATCH", "/me", {"quiet_from": "21:00:00"}, "quiet_from"),
        ("PATCH", "/space", {"name": "a" * (LONGEST_SPACE_NAME + 1)}, "name"),
        ("POST", "/memberships", {"code": "A" * (LONGEST_TYPED_CODE + 1)}, "code"),
        ("POST", "/schedules", {**MONTHLY, "day_of_month": LONGEST_MONTH + 1}, "day_of_month"),
        ("POST", "/schedules", {**MONTHLY, "day_of_month": -(10**400)}, "day_of_month"),
        ("POST", "/schedules", {**MONTHLY, "days": [SUNDAY + 1]}, "days.0"),
        ("POST", "/schedules", {**MONTHLY, "days": [0] * (SUNDAY + 2)}, "days"),
        ("PUT", "/push-subscriptions", {"endpoint": "a" * (LONGEST_ENDPOINT + 1), "keys": KEYS}, "endpoint"),
    ],
)
def test_more_than_the_limit_is_refused_by_name(
    as_ana: Phone, method: str, path: str, body: Any, field: str
) -> None:
    answer = as_ana.send(method, path, body, **{"Idempotency-Key": "one-more-than-most"})
    assert answer.status_code == 400, answer.content
    assert field in {error["field"] for error in answer.json()["errors"]}


def test_sheet_has_no_more_answers_than_there_can_be_questions(as_ana: Phone) -> None:
    check_in = as_ana.post("/checkins", {"template": "daily"}).json()
    [one, *_] = answers(check_in)["answers"]
    answer = as_ana.post(f"/checkins/{check_in['id']}/sending", {"answers": [one] * (MOST_ANSWERS + 1)})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "answers")


@pytest.mark.parametrize(("deep", "code"), [(DEEPEST - 1, "invalid"), (DEEPEST + 1, "malformed")])
def test_json_is_no_deeper_than_anything_needs(as_ana: Phone, deep: int, code: str) -> None:
    body = b'{"name":' + b"[" * deep + b"1" + b"]" * deep + b"}"
    answer = as_ana.send("PATCH", "/me", body)
    assert (answer.status_code, answer.json()["code"]) == (400, code)


@pytest.mark.parametrize("number", ["1e400", "-1e400", "NaN", "Infinity"])
def test_number_without_an_end_is_no_json(as_ana: Phone, number: str) -> None:
    answer = as_ana.send("PATCH", "/me", f'{{"discreet": {number}}}'.encode())
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


@pytest.mark.parametrize("path", ["/me", "/today", "/timeline", "/templates", "/csrf"])
def test_what_is_not_asked_for_is_refused(as_ana: Phone, path: str) -> None:
    answer = as_ana.get(path, nonsense="1")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "unknown")


@pytest.mark.parametrize("mark", ["A" * 120, "A" * 20_000, "\0", "💛"])
def test_page_mark_is_one_of_ours_or_none(as_ana: Phone, mark: str) -> None:
    assert as_ana.get("/timeline", cursor=mark).status_code == 400


@pytest.mark.parametrize(("size", "status"), [(0, 400), (1, 413)])
def test_body_has_a_largest_size(as_ana: Phone, size: int, status: int) -> None:
    empty = len(json.dumps({"name": ""}))
    body = json.dumps({"name": "a" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE - empty + size)}).encode()
    assert as_ana.send("PATCH", "/me", body).status_code == status
