"""What reaches an eye: a whole response, with random names replaced by the order in which they appeared."""

import re
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, NamedTuple
from uuid import UUID
from zipfile import ZipFile

from django.db import connection

from backend.notifications.rules.taps import SAID, TOKEN_LENGTH
from tests.client import Answer

ID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}|\bown-[0-9a-f]{12}\b")
RANDOM_BY_NATURE = re.compile(r'("(?:token|challenge)": ?"|/calendar/)([\w-]+)')
"""The CSRF token, the riddle for a passkey, the secret of a calendar: only their length is compared."""


TAP = re.compile(rf"(?<![\w-])[\w-]{{{TOKEN_LENGTH}}}(?![\w-])")
"""What may be tapped: a message, an action and a time can be read in it, and its mark follows from them."""
LENGTH = "Content-Length"


class Seen(NamedTuple):
    """`facts` are compared; `what` says where they came from."""

    what: str
    facts: tuple[Any, ...]


def _said(token: re.Match[str]) -> str:
    message, action, until = SAID.unpack(urlsafe_b64decode(token[0] + "==")[: SAID.size])
    return f"{UUID(bytes=message)} {action} {until}"


class Leak(AssertionError):
    """What Ana sees depends on what Ben hides."""


class Names:
    """Ids are random, so they are told apart by their first appearance. Their order is compared with that."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def plain(self, text: str) -> str:
        text = RANDOM_BY_NATURE.sub(lambda m: f"{m[1]}{len(m[2])} signs", text)
        return ID.sub(self._name, TAP.sub(_said, text))

    def _name(self, match: re.Match[str]) -> str:
        return self._known.setdefault(match[0].replace("-", ""), f"#{len(self._known)}")

    def response(self, what: str, answer: Answer, queries: int) -> Seen:
        packed = answer.content.startswith(b"PK")
        # The tag of a calendar is a hash of what is compared here anyhow, with the ids in it.
        text = _text(answer.content)
        left_out = {LENGTH} if packed else {"ETag"} if "BEGIN:VCALENDAR" in text else set()
        headers = sorted(f"{name}: {value}" for name, value in answer.items() if name not in left_out)
        cookies = [f"{name} {len(one.value)} {sorted(one.items())}" for name, one in answer.cookies.items()]
        said = [
            "\n".join(_unpacked(answer.content)) if packed else text,
            *headers,
            *cookies,
        ]
        return Seen(self.plain(what), (answer.status_code, queries, *map(self.plain, said)))


def _text(data: bytes) -> str:
    """A picture is none, and is compared all the same."""
    return data.decode(errors="backslashreplace")


def _unpacked(data: bytes) -> Iterator[str]:
    """How well a file can be packed depends on the ids in it, and nothing else does."""
    with ZipFile(BytesIO(data)) as packed:
        for one in packed.infolist():
            yield f"{one.filename} {one.date_time} {one.file_size}\n{_text(packed.read(one))}"


@contextmanager
def counted() -> Iterator[list[int]]:
    """How many statements reach the database meanwhile: a part of how long it takes."""
    count = [0]

    def one_more(execute: Any, *statement: Any) -> Any:
        count[0] += 1
        return execute(*statement)

    with connection.execute_wrapper(one_more):
        yield count


def compare(here: Iterable[Seen], there: Iterable[Seen]) -> int:
    """How many were alike; what is not is a leak."""
    alike = 0
    for one, other in zip(here, there, strict=True):
        if one != other:
            raise Leak(_difference(one, other))
        alike += 1
    return alike


def _difference(one: Seen, other: Seen) -> str:
    pairs = [(a, b) for a, b in zip(one.facts, other.facts, strict=False) if a != b]
    a, b = map(str, pairs[0] if pairs else (one, other))
    at = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), 0)
    return f"{one.what}: …{a[max(0, at - 60) : at + 60]}… or …{b[max(0, at - 60) : at + 60]}…"
