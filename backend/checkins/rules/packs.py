"""A file of templates, to give away or to keep. Every field is in docs/template-packs.md."""

import json
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from backend.checkins.rules.templates import MOST_TEMPLATES, checked_template
from backend.core.rules.shapes import Fault, below, fields, list_of, one_of

FORMAT, VERSION = "toward-templates", 1
MOST_BYTES = 1024 * 1024
DEEPEST = 12
"""Objects and lists inside each other."""
MOST_DIGITS = 15
PACK = fields(
    format=one_of(FORMAT), version=one_of(VERSION), templates=list_of(checked_template, MOST_TEMPLATES, 1)
)
_BRACKETS = re.compile(r'(?s)"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[{]|[\]}]')
_TOKENS = re.compile(r'(?s)"(?:[^"\\]|\\.)*+"|[{}\[\]:,]|[^\s{}\[\]:,"]+')


class FaultInFile(Fault):
    """A fault, and the line of the file it is on; the first is 1."""

    def __init__(self, at: str, detail: str, line: int) -> None:
        # The place may hold a name out of the file, and half a letter (a surrogate) can be told to nobody.
        super().__init__(at.encode(errors="replace").decode(), detail)
        self.line = line


def write_pack(templates: Iterable[dict[str, Any]]) -> str:
    pack = {"format": FORMAT, "version": VERSION, "templates": list(templates)}
    return json.dumps(pack, ensure_ascii=False, indent=1) + "\n"


def read_pack(data: bytes) -> list[dict[str, Any]]:
    """Its templates, as they will be kept, or FaultInFile."""
    if len(data) > MOST_BYTES:
        raise FaultInFile("", "This file is larger than we can take.", 1)
    text = _text(data)
    read, lines = _json(text), _lines(text)
    try:
        return list(PACK(read, "")["templates"])
    except Fault as fault:
        raise FaultInFile(fault.at, fault.detail, _nearest(lines, fault.at)) from fault


def _text(data: bytes) -> str:
    """As an editor shows it: a line ends with any of the three ends there are."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(data[: error.start].splitlines() or [b""])
        raise FaultInFile("", "This line is not text in UTF-8.", line) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _json(text: str) -> Any:
    _refuse_deep(text)
    try:
        return json.loads(text, parse_int=_whole)
    except json.JSONDecodeError as error:
        detail = "From here on it cannot be read. Is a comma, a quote or a bracket missing, or one too many?"
        raise FaultInFile("", detail, error.lineno) from error


def _whole(digits: str) -> float:
    """What is longer than any number here is no number here."""
    return int(digits) if len(digits) <= MOST_DIGITS else math.inf


def _refuse_deep(text: str) -> None:
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        if depth > DEEPEST:
            raise FaultInFile("", "Too much is inside each other here.", _line(text, found.start()))


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


@dataclass
class _Open:
    """An object or a list that is not read to its end yet."""

    at: str
    is_object: bool
    number: int = 0
    name: str | None = None

    @property
    def next(self) -> str:
        return below(self.at, self.number if self.name is None else self.name)


def _lines(text: str) -> dict[str, int]:
    """By its place, the line on which each value of good JSON begins. No name may stand twice."""
    lines: dict[str, int] = {}
    around: list[_Open] = []
    line = end = 0
    for token in _TOKENS.finditer(text):
        line, end = line + text.count("\n", end, token.start()), token.start()
        sign, inside = token[0], around[-1] if around else None
        if sign in "]}":
            around.pop()
        elif sign == "," and inside:
            inside.number, inside.name = inside.number + 1, None
        elif inside and inside.is_object and inside.name is None:
            inside.name = json.loads(sign)
        elif sign != ":":
            at = inside.next if inside else ""
            if at in lines:
                raise FaultInFile(at, "This name stands here twice.", line + 1)
            lines[at] = line + 1
            if sign in "[{":
                around.append(_Open(at, sign == "{"))
    return lines


def _nearest(lines: dict[str, int], at: str) -> int:
    """What is missing has no line; whatever it is missing in has one."""
    while at not in lines:
        at = at.rpartition("/")[0]
    return lines[at]
