"""A small thing somebody means to do, and what became of it."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q

from backend.accounts.models import Person
from backend.checkins.models import Answer, CheckIn
from backend.core.models import BaseModel
from backend.core.walls import ME, NEVER, OURS, Wall, both, either, exists
from backend.spaces.models import Membership, ScopedModel, ScopedQuerySet, Space
from backend.vault.models import SealedField

MY_PROMISE = f"author_id = {ME}"


class PromiseQuerySet(ScopedQuerySet["Promise"]):
    def visible_to(self, membership: Membership) -> Self:
        """One's own, and those that the other shares."""
        mine = Q(author=membership.person_id)
        return super().visible_to(membership).filter(mine | Q(shared=True))

    def of(self, membership: Membership) -> Self:
        """One's own: only their author decides about them."""
        return self.visible_to(membership).filter(author=membership.person_id)

    def with_words(self) -> Self:
        """With all that is needed to read them, and to say what became of them."""
        return self.select_related("author__key", "outcome")


class Promise(ScopedModel):
    """Somebody's promise, sealed under their key; `by` is a day, or empty.

    One that is changed stays as it was: what takes its place `follows` it. One that was written in a check-in
    has the id of that answer and is there from the reveal on; a row is written once its author touches it.
    """

    wall = Wall(
        see=either(MY_PROMISE, both("shared", f"space_id = {OURS}")),
        add=both(MY_PROMISE, f"space_id = {OURS}"),
        change=MY_PROMISE,
        remove=MY_PROMISE,
    )
    sealed_for: ClassVar[tuple[str, ...]] = ("space_id", "author_id")
    sealed_with: ClassVar[str] = "author__key"

    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = SealedField()
    by = models.DateField(null=True)
    made_on = models.DateField()
    shared = models.BooleanField()
    remind = models.BooleanField(default=False)
    said = models.BooleanField(default=False)
    """In a check-in, so it stays as it was said."""
    check_in = models.ForeignKey(CheckIn, null=True, on_delete=models.PROTECT, related_name="+")
    follows = models.OneToOneField("self", null=True, on_delete=models.CASCADE, related_name="followed_by")

    objects = PromiseQuerySet.as_manager()

    if TYPE_CHECKING:
        outcome: "PromiseOutcome"

    @property
    def decided(self) -> "PromiseOutcome | None":
        """What became of it, if its author has said so."""
        return None if self._state.adding else getattr(self, "outcome", None)

    @classmethod
    def said_in(cls, answer: Answer) -> "Promise":
        """As it was written in a revealed check-in; not a row yet."""
        said, zone = answer.value, ZoneInfo(answer.space.time_zone)
        promise = cls(
            pk=answer.pk,
            space=answer.space,
            author=answer.author,
            by=date.fromisoformat(said["by"]) if said["by"] else None,
            made_on=answer.check_in.reveal.revealed_at.astimezone(zone).date(),
            shared=answer.shared,
            check_in_id=answer.check_in_id,
            said=True,
        )
        promise.seal(words=said["text"])
        return promise


class Became(models.TextChoices):
    """What became of a promise. None is better than another."""

    KEPT = "kept"
    RENEGOTIATED = "renegotiated"
    LET_GO = "let_go"


OF_IT, BY_ME = "told.id = successes_promiseoutcome.promise_id", f"told.author_id = {ME}"


class PromiseOutcomeQuerySet(ScopedQuerySet["PromiseOutcome"]):
    def visible_to(self, membership: Membership) -> Self:
        """Whoever sees a promise sees what became of it."""
        told = Promise.objects.visible_to(membership)
        return super().visible_to(membership).filter(promise__in=told)


class PromiseOutcome(BaseModel):
    """Said once by its author; taken back by removing it."""

    wall = Wall(
        see=exists("successes_promise told", OF_IT),
        add=exists("successes_promise told", OF_IT, BY_ME),
        change=NEVER,
        remove=exists("successes_promise told", OF_IT, BY_ME),
    )

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    promise = models.OneToOneField(Promise, on_delete=models.CASCADE, related_name="outcome")
    became = models.CharField(max_length=15, choices=Became)
    at = models.DateTimeField()

    objects = PromiseOutcomeQuerySet.as_manager()
