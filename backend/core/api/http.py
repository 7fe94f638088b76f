"""Who is asking, and how much they may send."""

import json
from io import BytesIO
from typing import Any

from rest_framework import authentication, parsers
from rest_framework.exceptions import ParseError
from rest_framework.request import Request


class SessionAuthentication(authentication.SessionAuthentication):
    """Django's session; signed out is 401 with its own code, never 403."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"


class BoundedJSONParser(parsers.JSONParser):
    """JSON, read through Django's own limit on the size of a body; half a letter (a surrogate) is none."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        body = (parser_context or {})["request"]._request.body
        try:
            data = super().parse(BytesIO(body), media_type, parser_context)
            json.dumps(data, ensure_ascii=False).encode()
        except (RecursionError, UnicodeEncodeError) as error:
            raise ParseError from error
        return data
