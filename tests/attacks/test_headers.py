"""Every kind of page as a house behind https serves it: graded, and looked at where no grade does."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from tests.attacks.observatory import Seen, grade, score

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
HOME = "https://toward.example.org"
PAGES = [
    *("/", "/today", "/join", "/theme.js", "/manifest.webmanifest", "/static/docs.css", "/nothing.png"),
    *("/healthz", "/api/v1/docs", "/api/v1/schema", "/api/v1/csrf", "/api/v1/templates", "/api/v1/me"),
    *("/api/nothing", "/_allauth/browser/v1/auth/session", "/_allauth/browser/v1/config"),
]
LOOK = """
import json, sys, django
django.setup()
from django.test import Client
told = {}
for page in sys.argv[1:]:
    client = Client(headers={"host": "toward.example.org"})
    answer = client.get(page, secure=True)
    told[page] = {
        "headers": dict(answer.headers),
        "cookies": {name: dict(cookie) for name, cookie in answer.cookies.items()},
        "body": b"".join(answer).decode() if "html" in answer.headers.get("Content-Type", "") else "",
        "status": answer.status_code,
        "redirect": client.get(page).headers.get("Location", ""),
    }
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a process with the settings of a real house answers to somebody who has just come by."""
    web = tmp_path_factory.mktemp("web")
    for file in ("index.html", "public/theme.js", "public/manifest.webmanifest"):
        (web / Path(file).name).write_bytes((ROOT / "frontend" / file).read_bytes())
    env = {
        **{name: value for name, value in os.environ.items() if name != "TOWARD_LOCAL"},
        "PUBLIC_URL": HOME,
        "WEB_DIST": str(web),
        "DJANGO_SETTINGS_MODULE": "backend.config.settings",
        "DATABASE_URL": _tested_database(),
        "PYTHONWARNINGS": "ignore",
    }
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            LOOK,
            *PAGES,
        ],
        cwd=ROOT,
        env=env,
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _tested_database() -> str:
    ours = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(ours._replace(path="/" + str(connection.settings_dict["NAME"])))


def _seen(told: dict[str, Any], address: str) -> Seen:
    one = told[address]
    return Seen(one["headers"], one["cookies"], one["body"], HOME + address, one["redirect"])


@pytest.mark.parametrize("address", PAGES)
def test_observatory_gives_its_best_grade(told: dict[str, Any], address: str) -> None:
    points, parts = score(_seen(told, address))
    assert (grade(points), [name for name, value in parts.items() if value < 0]) == ("A+", []), parts
    assert points >= 130, parts


def test_page_with_cookies_reaches_the_highest_score_without_the_preload_list(told: dict[str, Any]) -> None:
    assert score(_seen(told, "/api/v1/csrf"))[0] == 135


@pytest.mark.parametrize(
    ("broken", "most"),
    [
        ({"Content-Security-Policy": ""}, 100),
        ({"Content-Security-Policy": "default-src 'self' 'unsafe-inline'"}, 95),
        ({"Strict-Transport-Security": "max-age=60"}, 120),
        ({"X-Content-Type-Options": ""}, 125),
        ({"Cross-Origin-Resource-Policy": "everybody"}, 115),
        ({"Referrer-Policy": "unsafe-url"}, 120),
        ({"Access-Control-Allow-Credentials": "true"}, 50),
    ],
)
def test_grader_notices_what_is_missing(told: dict[str, Any], broken: dict[str, str], most: int) -> None:
    page = _seen(told, "/")
    assert score(page._replace(headers={**page.headers, **broken}))[0] <= most


@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_the_same_about_what_it_may_do(told: dict[str, Any], address: str) -> None:
    headers = told[address]["headers"]
    policy = headers["Content-Security-Policy"]
    assert "require-trusted-types-for 'script'" in policy
    assert "trusted-types toward;" in f"{policy};"
    assert "frame-ancestors 'none'" in policy
    assert not re.search(r"unsafe|https?:|data:|\*|nonce|sha256", policy)
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in headers["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in headers
    assert not {"Server", "X-Powered-By"} & set(headers)


@pytest.mark.parametrize("address", [page for page in PAGES if page.startswith(("/api", "/_allauth"))])
def test_answer_for_one_person_is_never_kept(told: dict[str, Any], address: str) -> None:
    assert told[address]["headers"]["Cache-Control"] == "no-store"


def test_cookie_belongs_to_this_house_alone(told: dict[str, Any]) -> None:
    cookies = {name: cookie for page in PAGES for name, cookie in told[page]["cookies"].items()}
    assert "__Host-csrf" in cookies
    for name, cookie in cookies.items():
        assert name.startswith("__Host-")
        assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"]) == (
            True,
            True,
            "/",
            "",
        )
        assert cookie["samesite"] in {"Lax", "Strict"}


def test_plain_http_is_sent_to_the_same_place_with_https(told: dict[str, Any]) -> None:
    assert {page: told[page]["redirect"] for page in PAGES} == {page: HOME + page for page in PAGES}


@pytest.mark.parametrize("address", ["/", "/api/v1/docs"])
def test_page_has_nothing_inline_and_nothing_from_elsewhere(told: dict[str, Any], address: str) -> None:
    body = told[address]["body"]
    assert body.startswith("<!doctype html>")
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", body)
    assert [link for link in re.findall(r"(?:src|href)=\"([^\"]+)\"", body) if not link.startswith("/")] == []


def test_docs_tell_every_route_and_need_no_script(told: dict[str, Any]) -> None:
    body = told["/api/v1/docs"]["body"]
    for said in ("/api/v1/checkins/{check_in_id}/sending", "Idempotency-Key", "answers", "time_zone"):
        assert said in body
    assert "<script" not in body
