"""The arithmetic of Mozilla's HTTP Observatory, for one answer as a scanner sees it.

Rules: https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring - from 100
down each fault costs, from 90 up each merit counts. What needs the outside world is left out: the preload
list, and certificates.
"""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any, NamedTuple

SIX_MONTHS = 15_768_000
MERITS_FROM = 90
GRADES = (
    (100, "A+"),
    (90, "A"),
    (85, "A-"),
    (80, "B+"),
    (70, "B"),
    (65, "B-"),
    (60, "C+"),
    (50, "C"),
    (0, "D or F"),
)
BROAD = {"*", "http:", "https:", "ftp:", "data:", "http://*", "https://*", "'unsafe-inline'"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


class Seen(NamedTuple):
    """An answer over https, and where the same address over http sends to."""

    headers: Mapping[str, str]
    cookies: Mapping[str, Mapping[str, Any]]
    body: str
    url: str
    redirect: str


def score(seen: Seen) -> tuple[int, dict[str, int]]:
    """The score and what each test gave or took."""
    told = {name: test(seen) for name, test in TESTS.items()}
    base = 100 + sum(min(0, value) for value in told.values())
    return max(0, base + (sum(max(0, value) for value in told.values()) if base >= MERITS_FROM else 0)), told


def grade(points: int) -> str:
    return next(name for least, name in GRADES if points >= least)


def _policy(seen: Seen) -> dict[str, set[str]]:
    said = [
        part.split() for part in seen.headers.get("Content-Security-Policy", "").split(";") if part.strip()
    ]
    return {name.lower(): set(sources) for name, *sources in said}


def _csp(seen: Seen) -> int:
    policy = _policy(seen)
    if not policy:
        return -25
    fallback = policy.get("default-src", {"*"})
    script, style, plugin = (policy.get(f"{kind}-src", fallback) for kind in ("script", "style", "object"))
    if script & BROAD or (plugin & BROAD) - {"'unsafe-inline'"}:
        return -20
    sources = set().union(*policy.values())
    if [one for one in sources if one.startswith(("http:", "ftp:"))]:
        return -20
    if "'unsafe-eval'" in script:
        return -10
    if style & BROAD:
        return 0
    closed = fallback == {"'none'"} and policy.get("form-action", set()) <= {"'none'", "'self'"}
    return 10 if closed and "form-action" in policy else 5


def _cookies(seen: Seen) -> int:
    found = seen.cookies.items()
    session = [cookie for name, cookie in found if re.search("sess|login|csrf", name)]
    if not all(cookie["secure"] for cookie in session):
        return -40
    if not all(cookie["httponly"] for cookie in session):
        return -30
    if not all(cookie["secure"] and cookie["samesite"] in {"Lax", "Strict", ""} for _, cookie in found):
        return -20
    return 5 if found and all(cookie["samesite"] for _, cookie in found) else 0


def _sharing(seen: Seen) -> int:
    return -50 if seen.headers.get("Access-Control-Allow-Credentials") == "true" else 0


def _resource_policy(seen: Seen) -> int:
    said = seen.headers.get("Cross-Origin-Resource-Policy", "cross-origin")
    return {"same-origin": 10, "same-site": 10, "cross-origin": 0}.get(said, -5)


def _redirect(seen: Seen) -> int:
    return 0 if seen.redirect == seen.url else -20


def _referrer(seen: Seen) -> int:
    said = seen.headers.get("Referrer-Policy")
    return 0 if said is None else 5 if said in PRIVATE else -5


def _transport(seen: Seen) -> int:
    found = re.search(r"max-age=(\d+)", seen.headers.get("Strict-Transport-Security", ""))
    return -20 if not found else 0 if int(found[1]) >= SIX_MONTHS else -10


class _Scripts(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.found.append(dict(attrs))


def _integrity(seen: Seen) -> int:
    """Scripts of one's own are fine; those of others cost, the more so without https."""
    sources = [script.get("src") or "" for script in _Scripts(seen.body).found]
    if [one for one in sources if one.startswith(("http:", "//"))]:
        return -50
    return -5 if [one for one in sources if one.startswith("https:")] else 0


def _sniffing(seen: Seen) -> int:
    return 0 if seen.headers.get("X-Content-Type-Options") == "nosniff" else -5


def _framing(seen: Seen) -> int:
    ancestors = _policy(seen).get("frame-ancestors")
    if ancestors and not ancestors & BROAD:
        return 5
    return 0 if seen.headers.get("X-Frame-Options") in {"DENY", "SAMEORIGIN"} else -20


TESTS = {
    "content security policy": _csp,
    "cookies": _cookies,
    "cross-origin sharing": _sharing,
    "cross-origin resource policy": _resource_policy,
    "redirection": _redirect,
    "referrer policy": _referrer,
    "strict transport security": _transport,
    "subresource integrity": _integrity,
    "content type options": _sniffing,
    "framing": _framing,
}
