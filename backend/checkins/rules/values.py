"""What counts as an answer, kind by kind. Values are plain JSON; words come back in NFC, trimmed."""

import unicodedata
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    SCALE = "scale"
    CHOICE = "choice"
    FEELINGS = "feelings"
    TEXT = "text"
    APPRECIATION = "appreciation"
    ISSUE = "issue"
    TOPICS = "topics"
    PROMISE = "promise"


class WrongValue(Exception):
    """Not an answer to this question; the message tells a person what would be."""


def checked(kind: str, options: dict[str, Any], value: Any) -> Any:
    """The value as it will be kept, or WrongValue."""
    return _CHECKS[Kind(kind)](options, value)


def _scale(options: dict[str, Any], value: Any) -> int:
    low, high = options["min"], options["max"]
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise WrongValue(f"Choose a whole number from {low} to {high}.")
    return value


def _choice(options: dict[str, Any], value: Any) -> str:
    return _one_of(value, [choice["key"] for choice in options["choices"]])


def _feelings(options: dict[str, Any], value: Any) -> list[str]:
    return _some_of(value, [word["key"] for word in options["words"]], options["limit"])


def _text(options: dict[str, Any], value: Any) -> str:
    return _needed(_words(value, options["limit"]))


def _appreciation(options: dict[str, Any], value: Any) -> list[str]:
    if not isinstance(value, list) or not 1 <= len(value) <= options["items"]:
        raise WrongValue(f"Write from 1 to {options['items']}.")
    return [_needed(_words(item, options["limit"])) for item in value]


def _issue(options: dict[str, Any], value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or set(value) != set(options["parts"]):
        raise WrongValue(f"Send these parts: {', '.join(options['parts'])}.")
    parts = {part: _words(value[part], options["limit"]) for part in options["parts"]}
    _needed("".join(parts.values()))
    return parts


def _topics(options: dict[str, Any], value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) != {"chosen", "own"}:
        raise WrongValue("Send what was chosen, and a topic of one's own, which may be empty.")
    known = [topic["key"] for topic in options["topics"]]
    own = _words(value["own"], options["limit"])
    if value["chosen"] == [] and own:
        return {"chosen": [], "own": own}
    return {"chosen": _some_of(value["chosen"], known, len(known)), "own": own}


def _promise(options: dict[str, Any], value: Any) -> dict[str, str | None]:
    if not isinstance(value, dict) or set(value) != {"text", "by"}:
        raise WrongValue("Send the promise and a day, which may be empty.")
    return {"text": _needed(_words(value["text"], options["limit"])), "by": _day(value["by"])}


def _one_of(value: Any, known: list[str]) -> str:
    if not isinstance(value, str) or value not in known:
        raise WrongValue("Choose one of the answers.")
    return value


def _some_of(value: Any, known: list[str], limit: int) -> list[str]:
    if not isinstance(value, list) or not 1 <= len(value) <= limit:
        raise WrongValue(f"Choose from 1 to {limit}.")
    chosen = [_one_of(item, known) for item in value]
    if len(set(chosen)) < len(chosen):
        raise WrongValue("Choose each one once.")
    return chosen


def _words(value: Any, limit: int) -> str:
    if not isinstance(value, str):
        raise WrongValue("Write words here.")
    text = unicodedata.normalize("NFC", value).strip()
    if "\x00" in text:
        raise WrongValue("There is a sign in it that cannot be kept. Please type it again.")
    if len(text) > limit:
        raise WrongValue(f"This is longer than {limit} letters. Please shorten it.")
    return text


def _needed(text: str) -> str:
    if not text:
        raise WrongValue("This is empty. Write something, or skip the question.")
    return text


def _day(value: Any) -> str | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError) as error:
        raise WrongValue("Send the day as YYYY-MM-DD, or none.") from error


_CHECKS: dict[Kind, Callable[[dict[str, Any], Any], Any]] = {
    Kind.SCALE: _scale,
    Kind.CHOICE: _choice,
    Kind.FEELINGS: _feelings,
    Kind.TEXT: _text,
    Kind.APPRECIATION: _appreciation,
    Kind.ISSUE: _issue,
    Kind.TOPICS: _topics,
    Kind.PROMISE: _promise,
}
