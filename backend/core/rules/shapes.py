"""What may come in, said as small checks; what is wrong is named by its place (RFC 6901)."""

import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, NamedTuple
from uuid import UUID

Check = Callable[[Any, str], Any]
"""Takes a value and its place, gives the value as it is kept."""


class Fault(Exception):
    """Something does not fit. `at` is the place, such as `/check_ins/3/answers/0/value`."""

    def __init__(self, at: str, detail: str) -> None:
        super().__init__(at)
        self.at, self.detail = at, detail


def below(at: str, name: str | int) -> str:
    return f"{at}/{str(name).replace('~', '~0').replace('/', '~1')}"


class Otherwise(NamedTuple):
    """A field that may be left out, and what it is then."""

    value: Any
    check: Check

    def __call__(self, value: Any, at: str) -> Any:
        return self.check(value, at)


def fields(**checks: Check | Otherwise) -> Check:
    """An object with exactly these names."""

    def check(value: Any, at: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Fault(at, "This should be an object.")
        for name in value:
            if name not in checks:
                raise Fault(below(at, name[:80]), "This is not known here.")
        left = {name: one.value for name, one in checks.items() if isinstance(one, Otherwise)}
        for name in checks:
            if name not in value and name not in left:
                raise Fault(below(at, name), "This is missing.")
        return {
            name: one(value[name], below(at, name)) if name in value else left[name]
            for name, one in checks.items()
        }

    return check


def list_of(one: Check, most: int, least: int = 0) -> Check:
    def check(value: Any, at: str) -> list[Any]:
        if not isinstance(value, list) or not least <= len(value) <= most:
            how_many = f"{least} to {most}" if least else f"at most {most}"
            raise Fault(at, f"This should be a list of {how_many}.")
        return [one(item, below(at, number)) for number, item in enumerate(value)]

    return check


def maybe(one: Check) -> Check:
    return lambda value, at: None if value is None else one(value, at)


def text(most: int) -> Check:
    """NFC, like all words here."""

    def check(value: Any, at: str) -> str:
        if not isinstance(value, str) or len(value) > most or "\x00" in value:
            raise Fault(at, f"This should be text of at most {most} letters.")
        return unicodedata.normalize("NFC", value)

    return check


def one_of(*known: str | int) -> Check:
    def check(value: Any, at: str) -> Any:
        # `True == 1`, but a flag is no number.
        if isinstance(value, bool) or value not in known:
            raise Fault(at, f"This should be one of: {', '.join(map(str, known))}.")
        return value

    return check


def flag(value: Any, at: str) -> bool:
    if not isinstance(value, bool):
        raise Fault(at, "This should be true or false.")
    return value


def whole(low: int, high: int) -> Check:
    def check(value: Any, at: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise Fault(at, f"This should be a whole number from {low} to {high}.")
        return value

    return check


def anything(value: Any, at: str) -> Any:
    """Its meaning depends on something else, which checks it."""
    return value


def _read_by(read: Callable[[str], Any], detail: str) -> Check:
    def check(value: Any, at: str) -> Any:
        try:
            return read(value)
        except (TypeError, ValueError, AttributeError) as error:
            raise Fault(at, detail) from error

    return check


def _aware(value: str) -> datetime:
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError
    return found


identity = _read_by(UUID, "This should be an id (a UUID).")
day = _read_by(date.fromisoformat, "This should be a day, YYYY-MM-DD.")
moment = _read_by(_aware, "This should be a moment with its offset, such as 2026-11-22T20:00:00+00:00.")
clock = _read_by(time.fromisoformat, "This should be a time of day, HH:MM.")
