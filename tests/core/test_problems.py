"""Every refusal is problem+json with a code that does not change, and says nothing it should not."""

import json
from typing import Any

import pytest

from backend.accounts.api.views import MeView
from backend.accounts.models import Person
from tests.client import Answer, Phone


def _check(answer: Answer, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.content[:300]
    assert answer.headers["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert {"type", "title", "status", "code", "detail"} <= set(body)
    assert (body["status"], body["code"]) == (status, code)
    assert body["title"]
    assert body["detail"]
    return body


def test_signed_out_is_401_with_its_own_code(signed_out: Phone) -> None:
    for answer in (signed_out.get("/me"), signed_out.post("/space", {}), signed_out.patch("/me", {})):
        _check(answer, 401, "signed_out")
        assert answer.headers["WWW-Authenticate"] == "Session"


def test_ended_session_is_signed_out(ana: Person, as_ana: Phone) -> None:
    ana.is_active = False
    ana.save()
    _check(as_ana.get("/me"), 401, "signed_out")


@pytest.mark.parametrize("token", ["", "wrong", "x" * 32, "x" * 64])
def test_unsafe_request_without_its_token_is_refused(ana: Person, token: str) -> None:
    phone = Phone(ana, csrf=True)
    phone.get("/csrf")
    _check(phone.send("PATCH", "/me", {"name": "Anna"}, **{"X-CSRFToken": token}), 403, "csrf_failed")


def test_unsafe_request_with_its_token_is_accepted(ana: Person) -> None:
    phone = Phone(ana, csrf=True)
    answer = phone.get("/csrf")
    assert answer.headers["Cache-Control"] == "no-store"
    token = answer.json()["token"]
    assert phone.send("PATCH", "/me", {"name": "Anna"}, **{"X-CSRFToken": token}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/api/v1/nothing", "/api/", "/api/v1/checkins/7", "/api/v2/me", "/api/v1/me/"]
)
def test_unknown_address_is_404(as_ana: Phone, path: str) -> None:
    _check(as_ana.get(path), 404, "not_found")


def test_wrong_method_is_405_and_says_which_are_right(as_ana: Phone) -> None:
    answer = as_ana.delete("/me")
    _check(answer, 405, "method_not_allowed")
    assert set(answer.headers["Allow"].split(", ")) >= {"GET", "PATCH"}


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"]
)
def test_body_that_is_not_json_is_415(as_ana: Phone, kind: str) -> None:
    answer = as_ana.http.patch("/api/v1/me", b"name=Anna", content_type=kind)
    _check(answer, 415, "unsupported_media")


def test_unknown_fields_are_refused_by_name(as_ana: Phone) -> None:
    body = _check(
        as_ana.patch("/me", {"name": "Anna", "email": "x@example.org", "is_staff": True}), 400, "invalid"
    )
    assert {(error["field"], error["code"]) for error in body["errors"]} == {
        ("email", "unknown"),
        ("is_staff", "unknown"),
    }
    assert as_ana.get("/me").json()["name"] == "Ana"


def test_what_is_not_asked_at_an_address_is_refused_by_name(as_ana: Phone) -> None:
    body = _check(as_ana.get("/me", colour="red", zebra="1"), 400, "invalid")
    assert body["errors"] == [{"field": "colour", "code": "unknown", "detail": "This is not asked here."}]


def test_error_inside_a_list_has_its_whole_path(as_ana: Phone) -> None:
    check_in = as_ana.post("/checkins", {"template": "daily"}).json()["id"]
    words = {"answers": [{"question": "no-uuid", "value": 1, "shared": True, "extra": 1}]}
    body = _check(as_ana.post(f"/checkins/{check_in}/sending", words), 400, "invalid")
    assert {error["field"] for error in body["errors"]} == {"answers.0.extra"}
    words["answers"][0].pop("extra")
    body = _check(as_ana.post(f"/checkins/{check_in}/sending", words), 400, "invalid")
    assert {error["field"] for error in body["errors"]} == {"answers.0.question"}


@pytest.mark.parametrize(
    "body",
    [b"{", b"", b'{"name": NaN}', b'{"name": "\xff"}', b"{'name': 1}", b'{"name": ' + b"9" * 5000 + b"}"],
)
def test_broken_json_is_malformed(as_ana: Phone, body: bytes) -> None:
    if body:
        _check(as_ana.send("PATCH", "/me", body), 400, "malformed")
    else:
        assert as_ana.send("PATCH", "/me", body).status_code == 200


@pytest.mark.parametrize("body", [b"[]", b"7", b'"name"', b"null", b"[[]]", b"true"])
def test_json_that_is_not_an_object_is_invalid(as_ana: Phone, body: bytes) -> None:
    _check(as_ana.send("PATCH", "/me", body), 400, "invalid")


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'{"name":['])
def test_bottomless_json_is_malformed(as_ana: Phone, opening: bytes) -> None:
    _check(as_ana.send("PATCH", "/me", opening * 20_000), 400, "malformed")


