"""The raw limit of a first page: a bare WSGI function, a session in Redis, one prepared statement, JSON."""

import json
import os
from collections.abc import Callable, Iterable
from http.cookies import SimpleCookie
from typing import Any

import psycopg
import redis

PAGE = """
select id::text, verb, subject_kind, subject_id::text, detail, happened_at::date::text from timeline_event
where space_id = %s and only_for_id is null
order by timeline_event.happened_at desc, timeline_event.id desc limit 31
"""
_sessions = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
_database = psycopg.connect(os.environ["SUPERUSER_URL"], autocommit=True)


def application(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    cookie = SimpleCookie(environ["HTTP_COOKIE"])["session"].value
    space = _sessions.get(f"bare:{cookie}")
    rows = _database.execute(PAGE, [space], prepare=True).fetchall()
    body = json.dumps({"items": rows[:30], "next": rows[29][0] if len(rows) > 30 else None}).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
