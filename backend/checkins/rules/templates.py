"""What a template of one's own may be. A fault is named by its place (RFC 6901)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

from backend.checkins.rules.values import Kind
from backend.core.rules.shapes import (
    Check,
    Fault,
    Otherwise,
    anything,
    below,
    fields,
    flag,
    list_of,
    one_of,
    whole,
)

MOST_TEMPLATES = 20
MOST_QUESTIONS = 15
LONGEST_TITLE, LONGEST_ABOUT, LONGEST_PROMPT, LONGEST_LABEL = 60, 200, 200, 60
MOST_MINUTES, MOST_HOURS = 180, 168
MOST_CHOICES, MOST_WORDS, MOST_ITEMS = 8, 30, 5
LONGEST_TEXT, LONGEST_APPRECIATION, LONGEST_PART, LONGEST_TOPIC, LONGEST_PROMISE = 4000, 500, 1000, 120, 300
USUAL_HOURS, USUAL_WORDS = 48, 8
HIGHEST = 10
SECTIONS = (
    "",
    "today",
    "good",
    "next",
    "since",
    "agenda",
    "talk",
    "promise",
    "reconnect",
    "depth",
    "practical",
    "issue",
    "needs",
    "closeness",
    "boundaries",
)
"""Headings the app has words for; empty for none."""
PARTS = ["feeling", "situation", "need", "request"]
DEPTHS = ("light", "middle", "deep")
KEY = re.compile(r"[a-z0-9_-]{1,40}\Z")
NUMBER = re.compile(r"q[0-9]{1,6}\Z")
UNWRITTEN = {"Cc", "Cs"}
"""Categories of Unicode that no keyboard writes: control signs, halves of letters."""


def checked_template(data: Any, at: str = "") -> dict[str, Any]:
    """The template as it will be kept, whole and with every key, or Fault. Doing it again changes nothing."""
    found: dict[str, Any] = TEMPLATE(data, at)
    questions = found["questions"]
    _check_depths(questions, below(at, "questions"))
    _number(questions)
    return found


def line(most: int, least: int = 1) -> Check:
    """Words on one line: NFC, single spaces."""

    def check(value: Any, at: str) -> str:
        words = " ".join(unicodedata.normalize("NFC", value).split()) if isinstance(value, str) else None
        if words is None or not least <= len(words) <= most:
            raise Fault(at, f"This should be text of {least} to {most} letters.")
        if UNWRITTEN & {unicodedata.category(letter) for letter in words}:
            raise Fault(at, "There is a sign in it that cannot be kept. Please type it again.")
        return words

    return check


def key(value: Any, at: str) -> str | None:
    if value is not None and not (isinstance(value, str) and KEY.match(value)):
        raise Fault(at, "This should be a short name of a-z, 0-9, - and _.")
    return value


CHOICE = fields(key=Otherwise(None, key), label=line(LONGEST_LABEL))


def choices(most: int, least: int = 2) -> Check:
    """Things to choose from, each with a key of its own; whoever has none is given one."""
    each = list_of(CHOICE, most, least)

    def check(value: Any, at: str) -> list[dict[str, str]]:
        found: list[dict[str, str]] = each(value, at)
        _refuse_twice([one["key"] for one in found], at)
        free = _free("o", {one["key"] for one in found})
        return [one | {"key": one["key"] or next(free)} for one in found]

    return check


def _scale(value: Any, at: str) -> dict[str, Any]:
    found: dict[str, Any] = SCALE(value, at)
    if found["min"] >= found["max"]:
        raise Fault(below(at, "max"), "This should be more than min.")
    return found


def _text(value: Any, at: str) -> dict[str, Any]:
    """One prompt, or three that go deeper, of which another question chooses."""
    found: dict[str, Any] = TEXT(value, at)
    said = {name for name in ("prompts", "depth_from") if found[name] is not None}
    if len(said) == 1:
        raise Fault(at, "prompts and depth_from belong together.")
    return found if said else {"limit": found["limit"]}


def _at_most(**bounds: int) -> Check:
    """Options that are all numbers, and as many as possible when nothing is said."""
    return fields(**{name: Otherwise(most, whole(1, most)) for name, most in bounds.items()})


def _issue(value: Any, at: str) -> dict[str, Any]:
    found: dict[str, Any] = ISSUE(value, at)
    if found["parts"] != PARTS:
        raise Fault(below(at, "parts"), f"This should be: {', '.join(PARTS)}.")
    return found


SCALE = fields(
    min=whole(0, HIGHEST - 1), max=whole(1, HIGHEST), low=line(LONGEST_LABEL), high=line(LONGEST_LABEL)
)
TEXT = fields(
    limit=Otherwise(LONGEST_TEXT, whole(1, LONGEST_TEXT)),
    prompts=Otherwise(None, list_of(line(LONGEST_PROMPT), len(DEPTHS), len(DEPTHS))),
    depth_from=Otherwise(None, key),
)
ISSUE = fields(
    limit=Otherwise(LONGEST_PART, whole(1, LONGEST_PART)),
    parts=Otherwise(PARTS, list_of(one_of(*PARTS), len(PARTS))),
)
OPTIONS: dict[Kind, Check] = {
    Kind.SCALE: _scale,
    Kind.CHOICE: fields(choices=choices(MOST_CHOICES)),
    Kind.FEELINGS: fields(words=choices(MOST_WORDS), limit=Otherwise(USUAL_WORDS, whole(1, MOST_WORDS))),
    Kind.TEXT: _text,
    Kind.APPRECIATION: _at_most(items=MOST_ITEMS, limit=LONGEST_APPRECIATION),
    Kind.ISSUE: _issue,
    Kind.TOPICS: fields(topics=choices(MOST_WORDS), limit=Otherwise(LONGEST_TOPIC, whole(1, LONGEST_TOPIC))),
    Kind.PROMISE: _at_most(limit=LONGEST_PROMISE),
}
"""By kind; `values` says what an answer is then."""
QUESTION = fields(
    key=Otherwise(None, key),
    section=Otherwise("", one_of(*SECTIONS)),
    kind=one_of(*OPTIONS),
    prompt=line(LONGEST_PROMPT),
    help=Otherwise("", line(LONGEST_PROMPT, 0)),
    shared_by_default=Otherwise(True, flag),
    options=Otherwise({}, anything),
)


def question(value: Any, at: str) -> dict[str, Any]:
    found: dict[str, Any] = QUESTION(value, at)
    return found | {"options": OPTIONS[Kind(found["kind"])](found["options"], below(at, "options"))}


TEMPLATE = fields(
    title=line(LONGEST_TITLE),
    about=Otherwise("", line(LONGEST_ABOUT, 0)),
    minutes=whole(1, MOST_MINUTES),
    window_hours=Otherwise(USUAL_HOURS, whole(1, MOST_HOURS)),
    questions=list_of(question, MOST_QUESTIONS, 1),
)


def _refuse_twice(keys: Iterable[str | None], at: str) -> None:
    seen: set[str] = set()
    for number, one in enumerate(keys):
        if one in seen:
            raise Fault(f"{at}/{number}/key", "Something before it has this key already.")
        seen |= {one} if one else set()


def _free(letter: str, taken: set[str]) -> Iterator[str]:
    return (name for number in count(1) if (name := f"{letter}{number}") not in taken)


def _check_depths(questions: list[dict[str, Any]], at: str) -> None:
    """A question that goes deeper looks back at one in which each chose how deep."""
    _refuse_twice((one["key"] for one in questions), at)
    deciding: set[str | None] = set()
    for number, one in enumerate(questions):
        wanted = one["options"].get("depth_from")
        if wanted is not None and wanted not in deciding:
            detail = f"A question before it should have this key, with the choices {', '.join(DEPTHS)}."
            raise Fault(f"{at}/{number}/options/depth_from", detail)
        if tuple(choice["key"] for choice in one["options"].get("choices", ())) == DEPTHS:
            deciding.add(one["key"])


def _number(questions: list[dict[str, Any]]) -> None:
    """Keys are kept in the open, so they hold nobody's words. One that is a number already stays: it tells
    that the question is the same as in the version before, however it is worded now."""
    numbered = {one["key"] for one in questions if one["key"] and NUMBER.match(one["key"])}
    free, names = _free("q", numbered), {}
    for one in questions:
        before = one["key"]
        one["key"] = names[before] = before if before in numbered else next(free)
        if "depth_from" in one["options"]:
            one["options"]["depth_from"] = names[one["options"]["depth_from"]]