@pytest.mark.parametrize("depth", [50, 500, 900, 5000])
def test_deep_json_is_refused_kindly(as_ana: Phone, depth: int) -> None:
    deep = b'{"name":' * depth + b"1" + b"}" * depth
    assert as_ana.send("PATCH", "/me", deep).status_code == 400


def test_body_of_a_megabyte_is_too_large(as_ana: Phone) -> None:
    body = json.dumps({"name": "a" * 1_000_000}).encode()
    _check(as_ana.send("PATCH", "/me", body), 413, "too_large")
    _check(as_ana.post("/space", {"name": "a" * 1_000_000}), 413, "too_large")


def test_nul_bytes_are_refused(as_ana: Phone) -> None:
    body = _check(as_ana.patch("/me", {"name": "A\0na"}), 400, "invalid")
    assert body["errors"][0]["field"] == "name"
    assert as_ana.patch("/me", {"na\0me": "Ana"}).status_code == 400
    assert as_ana.patch("/me", {"time_zone": "Europe\0Berlin"}).status_code == 400


@pytest.mark.parametrize("body", [rb'{"name": "\ud800"}', rb'{"\ud800": 1}', rb'{"pronouns": "ok \udfff"}'])
def test_half_a_letter_is_refused(as_ana: Phone, body: bytes) -> None:
    """A lone surrogate is valid JSON and no text: it could be neither kept nor shown."""
    assert as_ana.send("PATCH", "/me", body).status_code == 400


def test_whole_letters_outside_the_first_plane_are_kept(as_ana: Phone) -> None:
    assert as_ana.send("PATCH", "/me", rb'{"name": "\ud83d\udc9b Ana"}').json()["name"] == "💛 Ana"


def test_refusal_does_not_repeat_what_was_sent(as_ana: Phone) -> None:
    """Errors end up in logs and on screens: they name the field, not its words."""
    said = "my secret words " * 10
    for body in ({"name": said}, {"time_zone": said}, {"locale": said}, {"quiet_from": said}):
        answer = as_ana.patch("/me", body)
        assert answer.status_code == 400
        assert "my secret" not in answer.content.decode()


def test_too_many_tries_are_429_with_a_time_to_wait(signed_out: Phone) -> None:
    tries = [signed_out.post("/invitation-previews", {"code": "K7QF2M9DXR"}, key="") for _ in range(21)]
    assert {answer.status_code for answer in tries[:20]} == {410}
    _check(tries[20], 429, "rate_limited")
    assert 3500 <= int(tries[20].headers["Retry-After"]) <= 3601


def test_fault_of_ours_is_500_without_a_trace(as_ana: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("the inside of the house")

    monkeypatch.setattr(MeView, "get", broken)
    answer = as_ana.get("/me")
    _check(answer, 500, "our_fault")
    assert b"house" not in answer.content
    assert b"Traceback" not in answer.content


def test_wrong_host_is_400(signed_out: Phone) -> None:
    answer = signed_out.http.get("/api/v1/me", HTTP_HOST="evil.example")
    _check(answer, 400, "malformed")


def test_large_number_of_unknown_fields_is_answered(as_ana: Phone) -> None:
    answer = as_ana.patch("/me", {f"f{number}": 0 for number in range(5000)})
    _check(answer, 400, "invalid")
    assert len(answer.content) < 5_000


@pytest.mark.parametrize("rest", ["%0A", "checkins/%C3%A3%0A", "checkins/a%0D%0Ab", "%00", "x" * 2000])
def test_whatever_stands_below_the_api_is_answered_by_the_api(db: None, rest: str) -> None:
    answer = Phone().get(f"/api/v1/{rest}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
