"""Who is asking and from where, and how much they may send and how often."""

import json
from datetime import timedelta
from io import BytesIO
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from rest_framework import authentication, parsers
from rest_framework.exceptions import ParseError
from rest_framework.request import Request


class SessionAuthentication(authentication.SessionAuthentication):
    """Django's session; signed out is 401 with its own code, never 403."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"


DEEPEST = 16
"""Objects and lists inside each other, in what is sent."""


class BoundedJSONParser(parsers.JSONParser):
    """JSON, read through Django's own limit on the size of a body; half a letter (a surrogate) is none."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        body = (parser_context or {})["request"]._request.body
        try:
            data = super().parse(BytesIO(body), media_type, parser_context)
            json.dumps(data, ensure_ascii=False, allow_nan=False).encode()
        except (RecursionError, UnicodeEncodeError, ValueError) as error:
            raise ParseError from error
        if _is_deep(data):
            raise ParseError
        return data


class BytesParser(parsers.BaseParser):
    """The bytes of a file, whatever is in them, read up to the `most` we take and one more."""

    most: int

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> dict[str, bytes]:
        request = (parser_context or {})["request"]._request
        # Read here, and kept as the body: Django's own limit is made for JSON.
        request._body = request.read(self.most + 1)
        return {"file": request._body}


def _is_deep(data: Any) -> bool:
    layer = [data]
    for _ in range(DEEPEST + 1):
        layer = [inner for outer in layer for inner in _within(outer)]
    return bool(layer)


def _within(data: Any) -> Any:
    return data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()


class Limit(NamedTuple):
    """How often one person, or one place that nobody is signed in at, may do something."""

    name: str
    most: int
    per: timedelta


WRITES = Limit("writes", 120, timedelta(minutes=1))
LOOKS_SIGNED_OUT = Limit("looks", 300, timedelta(minutes=1))
ONE_HOME = 64
"""Bits of an IPv6 address: whoever has one has all that begin alike."""


def place(request: HttpRequest) -> str:
    """Where a request comes from, as the outermost of our own proxies saw it. Nobody else is believed."""
    seen = request.META.get("REMOTE_ADDR", "")
    said = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.PROXIES and said:
        hops = said.split(",")
        seen = hops[-min(settings.PROXIES, len(hops))].strip()
    return _home(seen)


def _home(seen: str) -> str:
    try:
        address = ip_address(seen)
    except ValueError:
        return seen
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((address, ONE_HOME), strict=False))
