"""What lies behind the wall, for leaks that reach past it; and how a leak is built in."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any
from unittest.mock import patch
from uuid import UUID

from backend.checkins.models import Answer, CheckIn, Sheet
from backend.core import scope
from backend.core.models import DoneCommand
from backend.spaces.models import Membership
from tests.blind.stage import BEGIN, Stage

Leaking = AbstractContextManager[object]
BuiltIn = Callable[["Behind"], Leaking]


class Behind:
    """Ben's side, read as Ben: no wall of the database stops what a leak wants to know."""

    def __init__(self, stage: Stage) -> None:
        self.ana, self.ben = stage.ana, stage.ben
        with scope.house():
            self.space_id: UUID = Membership.objects.get(person=self.ben).space_id

    @contextmanager
    def as_ben(self) -> Iterator[None]:
        with scope.acting(person_id=self.ben.pk, space_id=self.space_id):
            yield

    def sheets(self, **which: Any) -> list[Sheet]:
        with self.as_ben():
            return list(Sheet.objects.filter(person=self.ben, **which).order_by("created_at", "pk"))

    def sheet(self, check_in: CheckIn) -> Sheet:
        return self.sheets(check_in=check_in)[0]

    def answers(self, **which: Any) -> list[Answer]:
        with self.as_ben():
            mine = Answer.objects.filter(author=self.ben, **which).select_related("author__key", "question")
            return list(mine.order_by("question__position"))

    def active_at(self) -> datetime | None:
        """When he did something last."""
        with self.as_ben():
            last = DoneCommand.objects.filter(person_id=self.ben.pk).order_by("-done_at").first()
        return last.done_at if last else None

    def is_active(self) -> bool:
        """Since the story began."""
        at = self.active_at()
        return at is not None and at > BEGIN

    def has_skipped(self, **which: Any) -> bool:
        return any(sheet.put_aside_at for sheet in self.sheets(**which))

    def has_sent(self, **which: Any) -> bool:
        return any(sheet.sent_at for sheet in self.sheets(**which))


def changes(owner: Any, name: str, change: Callable[..., Any]) -> Leaking:
    """`change` gets what was returned before, and what it was called with."""
    before = getattr(owner, name)

    def changed(*args: Any, **kwargs: Any) -> Any:
        return change(before(*args, **kwargs), *args, **kwargs)

    return patch.object(owner, name, changed)


def adds(shape: Any, field: str, value: Callable[[Any], Any]) -> Leaking:
    """One more field, or another value of one, in what a shape says."""

    def more(words: Any, _: Any, row: Any) -> Any:
        return {**words, field: value(row)}

    return changes(shape, "to_representation", more)


def before(owner: Any, name: str, act: Callable[..., Any]) -> Leaking:
    """`act` comes first."""
    then = getattr(owner, name)

    def both(*args: Any, **kwargs: Any) -> Any:
        act(*args, **kwargs)
        return then(*args, **kwargs)

    return patch.object(owner, name, both)


def after_ben(behind: Behind, owner: Any, name: str, act: Callable[[UUID], Any]) -> Leaking:
    """`act` follows when it was Ben who called a service, with the id of the check-in."""

    def follow(result: Any, *, membership: Membership, check_in_id: UUID, **_: Any) -> Any:
        if membership.person_id == behind.ben.pk:
            with scope.house():
                act(check_in_id)
        return result

    return changes(owner, name, follow)
